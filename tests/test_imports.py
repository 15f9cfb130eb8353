"""What is loaded when: cleaning a text needs none of the heavy modules."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("numpy", "pyarrow", "numba", "rich", "trafilatura", "datasketch", "duckdb", "pyspark", "zstandard")
CLEAN = "import cleaner; assert cleaner.clean('The vote passed by two.\\n\\nSign up for our newsletter\\n\\nThe mayor left early, on foot.\\n').removals"
CASES = {
    "importing": "import cleaner",
    "cleaning a text": CLEAN,
    "explaining a text": "import cleaner; from cleaner.explain import explain; explain(cleaner.Cleaner(), cleaner.Document('The vote passed.'))",
    "the command line": "import cleaner.cli",
}


@pytest.mark.parametrize("code", CASES.values(), ids=CASES)
def test_loads_no_heavy_module(code: str) -> None:
    show = f"{code}\nimport sys; print(*sorted({HEAVY!r} & sys.modules.keys()))".replace(repr(HEAVY), repr(set(HEAVY)))
    ran = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout.strip()) == (0, ""), ran.stderr


def test_the_public_names_are_all_there() -> None:
    import cleaner

    assert sorted(cleaner.__all__) == cleaner.__all__
    assert all(hasattr(cleaner, name) for name in cleaner.__all__)
