"""Names by which code can tell how it is built or who is looking: rewrites go without."""

import re

_BUILD = """
    NDEBUG __OPTIMIZE__ __OPTIMIZE_SIZE__ __NO_INLINE__ __FILE__ __FILE_NAME__ __LINE__
    __BASE_FILE__ __INCLUDE_LEVEL__ __COUNTER__ __TIME__ __DATE__ __TIMESTAMP__ __SSP__
    __SSP_ALL__ __SSP_STRONG__ __SSP_EXPLICIT__ __PIC__ __pic__ __PIE__ __pie__ _FORTIFY_SOURCE
    __has_feature __has_extension __has_include __has_include_next __has_embed __builtin_FILE
    __builtin_LINE __builtin_FUNCTION __builtin_COLUMN source_location __cyg_profile_func_enter
    __cyg_profile_func_exit __gxx_personality_v0 _GLIBCXX_ASSERTIONS _GLIBCXX_DEBUG
    _GLIBCXX_DEBUG_PEDANTIC _GLIBCXX_SANITIZE_VECTOR _GLIBCXX_SANITIZE_STD_ALLOCATOR
"""
_NAMES = frozenset(_BUILD.split())
_PARTS = re.compile(
    r"lessonls|sanitizer|__SANITIZE_|(?:^|_)(?:[al]san|tsan|ubsan|msan|hwasan|gcov|gcda)(?:_|\d|$)",
    re.IGNORECASE,
)
# Names of the compiler that a rewrite may ask about: the language and the processor.
_ASKED = re.compile(
    r"_OPENMP|__cplusplus|__STDC\w*|__GNUC\w*|__clang\w*|__INTEL\w*|_MSC_VER|__cpp_\w+"
    r"|__AVX\w*|__SSE\w*|__SSSE3__|__FMA\w*|__F16C__|__BMI2?__|__POPCNT__|__LZCNT__|__ADX__"
    r"|__PCLMUL__|__AES__|__GFNI__|__MMX\w*|__VAES__|__ARM\w*|__aarch64__|__arm__|_M_\w+"
    r"|__x86_64\w*|__i386\w*|__amd64\w*|__riscv\w*|__powerpc\w*|__ALTIVEC__|__VSX__|__s390x?__"
    r"|__has_builtin|__builtin_\w+|__has_attribute|__has_cpp_attribute|__has_c_attribute"
    r"|__SIZEOF_\w+|__BYTE_ORDER__|__ORDER_\w+|__BIGGEST_ALIGNMENT__|__LP64__|_LP64"
    r"|__INT\w*|__UINT\w*|__FLT\w*|__DBL\w*|__LDBL\w*|__CHAR_BIT__|__LONG_MAX__"
    r"|__linux__|__linux|__unix__|__APPLE__|_WIN32|_WIN64|__VA_ARGS__|__VA_OPT__"
)


def watches(name: str) -> bool:
    """Whether a name tells of sanitizers, of optimization, of the file, or of lessonls."""
    return name in _NAMES or _PARTS.search(name) is not None


def may_be_asked(name: str) -> bool:
    """Whether `#if` may depend on that name: reserved ones only where they are harmless."""
    return not name.startswith("_") or _ASKED.fullmatch(name) is not None
