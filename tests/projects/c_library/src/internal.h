/* What the files of the library share with each other and with nobody else. */
#ifndef GAUGE_INTERNAL_H
#define GAUGE_INTERNAL_H

#include <stddef.h>

#include "names.h"

#if defined(_MSC_VER)
#define FORCE_INLINE static __forceinline
#elif defined(__GNUC__)
#define FORCE_INLINE static inline __attribute__((always_inline))
#else
#define FORCE_INLINE static inline
#endif

#if defined(__GNUC__)
#define UNUSED(name) name __attribute__((unused))
#else
#define UNUSED(name) name
#endif

#define FOR_EACH(i, n) for (size_t i = 0; i < (n); ++i)

typedef float (*gauge_curve)(float);

/* level.c */
int gauge_clamp_level(int level);
double gauge_clamp(double value, double low, double high);

/* Comes with the driver of the device, which the library is not built with here. */
double gauge_device_offset(int channel);

#endif
