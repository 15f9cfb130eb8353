import numpy as np
import pytest

from cleaner.scale.arrays import room_in_file, write_array


@pytest.mark.parametrize("array", [np.arange(12).reshape(3, 4), np.zeros(0, np.uint8), np.array([(1, 2.5)], [("a", "i4"), ("b", "f8")])])
def test_numpy_reads_what_is_written(tmp_path, array):
    write_array(tmp_path / "below" / "a.npy", array)
    back = np.load(tmp_path / "below" / "a.npy", allow_pickle=False)
    assert back.dtype == array.dtype and np.array_equal(back, array)


@pytest.mark.parametrize("shape", [(3, 4), (0,), (2, 0)])
def test_room_is_zero_and_can_be_written(tmp_path, shape):
    room = room_in_file(tmp_path / "room", shape, np.int32)
    assert room.shape == shape and not room.any()
    room[...] = 7
    assert (room == 7).all()
