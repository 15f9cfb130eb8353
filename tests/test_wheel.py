"""The built wheel, installed where no checkout is: it brings the rules along, and they hold."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel."""
    out = tmp_path_factory.mktemp("dist")
    built = subprocess.run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)], capture_output=True, text=True)
    assert built.returncode == 0, built.stderr + built.stdout
    (path,) = out.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone into a folder of its own."""
    target = tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-index", "--target", str(target), str(wheel)]
    ran = subprocess.run(pip, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return target


def run(installed: Path, folder: Path, *command: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run Python on the installed package; the checkout is not on its path."""
    env = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run([sys.executable, *command], input=stdin, capture_output=True, text=True, cwd=folder, env=env)


def test_the_rules_ship_inside(wheel: Path) -> None:
    names = (packed := zipfile.ZipFile(wheel)).namelist()
    shipped = {name.removeprefix("cleaner/_rules/"): packed.read(name) for name in names if name.startswith("cleaner/_rules/")}
    assert shipped == {path.relative_to(ROOT / "rules").as_posix(): path.read_bytes() for path in (ROOT / "rules").rglob("*.yaml")}
    assert "cleaner/py.typed" in names
    assert not [name for name in names if not name.startswith("cleaner/") and ".dist-info/" not in name]


def test_the_installed_package_is_the_one_that_runs(installed: Path, tmp_path: Path) -> None:
    ran = run(installed, tmp_path, "-c", "import cleaner, cleaner.rules_engine.pack as p; print(cleaner.__file__); print(p.shipped_rules())")
    assert ran.stdout.splitlines() == [str(installed / "cleaner" / "__init__.py"), str(installed / "cleaner" / "_rules")]


def test_the_installed_rules_hold(installed: Path, tmp_path: Path) -> None:
    """One folder of each kind: all of them are the checkout's, byte for byte, and proved there."""
    for folder in ("ja/newsletter", "dom/newsletter"):
        ran = run(installed, tmp_path, "-m", "cleaner", "rules", "test", folder)
        assert ran.returncode == 0, ran.stdout
        assert ran.stderr.endswith(" 0 failures\n") and not ran.stderr.startswith("0 rules")


def test_the_installed_command_cleans(installed: Path, tmp_path: Path) -> None:
    article = "The council met on Monday and talked until ten.\n\n{}It voted for the new bridge, nine to four.\n"
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(article.format("Sign up for our newsletter\n\n"))
    ran = run(installed, tmp_path, "-m", "cleaner", "clean", "articles", "-o", "out")
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "out" / "a.txt").read_text() == article.format("")
