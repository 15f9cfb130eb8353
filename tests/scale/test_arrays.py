import numpy as np
import pytest

from cleaner.scale.arrays import names_in, read_array, room_in_file, write_arrays

ARRAYS = {
    "square": np.arange(12).reshape(3, 4),
    "none": np.zeros(0, np.uint8),
    "flat": np.zeros((0, 7), np.int32),
    "pairs": np.array([(1, 2.5)], [("a", "i4"), ("b", "f8")]),
    "turned": np.arange(6, dtype=np.uint16).reshape(2, 3).T,
}


@pytest.mark.parametrize("names", [["square"], ["none"], list(ARRAYS), list(reversed(ARRAYS)), []])
def test_what_is_written_is_read(tmp_path, names):
    path = tmp_path / "below" / "a"
    write_arrays(path, {name: ARRAYS[name] for name in names})
    assert names_in(path) == names
    for name in names:
        back = read_array(path, name)
        assert back.dtype == ARRAYS[name].dtype and back.shape == ARRAYS[name].shape and np.array_equal(back, ARRAYS[name]) and back.flags.aligned


def test_what_is_not_there_is_said(tmp_path):
    write_arrays(tmp_path / "a", ARRAYS)
    with pytest.raises(KeyError):
        read_array(tmp_path / "a", "other")


@pytest.mark.parametrize("shape", [(3, 4), (0,), (2, 0)])
def test_room_is_zero_and_can_be_written(tmp_path, shape):
    room = room_in_file(tmp_path / "room", shape, np.int32)
    assert room.shape == shape and not room.any()
    room[...] = 7
    assert (room == 7).all()
