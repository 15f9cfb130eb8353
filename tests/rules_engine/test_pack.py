"""Packs of rules: read from folders, the later ones over the earlier; which rules are chosen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cleaner import Cleaner, Config, RuleError, UsageError
from cleaner.rules_engine.index import MOST_KEPT
from cleaner.rules_engine.pack import Pack, load_pack
from tests.rulemaking import LONG, unguarded

RULE = """\
why: {why}
match:
  - any: ['^{says}$']
{more}
examples: [{{removes: '<<x>>'}}, {{keeps: y}}]
"""
TEXT = f"{LONG}\n\nXyzzy one\n\nXyzzy two\n\n{LONG}\n"


def write(folder: Path, id: str, says: str, *, why: str = "Furniture.", more: str = "", end: str = ".yaml") -> Path:
    path = folder / f"{id}{end}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(RULE.format(says=says, why=why, more=more), "utf-8")
    return path


def lines_left(*folders: Path, preset: str = "extracted", select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> list[str]:
    config = Config(rules=tuple(map(str, folders)), preset=preset, select=select, ignore=ignore)
    with unguarded():
        return [line for line in Cleaner(config).clean(TEXT).text.split("\n") if line.startswith("Xyzzy")]


def test_a_rule_is_named_by_its_path(tmp_path: Path) -> None:
    write(tmp_path, "en/promo/a", "a")
    write(tmp_path, "any/b", "b", end=".yml")
    (tmp_path / "notes.txt").write_text("no rule")
    assert list(load_pack([tmp_path]).rules) == ["any/b", "en/promo/a"]


def test_the_shipped_rules_are_there() -> None:
    assert "en/newsletter/signup-line" in load_pack().rules


def test_a_rule_of_the_users_overrides_one_of_the_same_id(tmp_path: Path) -> None:
    write(tmp_path / "one", "any/a", "xyzzy one")
    write(tmp_path / "two", "any/a", "xyzzy two")
    assert lines_left(tmp_path / "one") == ["Xyzzy two"]
    assert lines_left(tmp_path / "one", tmp_path / "two") == ["Xyzzy one"]
    assert lines_left(tmp_path / "two", tmp_path / "one") == ["Xyzzy two"]


def test_a_rule_of_the_users_overrides_a_shipped_one(tmp_path: Path) -> None:
    write(tmp_path, "en/newsletter/signup-line", "xyzzy one", why="Mine.")
    pack = Cleaner(Config(rules=(str(tmp_path),))).pack
    assert pack.rules["en/newsletter/signup-line"].why == "Mine."
    assert len(pack.rules) == len(load_pack().rules)


def test_rules_in_different_folders_add_up(tmp_path: Path) -> None:
    write(tmp_path / "one", "any/a", "xyzzy one")
    write(tmp_path / "two", "any/b", "xyzzy two")
    assert lines_left(tmp_path / "one", tmp_path / "two") == []


@pytest.mark.parametrize("ids", [("a", "b", "c"), ("c", "a", "b"), ("b", "c", "a")])
def test_the_order_of_files_does_not_matter(ids: tuple[str, ...], tmp_path: Path) -> None:
    for id in ids:
        write(tmp_path, f"any/{id}", {"a": "xyzzy one", "b": "xyzzy .*", "c": ".* two"}[id])
    with unguarded():
        cleaned = Cleaner(Config(rules=(str(tmp_path),))).clean(TEXT)
    assert [(removal.rule, removal.text) for removal in cleaned.removals] == [("any/a", "Xyzzy one\n\n"), ("any/b", "Xyzzy two\n\n")]


def test_an_unsafe_rule_runs_only_when_its_id_is_selected(tmp_path: Path) -> None:
    write(tmp_path, "any/bold/a", "xyzzy one", more="safety: unsafe")
    assert lines_left(tmp_path) == ["Xyzzy one", "Xyzzy two"]
    assert lines_left(tmp_path, select=("any/bold",)) == ["Xyzzy one", "Xyzzy two"]
    assert lines_left(tmp_path, select=("any/bold/a",)) == ["Xyzzy two"]
    assert lines_left(tmp_path, select=("any/bold", "any/bold/a"), ignore=("any/bold/a",)) == ["Xyzzy one", "Xyzzy two"]


def test_rules_are_selected_and_ignored_by_id_and_by_folder(tmp_path: Path) -> None:
    write(tmp_path, "any/one/a", "xyzzy one")
    write(tmp_path, "any/one-more/b", "xyzzy two")
    for select in ("any/one", "any/one/", "any/one/a"):
        assert lines_left(tmp_path, select=(select,)) == ["Xyzzy two"]
        assert lines_left(tmp_path, ignore=(select,)) == ["Xyzzy one"]
    assert lines_left(tmp_path, select=("any",), ignore=("any/one",)) == ["Xyzzy one"]


def test_a_rule_runs_with_its_presets(tmp_path: Path) -> None:
    write(tmp_path, "any/a", "xyzzy one", more="preset: raw")
    assert lines_left(tmp_path, preset="extracted") == ["Xyzzy one", "Xyzzy two"]
    assert lines_left(tmp_path, preset="raw") == ["Xyzzy two"]


def test_a_preset_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match=r"there is no preset 'rw' \(did you mean 'raw'\?\) \[preset\]"):
        Cleaner(Config(preset="rw")).clean("x")


def test_one_text_is_no_list_of_rules() -> None:
    with pytest.raises(UsageError, match=r"'ignore' is one text, and not several \(write ignore=\('en/byline',\)\)"):
        Config(ignore="en/byline")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"there is no preset 'text' \(known are extracted, raw\)"):
        Cleaner(Config(preset="text")).clean("x")


def test_a_name_that_is_no_rule_names_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"there is no rule 'en/newsletter/signup-lin' \(did you mean 'en/newsletter/signup-line'\?\) \[no-such-rule\]"):
        Cleaner(Config(select=("en/newsletter/signup-lin",))).clean("x")
    with pytest.raises(UsageError, match=r"there is no rule 'xyzzy' \(see 'cleaner rules list'\)"):
        Cleaner(Config(ignore=("xyzzy",))).clean("x")


def test_half_a_folder_name_is_no_rule() -> None:
    with pytest.raises(UsageError, match="there is no rule 'en/news'"):
        Cleaner(Config(select=("en/news",))).clean("x")


def test_a_name_of_repeats_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no rule 'repeats/promos'"):
        Cleaner(Config(ignore=("repeats/promos",))).clean("x")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere is not a folder of rules \(give --rules a folder with .yaml files\) \[no-rules\]"):
        load_pack([tmp_path / "nowhere"])


def test_a_file_for_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a folder of rules"):
        load_pack([write(tmp_path, "any/a", "a")])


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "any/a", "a")
    path.write_bytes(b"why: caf\xe9\n")
    with pytest.raises(RuleError) as error:
        load_pack([tmp_path])
    assert str(error.value) == f"{path}: not UTF-8 at byte 8 (save the file as UTF-8) [rule-encoding]"


def test_a_file_with_a_mark_of_byte_order_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "any/a", "xyzzy one")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert lines_left(tmp_path) == ["Xyzzy two"]


def test_a_file_with_crlf_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "any/a", "xyzzy one")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert lines_left(tmp_path) == ["Xyzzy two"]


def test_a_mistake_names_its_file(tmp_path: Path) -> None:
    path = write(tmp_path, "any/a", "a", more="remove: all")
    with pytest.raises(RuleError) as error:
        load_pack([tmp_path])
    assert str(error.value) == f"{path}:4:9: remove cannot be 'all' (known are match, to-end, span) [rule-value]"


def test_the_digest_changes_with_any_rule_and_with_nothing_else(tmp_path: Path) -> None:
    path = write(tmp_path / "one", "any/a", "a")
    before = load_pack([tmp_path / "one"]).digest
    write(tmp_path / "two", "any/a", "a")
    assert load_pack([tmp_path / "two"]).digest == before
    path.write_text(path.read_text().replace("Furniture", "Clutter"))
    assert load_pack([tmp_path / "one"]).digest != before
    write(tmp_path / "two", "any/b", "b")
    assert load_pack([tmp_path / "two"]).digest != before


def read(pack: Pack) -> list[str]:
    """Return the rules that were read."""
    return [id for id, file in pack.rules._files.items() if "spec" in vars(file)]  # type: ignore[attr-defined]


def test_a_folder_that_was_read_before_is_not_read_again_whatever_stands_over_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    write(tmp_path / "one", "any/a", "a")
    write(tmp_path / "one", "any/b", "b")
    write(tmp_path / "two", "any/a", "c")
    assert read(load_pack([tmp_path / "one"])) == ["any/a", "any/b"]
    both = load_pack([tmp_path / "one", tmp_path / "two"])
    assert (read(both), list(both.index)) == (["any/a"], ["any/a", "any/b"])
    assert b"c" in both.index["any/a"].line
    assert read(load_pack([tmp_path / "one", tmp_path / "two"])) == []


def test_why_a_rule_runs_is_known_without_reading_it() -> None:
    load_pack()
    known = load_pack()
    reasons = {id: known.about(id).why for id in known.ids}
    assert read(known) == []
    assert reasons == {id: known.spec(id).why for id in known.ids}


def test_of_many_folders_those_in_use_are_known_longest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for n in range(MOST_KEPT + 2):
        write(tmp_path / str(n), "any/a", f"says {n}")
        load_pack([tmp_path / str(n)])
        for path in (tmp_path / "cache").glob("*/*"):
            os.utime(path, (path.stat().st_mtime - 60,) * 2)
        load_pack([tmp_path / "0"])
    assert [n for n in range(MOST_KEPT + 2) if not read(load_pack([tmp_path / str(n)]))][:1] == [0]
