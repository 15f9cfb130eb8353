"""Single instructions that Numba has no name for: loads and stores of eight bytes at any place, and counting zeros."""

from __future__ import annotations

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

__all__ = ["U8", "U16", "U32", "U64", "ahead", "load", "store", "zeros"]

U8, U16, U32, U64 = (types.CPointer(each) for each in (types.uint8, types.uint16, types.uint32, types.uint64))
_I64 = ir.IntType(64)


@intrinsic
def load(_, source, at):  # noqa: ARG001 -- Numba reads the names
    """Return the eight bytes that begin at byte `at` as a uint64, the first the lowest."""

    def build(_, builder, __, args):
        place = builder.bitcast(builder.gep(args[0], [args[1]]), _I64.as_pointer())
        return builder.load(place, align=1)

    return types.uint64(source, types.int64), build


@intrinsic
def store(_, target, at, value):  # noqa: ARG001 -- Numba reads the names
    """Write a uint64 to the eight bytes that begin at byte `at`."""

    def build(context, builder, __, args):
        place = builder.bitcast(builder.gep(args[0], [args[1]]), _I64.as_pointer())
        builder.store(args[2], place, align=1)
        return context.get_dummy_value()

    return types.void(target, types.int64, types.uint64), build


@intrinsic
def ahead(_, pointer, count):  # noqa: ARG001 -- Numba reads the names
    """Return a pointer so many elements ahead."""

    def build(_, builder, __, args):
        return builder.gep(args[0], [args[1]])

    return pointer(pointer, types.int64), build


@intrinsic
def zeros(_, value):  # noqa: ARG001 -- Numba reads the names
    """Count the zero bits below the lowest one of a uint64 that is not 0."""

    def build(_, builder, __, args):
        return builder.cttz(args[0], ir.Constant(ir.IntType(1), 1))

    return types.uint64(types.uint64), build
