"""What is loaded when: cleaning a text needs none of the heavy modules."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cleaner.cli import _COMMANDS

HEAVY = ("numpy", "pyarrow", "numba", "rich", "trafilatura", "datasketch", "duckdb", "redis", "pyspark", "zstandard", "lxml", "cleaner.html")
NOT_FOR_TEXT = (*HEAVY, "orjson", "multiprocessing", "concurrent.futures", "tomllib", "logging", "cleaner.formats.jsonl", "cleaner.scale.work")
CLEAN = "import cleaner; assert cleaner.clean('The vote passed by two.\\n\\nSign up for our newsletter\\n\\nThe mayor left early, on foot.\\n').removals"
RUN = """
import sys
from cleaner.cli import main
sys.argv = ["cleaner", *{args!r}]
try:
    main()
except SystemExit as end:
    assert end.code == {code}, end.code
"""
CASES = {
    "importing": "import cleaner",
    "cleaning a text": CLEAN,
    "explaining a text": "import cleaner; from cleaner.explain import explain; explain(cleaner.Cleaner(), cleaner.Document('The vote passed.'))",
    "the command line": "import cleaner.cli",
}


@pytest.mark.parametrize("code", CASES.values(), ids=CASES)
def test_loads_no_heavy_module(code: str) -> None:
    assert loaded(code, HEAVY) == []


def test_checking_a_text_file_loads_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The vote passed by two.\n\nSign up for our newsletter\n\nThe mayor left early, on foot.\n")
    assert loaded(RUN.format(args=["check", str(path)], code=1), NOT_FOR_TEXT, cwd=tmp_path) == []
    assert loaded(RUN.format(args=["clean", str(path), "-o", "-"], code=0), HEAVY, cwd=tmp_path) == []


def test_the_help_loads_no_command() -> None:
    commands = tuple(f"cleaner.cli.{name}" for name in _COMMANDS)
    assert loaded(RUN.format(args=["--help"], code=0), commands) == []
    assert loaded(RUN.format(args=["check", "--help"], code=0), commands) == ["cleaner.cli.check"]


def loaded(code: str, names: tuple[str, ...], *, cwd: Path | None = None) -> list[str]:
    """Run code in a new process, and return which of these modules it has loaded."""
    show = f"{code}\nimport sys; print('loaded', *sorted({set(names)!r} & sys.modules.keys()))"
    ran = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=False, cwd=cwd)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()[-1].split()[1:]


def test_the_public_names_are_all_there() -> None:
    import cleaner

    assert sorted(cleaner.__all__) == cleaner.__all__
    assert all(hasattr(cleaner, name) for name in cleaner.__all__)
