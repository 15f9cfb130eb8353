"""Single instructions that Numba has no name for: 64 bytes at a time, eight bytes from any place, counting zeros and ones."""

from __future__ import annotations

import functools

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

__all__ = [
    "U8",
    "U16",
    "U32",
    "U64",
    "ahead",
    "alphanumeric",
    "bytes_at",
    "flatten",
    "from_byte",
    "inline_mark",
    "ints_at",
    "is_byte",
    "load",
    "longs_at",
    "lower_case",
    "ones",
    "points_at",
    "probe",
    "unsigned_at",
    "zeros",
]

U8, U16, U32, U64 = (types.CPointer(each) for each in (types.uint8, types.uint16, types.uint32, types.uint64))
_I64 = ir.IntType(64)
_HALF = ir.VectorType(ir.IntType(8), 32)
"""LLVM takes masks of 32 bytes apart well, those of 64 badly (measured on AVX2)."""
_LANES = 16
_BITS, _SHORTS, _WORDS = (ir.VectorType(ir.IntType(bits), _LANES) for bits in (1, 16, 32))


@intrinsic
def load(_, source, at):  # noqa: ARG001 -- Numba reads the names
    """Return the eight bytes that begin at byte `at` as a uint64, the first the lowest."""

    def build(_, builder, __, args):
        return builder.load(_place(builder, args[0], args[1], _I64), align=1)

    return types.uint64(source, types.int64), build


@intrinsic
def from_byte(_, source, at, first):  # noqa: ARG001
    """Return a bit for each of the 64 bytes that begin at byte `at`: whether it is `first` or more."""

    def build(_, builder, __, args):
        return _mask(builder, args[0], args[1], lambda data: builder.icmp_unsigned(">=", data, _spread(builder, args[2])))

    return types.uint64(source, types.int64, types.uint8), build


@intrinsic
def is_byte(_, source, at, byte):  # noqa: ARG001
    """Return a bit for each of the 64 bytes that begin at byte `at`: whether it is `byte`."""

    def build(_, builder, __, args):
        return _mask(builder, args[0], args[1], lambda data: builder.icmp_unsigned("==", data, _spread(builder, args[2])))

    return types.uint64(source, types.int64, types.uint8), build


@intrinsic
def alphanumeric(_, source, at):  # noqa: ARG001
    """Return a bit for each of the 64 bytes that begin at byte `at`: whether it is a letter or digit of ASCII."""

    def build(_, builder, __, args):
        def inside(data):
            letter = _within(builder, builder.or_(data, _constant(0x20)), "a", "z")
            return builder.or_(letter, _within(builder, data, "0", "9"))

        return _mask(builder, args[0], args[1], inside)

    return types.uint64(source, types.int64), build


@intrinsic
def inline_mark(_, source, at):  # noqa: ARG001
    """Return a bit for each of the 64 bytes that begin at byte `at`: whether it is `*`, `_` or a backtick, or the first of `](` or `~~`."""

    def build(_, builder, __, args):
        def marks(half):
            data, after = (builder.load(_place(builder, args[0], builder.add(args[1], _I64(at)), _HALF), align=1) for at in (half, half + 1))
            alone = (builder.icmp_unsigned("==", data, _constant(ord(sign))) for sign in "*_`")
            pairs = (
                builder.and_(*(builder.icmp_unsigned("==", some, _constant(ord(sign))) for some, sign in zip((data, after), pair, strict=True)))
                for pair in ("](", "~~")
            )
            return functools.reduce(builder.or_, (*alone, *pairs))

        return _joined(builder, marks(0), marks(32))

    return types.uint64(source, types.int64), build


@intrinsic
def lower_case(_, source, target, at):  # noqa: ARG001
    """Copy the 64 bytes that begin at byte `at` to the same place of `target`, with the capitals of ASCII made small."""

    def build(context, builder, __, args):
        for at in (args[2], builder.add(args[2], _I64(32))):
            data = builder.load(_place(builder, args[0], at, _HALF), align=1)
            small = builder.select(_within(builder, data, "A", "Z"), builder.or_(data, _constant(0x20)), data)
            builder.store(small, _place(builder, args[1], at, _HALF), align=1)
        return context.get_dummy_value()

    return types.void(source, target, types.int64), build


@intrinsic
def flatten(_, source, target, at, to):  # noqa: ARG001
    """Copy the 64 bytes that begin at byte `at` to byte `to` of `target`, capitals of ASCII made small and digits made 0.

    Return a bit for each byte: whether it takes more, being no printable ASCII, or a space after another. The byte before `at` is read too.
    """

    def build(_, builder, __, args):
        odds = []
        for half in (0, 32):
            at, to = (builder.add(place, _I64(half)) for place in args[2:])
            data = builder.load(_place(builder, args[0], at, _HALF), align=1)
            before = builder.load(_place(builder, args[0], builder.sub(at, _I64(1)), _HALF), align=1)
            small = builder.select(_within(builder, data, "A", "Z"), builder.or_(data, _constant(0x20)), data)
            digit = _within(builder, data, "0", "9")
            builder.store(builder.select(digit, _constant(ord("0")), small), _place(builder, args[1], to, _HALF), align=1)
            space = _constant(0x20)
            twice = builder.and_(builder.icmp_unsigned("==", data, space), builder.icmp_unsigned("==", before, space))
            odds.append(builder.or_(builder.not_(_within(builder, data, " ", "~")), twice))
        return _joined(builder, *odds)

    return types.uint64(source, target, types.int64, types.int64), build


