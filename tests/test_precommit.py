"""The hooks of `.pre-commit-hooks.yaml`, run by pre-commit in a repository of articles."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.samples import ARTICLE, CLEANED, PROMO, line, write

CHECKOUT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def git(folder: Path, *args: str) -> None:
    subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *args], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "all", "--no-verify"], ["tag", "v1"]):
        git(folder, *command)


@pytest.fixture
def hooks(tmp_path: Path) -> Path:
    """The checkout as it is now, as a repository with a tag."""
    if not (CHECKOUT / ".git").exists() or not shutil.which("git"):
        pytest.skip("this is no git checkout")
    listed = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], cwd=CHECKOUT, capture_output=True, check=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        if (CHECKOUT / name).is_file():
            write(tmp_path / "hooks" / name, (CHECKOUT / name).read_bytes())
    commit(tmp_path / "hooks")
    return tmp_path / "hooks"


@pytest.fixture
def articles(tmp_path: Path, hooks: Path) -> Path:
    """A repository of articles that uses both hooks."""
    folder = tmp_path / "articles"
    uses = [{"repo": str(hooks), "rev": "v1", "hooks": [{"id": "cleaner-check"}, {"id": "cleaner-fix"}]}]
    write(folder / ".pre-commit-config.yaml", yaml.safe_dump({"repos": uses}))
    write(folder / "a.txt", ARTICLE)
    write(folder / "b.jsonl", line())
    write(folder / "picture.png", b"\x89PNG")
    commit(folder)
    return folder


def run_hook(articles: Path, name: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PRE_COMMIT_HOME": str(articles.parent / "home"), "NO_COLOR": "1", "PIP_NO_COMPILE": "1"}
    return subprocess.run([BIN / "pre-commit", "run", name, "--all-files", "--color=never"], cwd=articles, env=env, capture_output=True, text=True, timeout=300)


def demand_registry(folder: Path) -> None:
    wanted = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-cache-dir", "-d", str(folder / "probe"), "click"]
    if subprocess.run(wanted, capture_output=True, timeout=60).returncode:
        pytest.skip("the package registry cannot be reached")


def test_hooks_check_and_fix(articles):
    demand_registry(articles.parent)
    found = run_hook(articles, "cleaner-check")
    assert found.returncode == 1 and "a.txt:3:1: en/newsletter/" in found.stdout and "b.jsonl:1:" in found.stdout, found.stdout + found.stderr
    fixed = run_hook(articles, "cleaner-fix")
    assert fixed.returncode == 1 and "files were modified by this hook" in fixed.stdout
    assert (articles / "a.txt").read_text() == CLEANED and PROMO not in (articles / "b.jsonl").read_text()
    assert [run_hook(articles, name).returncode for name in ("cleaner-check", "cleaner-fix")] == [0, 0]
