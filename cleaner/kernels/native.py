"""The kernels as machine code: compiled by Numba once, kept in the user's cache, and run from there without Numba.

Loading Numba and what it has compiled takes a second of each process; loading an object file takes a few milliseconds.
"""

from __future__ import annotations

import ctypes
import json
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cleaner.kernels.cache import cache_folder, keep

__all__ = ["bound", "entry", "is_compiled", "is_loaded"]

COMPILED = ("documents", "lines", "banding", "pairs", "probes", "independent", "look", "tags", "without", "written")
"""The modules with functions that Python calls."""
SHARED = (
    "native",
    "jit",
    "agreed",
    "tables",
    "machine",
    "decode",
    "composing",
    "classify",
    "hashing",
    "minhash",
    "sets",
    "survey",
    "flat",
    "automaton",
    "tokens",
    "foreign",
    "heads",
    "arrays",
    "stands",
    "clauses",
    "literals",
)
"""Those that these are made of."""
SOURCES = (*SHARED, *COMPILED)
"""The modules that are compiled, in no order that matters."""
_LOADED: dict[str, Any] = {}
"""The functions that are loaded, by name."""
_ENGINES: list[Any] = []
"""LLVM's execution engines: the code lives as long as they do."""


@cache
def entry(name: str) -> Callable[..., int]:
    """Return a compiled function; it takes addresses of arrays and integers, and lets other threads run."""
    return _caller(_load(name))


def is_compiled(name: str) -> bool:
    """Tell whether a function needs no compiling any more."""
    return _place(name).is_file()


def bound(name: str, *last: Any) -> Callable[[bytes, int], int]:
    """Return a compiled function that takes bytes and a number, and then always the same arrays and integers: called often, it is called fast.

    One thread may call it at a time.
    """
    function, result, fault = _load(name), ctypes.c_int64(), ctypes.c_void_p()
    pointers = ctypes.byref(result), ctypes.byref(fault)
    fixed = [arg if isinstance(arg, int) else arg.ctypes.data for arg in last]

    def call(data: bytes, number: int, _held: tuple[Any, ...] = last) -> int:
        function(*pointers, data, number, *fixed)
        return result.value

    return call


def is_loaded(name: str) -> bool:
    """Tell whether a function was called in this process."""
    return name in _LOADED


def _load(name: str) -> Any:
    if name not in _LOADED:
        _LOADED[name] = _read(name)
    return _LOADED[name]


def _read(name: str) -> Any:
    path = _place(name)
    try:
        symbol, kinds, code = json.loads(path.read_bytes())
    except (OSError, ValueError):
        symbol, kinds, code = _compile(name)
        keep(path, json.dumps([symbol, kinds, code]).encode())
    pointers = (ctypes.c_void_p if kind == "p" else ctypes.c_int64 for kind in kinds)
    prototype = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, *pointers)
    return prototype(_link(symbol, b64decode(code)))


def _place(name: str) -> Path:
    return cache_folder() / f"kernel-{name}-{_digest()}.json"


def _caller(function: Any) -> Callable[..., int]:
    """Hide how Numba returns values: through a pointer, beside another for exceptions, of which these functions raise none."""

    def call(*args: Any) -> int:
        result, fault = ctypes.c_int64(), ctypes.c_void_p()
        status = function(ctypes.byref(result), ctypes.byref(fault), *(arg if isinstance(arg, int) else arg.ctypes.data for arg in args))
        assert status == 0
        return result.value

    return call


def _link(symbol: str, code: bytes) -> int:
    import llvmlite.binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), llvm.Target.from_default_triple().create_target_machine())
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    _ENGINES.append(engine)
    return int(engine.get_function_address(symbol))


def _compile(name: str) -> tuple[str, str, str]:
    """Return of an entry its symbol, the kinds of its arguments (pointer or integer), and its object file."""
    from numba import types

    modules = (import_module(f"cleaner.kernels.{module}") for module in COMPILED)
    function, signature = next(module.ENTRIES[name] for module in modules if name in module.ENTRIES)
    function.compile(signature)
    symbol = function.overloads[signature.args].fndesc.llvm_func_name
    kinds = "".join("p" if isinstance(arg, types.CPointer) else "i" for arg in signature.args)
    return symbol, kinds, b64encode(_emit(function.inspect_llvm(signature.args), symbol)).decode()


def _emit(code: str, symbol: str) -> bytes:
    """Return an object file with one function and what it calls, without what Numba puts around it for Python."""
    import llvmlite.binding as llvm

    module = llvm.parse_assembly(code)
    for function in module.functions:
        if not function.is_declaration and function.name != symbol:
            function.linkage = "internal"
    machine = llvm.Target.from_default_triple().create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=llvm.get_host_cpu_features().flatten(), opt=3, codemodel="jitdefault", jit=True
    )
    passes = llvm.create_new_module_pass_manager()
    passes.add_global_dead_code_eliminate_pass()
    passes.run(module, llvm.create_pass_builder(machine, llvm.create_pipeline_tuning_options()))
    return bytes(machine.emit_object(module))


@cache
def _digest() -> str:
    """Return a hash of all that machine code depends on: the sources, the compiler, the processor."""
    import llvmlite.binding as llvm

    folder = Path(__file__).parent
    parts = [(folder / f"{name}.py").read_bytes() for name in SOURCES if (folder / f"{name}.py").exists()]
    about = (sys.version, version("numba"), version("llvmlite"), llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten())
    return sha256(b"".join(parts) + repr(about).encode()).hexdigest()[:16]