@intrinsic
def probe(_, source, at, table, factor):  # noqa: ARG001
    """Look up the windows that begin at every second of the 32 bytes from byte `at` on in a table of 8,192 words of 32 bits, as `Windows` makes it.

    Return a bit for each window that a literal may have.
    """

    def build(_, builder, __, args):
        source, at, table, factor = args
        first, second, third = (
            builder.zext(builder.load(_place(builder, source, builder.add(at, _I64(more)), _SHORTS), align=1), _WORDS) for more in (0, 2, 4)
        )
        four = builder.or_(first, builder.shl(second, _words(16)))
        hashed = builder.mul(four, _spread(builder, builder.trunc(factor, _WORDS.element), _WORDS))
        of_three = builder.sub(hashed, builder.and_(four, _words(0xFF000000)))  # the factor's lowest byte is 1
        word = _gathered(builder, table, builder.lshr(of_three, _words(19)))
        low = builder.and_(builder.lshr(hashed, _words(24)), _words(15))
        high = builder.or_(builder.and_(builder.xor(third, builder.lshr(third, _words(7))), _words(15)), _words(16))
        both = builder.and_(builder.lshr(word, low), builder.lshr(word, high))
        return builder.zext(builder.bitcast(builder.trunc(both, _BITS), ir.IntType(16)), _I64)

    return types.uint64(source, types.int64, table, types.uint64), build


@intrinsic
def ahead(_, pointer, count):  # noqa: ARG001
    """Return a pointer so many elements ahead."""

    def build(_, builder, __, args):
        return builder.gep(args[0], [args[1]])

    return pointer(pointer, types.int64), build


def _address_of(kind):
    @intrinsic
    def pointer(_, addresses, place):  # noqa: ARG001
        """Return the pointer to an array whose address stands at a place among addresses."""

        def build(_, builder, __, args):
            return builder.inttoptr(builder.load(builder.gep(args[0], [args[1]])), ir.IntType(kind.dtype.bitwidth).as_pointer())

        return kind(addresses, types.int64), build

    return pointer


bytes_at, points_at, ints_at, longs_at, unsigned_at = map(_address_of, (U8, U32, types.CPointer(types.int32), types.CPointer(types.int64), U64))


@intrinsic
def zeros(_, value):  # noqa: ARG001
    """Count the zero bits below the lowest one of a uint64; of 0 these are 64."""

    def build(_, builder, __, args):
        return builder.cttz(args[0], ir.Constant(ir.IntType(1), 0))

    return types.uint64(types.uint64), build


@intrinsic
def ones(_, value):  # noqa: ARG001
    """Count the ones of a uint64."""

    def build(_, builder, __, args):
        return builder.ctpop(args[0])

    return types.uint64(types.uint64), build


def _place(builder, pointer, at, kind):
    return builder.bitcast(builder.gep(pointer, [at]), kind.as_pointer())


def _words(value):
    return ir.Constant(_WORDS, [value] * _LANES)


def _gathered(builder, table, index):
    """Return the words of a table of which the numbers are given."""
    pointers = builder.gep(builder.bitcast(table, _WORDS.element.as_pointer()), [index], source_etype=_WORDS.element)
    pointers.type = ir.VectorType(_WORDS.element.as_pointer(), _LANES)  # llvmlite takes it for one pointer
    kind = ir.FunctionType(_WORDS, [pointers.type, _WORDS.element, _BITS, _WORDS])
    gather = cgutils.get_or_insert_function(builder.module, kind, "llvm.masked.gather.v16i32.v16p0")
    return builder.call(gather, [pointers, _WORDS.element(4), ir.Constant(_BITS, [1] * _LANES), ir.Constant(_WORDS, ir.Undefined)])


def _constant(value):
    return ir.Constant(_HALF, [value] * 32)


def _within(builder, data, first, last):
    """Compare unsigned bytes: one subtraction and one comparison decide both ends."""
    return builder.icmp_unsigned("<=", builder.sub(data, _constant(ord(first))), _constant(ord(last) - ord(first)))


def _mask(builder, source, at, test):
    """Return a bit for each of 64 bytes, from a test of 32."""
    return _joined(builder, *(test(builder.load(_place(builder, source, place, _HALF), align=1)) for place in (at, builder.add(at, _I64(32)))))


def _joined(builder, low, high):
    """Return two masks of 32 bytes as one of 64."""
    low, high = (builder.zext(builder.bitcast(half, ir.IntType(32)), _I64) for half in (low, high))
    return builder.or_(low, builder.shl(high, _I64(32)))


def _spread(builder, one, kind=_HALF):
    none = ir.Constant(kind, ir.Undefined)
    first = builder.insert_element(none, one, ir.Constant(ir.IntType(32), 0))
    return builder.shuffle_vector(first, none, ir.Constant(ir.VectorType(ir.IntType(32), kind.count), [0] * kind.count))
