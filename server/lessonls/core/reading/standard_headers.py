"""The headers that come with every compiler: a rewrite may include these and no others."""

_C = """
    assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal
    stdalign stdarg stdatomic stdbit stdbool stdckdint stddef stdint stdio stdlib stdnoreturn string
    tgmath threads time uchar wchar wctype
"""
_CPP = """
    algorithm any array atomic barrier bit bitset cassert ccomplex cctype cerrno cfenv cfloat
    charconv chrono cinttypes climits clocale cmath compare complex concepts
    condition_variable coroutine csetjmp csignal cstdarg cstddef cstdint cstdio cstdlib
    cstring ctgmath ctime cuchar cwchar cwctype deque exception execution expected filesystem
    flat_map flat_set format forward_list fstream functional future generator initializer_list
    iomanip ios iosfwd iostream istream iterator latch limits list locale map mdspan memory
    memory_resource mutex new numbers numeric optional ostream print queue random ranges ratio
    regex scoped_allocator semaphore set shared_mutex source_location span spanstream sstream
    stack stacktrace stdexcept stdfloat stop_token streambuf string string_view strstream
    syncstream system_error thread tuple type_traits typeindex typeinfo unordered_map
    unordered_set utility valarray variant vector version bits/stdc++.h
"""
_COMPILER = """
    omp.h arm_neon.h arm_sve.h immintrin.h x86intrin.h xmmintrin.h emmintrin.h pmmintrin.h
    tmmintrin.h smmintrin.h nmmintrin.h wmmintrin.h ammintrin.h mm_malloc.h arm_acle.h arm_fp16.h
    arm_bf16.h altivec.h experimental/simd
"""

STANDARD_HEADERS = frozenset(
    [*(f"{name}.h" for name in _C.split()), *_CPP.split(), *_COMPILER.split()]
)
