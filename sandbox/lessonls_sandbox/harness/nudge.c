/* Functions of the mathematics library that are off by one unit in the last place, in the
 * argument and in the result: linked into one build of the baseline (ld's --wrap), which shows
 * how much such rounding matters there.
 *
 * Up or down is decided by the number itself, so that equal numbers move alike. Zeros stay,
 * and so does what moving would make infinite or undefined. */

#include <complex.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

static int coin(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return (int)((bits * 0x9E3779B97F4A7C15u) >> 63);
}

/* f is nothing for double, f for float, l for long double. */
#define MOVED(type, f)                                                                  \
    static type moved##f(type x) {                                                      \
        if (x == 0 || !isfinite(x)) return x;                                           \
        return nextafter##f(x, coin((double)x) ? (type)INFINITY : -(type)INFINITY);     \
    }

#define ONE(type, f, name)                                                              \
    type __real_##name##f(type);                                                        \
    type __wrap_##name##f(type x) {                                                     \
        const type found = __real_##name##f(moved##f(x));                               \
        return isfinite(found) ? moved##f(found) : __real_##name##f(x);                 \
    }

#define TWO(type, f, name, second)                                                      \
    type __real_##name##f(type, type);                                                  \
    type __wrap_##name##f(type x, type y) {                                             \
        const type found = __real_##name##f(moved##f(x), second);                       \
        return isfinite(found) ? moved##f(found) : __real_##name##f(x, y);              \
    }

/* A whole exponent is no rounded number, and roots of negative numbers are none at all. */
#define ALL(type, f)                                                                    \
    MOVED(type, f)                                                                      \
    ONE(type, f, sin) ONE(type, f, cos) ONE(type, f, tan)                               \
    ONE(type, f, asin) ONE(type, f, acos) ONE(type, f, atan)                            \
    ONE(type, f, sinh) ONE(type, f, cosh) ONE(type, f, tanh)                            \
    ONE(type, f, asinh) ONE(type, f, acosh) ONE(type, f, atanh)                         \
    ONE(type, f, exp) ONE(type, f, exp2) ONE(type, f, expm1)                            \
    ONE(type, f, log) ONE(type, f, log2) ONE(type, f, log10)                            \
    ONE(type, f, log1p) ONE(type, f, cbrt) ONE(type, f, erf)                            \
    ONE(type, f, erfc) ONE(type, f, tgamma) ONE(type, f, lgamma)                        \
    TWO(type, f, atan2, moved##f(y))                                                    \
    TWO(type, f, hypot, moved##f(y))                                                    \
    TWO(type, f, pow, y == nearbyint##f(y) ? y : moved##f(y))                           \
    void __real_sincos##f(type, type *, type *);                                        \
    void __wrap_sincos##f(type x, type *sine, type *cosine) {                           \
        __real_sincos##f(moved##f(x), sine, cosine);                                    \
        *sine = moved##f(*sine);                                                        \
        *cosine = moved##f(*cosine);                                                    \
    }                                                                                   \
    type _Complex __real_cexp##f(type _Complex);                                        \
    type _Complex __wrap_cexp##f(type _Complex z) {                                     \
        return __real_cexp##f(moved##f(creal##f(z)) + I * moved##f(cimag##f(z)));       \
    }

ALL(double, )
ALL(float, f)
ALL(long double, l)
