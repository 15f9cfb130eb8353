"""Ways to run the command: in this process, which is quick, and as it is installed."""

from __future__ import annotations

import io
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

from cleaner.cli import main
from cleaner.config import Config
from cleaner.pipeline import Cleaner
from cleaner.rules_engine.engine import Engine
from cleaner.rules_engine.pack import Pack, load_pack, shipped_rules

settings.register_profile("without a clock", deadline=None)  # on a fresh machine an example may wait for a kernel to compile
settings.load_profile("without a clock")

COMMAND = Path(sys.executable).parent / "cleaner"
ONE_BY_ONE = ("--duplicates", "ignore", "--repeats", "off")
"""Tests of one document's fate write the same document many times: they clean without a look around."""


class Ran(NamedTuple):
    """How a run ended, and what it printed."""

    code: int
    out: str
    err: str


@cache
def _pack() -> Pack:
    return load_pack([shipped_rules()])


@cache
def _engine(config: Config) -> Engine:
    return Engine.indexed(_pack().entries(config.preset, select=config.select, ignore=config.ignore), _pack().rules.__getitem__)


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch) -> Cleaner:
    """A cleaner with the shipped rules; they are read and compiled once for all tests."""
    pack, engine = Cleaner.__dict__["pack"].func, Cleaner.__dict__["engine"].func
    monkeypatch.setattr(Cleaner, "pack", property(lambda self: pack(self) if self.config.rules else _pack()))
    monkeypatch.setattr(Cleaner, "engine", property(lambda self: engine(self) if self.config.rules else _engine(self.config)))
    return Cleaner()


@pytest.fixture
def run_cleaner(shipped: Cleaner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Ran]]:
    """Run the command in this process, in the test's folder."""
    monkeypatch.chdir(tmp_path)

    def run(*args: object, stdin: bytes = b"") -> Ran:
        pipes = {"stdin": io.BytesIO(stdin), "stdout": io.BytesIO(), "stderr": io.BytesIO()}
        around = args[:1] != ("clean",) or {"--duplicates", "--repeats"} & set(args)
        monkeypatch.setattr(sys, "argv", ["cleaner", *map(str, args), *(() if around else ONE_BY_ONE)])
        for name, pipe in pipes.items():
            monkeypatch.setattr(sys, name, io.TextIOWrapper(pipe, "utf-8", newline="", write_through=True))
        with pytest.raises(SystemExit) as end:
            main()
        return Ran(int(end.value.code or 0), *(pipes[name].getvalue().decode("utf-8", "surrogateescape") for name in ("stdout", "stderr")))

    yield run
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)


@pytest.fixture
def run_installed(tmp_path: Path) -> Callable[..., Ran]:
    """Run the installed command, in the test's folder."""

    def run(*args: object, stdin: bytes = b"", before: Callable[[], None] | None = None) -> Ran:
        command = [str(COMMAND), *map(str, args)]
        ran = subprocess.run(command, input=stdin, capture_output=True, cwd=tmp_path, preexec_fn=before, timeout=120)
        return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    return run


@pytest.fixture(scope="session")
def redis_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a server of Redis for all tests, and return its address."""
    server = shutil.which("redis-server")
    if not server:
        pytest.skip("redis-server is not installed: the Debian package of this name has it")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path_factory.mktemp("redis"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and any("Ready to accept" in line for line in process.stdout)
        yield f"redis://127.0.0.1:{port}"
        process.terminate()
