"""Functions of the C library: a definition of one's own would take its place for everybody."""

from lessonls.core.reading.contraband import names

_MEMORY = """
    malloc calloc realloc reallocarray free aligned_alloc posix_memalign memalign valloc pvalloc
    alloca memcpy memmove memset memcmp memchr memrchr memmem mempcpy memccpy bcopy bzero bcmp
    explicit_bzero
"""
_STRINGS = """
    strcpy strncpy strcat strncat strcmp strncmp strcasecmp strncasecmp strchr strrchr strchrnul
    strstr strcasestr strlen strnlen strspn strcspn strpbrk strdup strndup strerror strcoll
    strxfrm strsep stpcpy stpncpy index rindex ffs ffsl ffsll atoi atol atoll atof strtol strtoll
    strtoul strtoull strtof strtod strtold sprintf snprintf vsprintf vsnprintf asprintf vasprintf
    sscanf vsscanf toupper tolower isalpha isdigit isalnum isspace isupper islower isprint ispunct
    isxdigit iscntrl isgraph isblank mblen mbtowc wctomb mbstowcs wcstombs
"""
_GENERAL = """
    abort abs labs llabs div ldiv lldiv qsort qsort_r bsearch lsearch lfind hcreate hsearch
    tsearch tfind rand_r erand48 nrand48 imaxabs imaxdiv main _init _fini _start
    getline getdelim feof ferror clearerr fileno ungetc remove rename
"""
_MATHEMATICS = """
    acos asin atan atan2 cos sin tan acosh asinh atanh cosh sinh tanh exp exp2 exp10 expm1 frexp
    ilogb ldexp log log10 log1p log2 logb modf scalbn scalbln cbrt fabs hypot pow sqrt erf erfc
    lgamma tgamma gamma ceil floor nearbyint rint lrint llrint round lround llround trunc fmod
    remainder remquo copysign nan nextafter nexttoward fdim fmax fmin fma sincos j0 j1 jn y0 y1 yn
    roundeven significand drem finite isinf isnan cabs carg cexp clog cpow csqrt creal cimag conj
    cproj
"""
_MATH = [f"{name}{suffix}" for name in _MATHEMATICS.split() for suffix in ("", "f", "l")]

LIBRARY_NAMES = (
    frozenset([*_MEMORY.split(), *_STRINGS.split(), *_GENERAL.split(), *_MATH]) | names()
)
