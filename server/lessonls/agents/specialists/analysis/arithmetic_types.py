"""The arithmetic types by their names, as systems with 64 bits have them (LP64)."""

FLOATS = frozenset({"double", "float", "long double"})
_SIGNED = {
    **dict.fromkeys(("signed char", "int8_t"), 8),
    **dict.fromkeys(("short", "short int", "signed short", "int16_t"), 16),
    **dict.fromkeys(("int", "signed", "signed int", "int32_t"), 32),
    **dict.fromkeys(("long", "long int", "signed long", "int64_t", "ptrdiff_t", "ssize_t"), 64),
    **dict.fromkeys(("long long", "long long int", "signed long long", "intptr_t"), 64),
}
_UNSIGNED = {
    **dict.fromkeys(("unsigned char", "uint8_t"), 8),
    **dict.fromkeys(("unsigned short", "unsigned short int", "uint16_t"), 16),
    **dict.fromkeys(("unsigned", "unsigned int", "uint32_t"), 32),
    **dict.fromkeys(("unsigned long", "unsigned long int", "long unsigned int", "uint64_t"), 64),
    **dict.fromkeys(("unsigned long long", "unsigned long long int", "size_t", "uintptr_t"), 64),
}
_BITS = {**_SIGNED, **_UNSIGNED, "char": 8, "float": 32, "double": 64}
INTEGERS = frozenset({*_SIGNED, *_UNSIGNED, "char"})
NUMBERS = FLOATS | INTEGERS


def bits(kind: str) -> int:
    """How wide a type is; 0 where it is none of these."""
    return _BITS.get(kind.removeprefix("std::"), 0)


def is_signed(kind: str) -> bool:
    """Whether it is an integer type with a sign; that of plain `char` is not known."""
    return kind.removeprefix("std::") in _SIGNED


def is_unsigned(kind: str) -> bool:
    """Whether it is an integer type without a sign."""
    return kind.removeprefix("std::") in _UNSIGNED


def is_byte(kind: str) -> bool:
    """Whether it holds 0 to 255."""
    return is_unsigned(kind) and bits(kind) == 8
