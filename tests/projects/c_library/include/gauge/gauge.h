/* gauge: what a series of samples looks like. The library's public header. */
#ifndef GAUGE_GAUGE_H
#define GAUGE_GAUGE_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define GAUGE_CALL __cdecl
#if defined(GAUGE_BUILDING)
#define GAUGE_API __declspec(dllexport)
#else
#define GAUGE_API __declspec(dllimport)
#endif
#else
#define GAUGE_CALL
#if defined(__GNUC__)
#define GAUGE_API __attribute__((visibility("default")))
#else
#define GAUGE_API
#endif
#endif

#if defined(__GNUC__)
#define GAUGE_NONNULL(...) __attribute__((nonnull(__VA_ARGS__)))
#define GAUGE_PURE __attribute__((pure))
#else
#define GAUGE_NONNULL(...)
#define GAUGE_PURE
#endif

#define GAUGE_LEVELS 256

#ifdef __cplusplus
extern "C" {
#endif

typedef struct gauge_range {
    double low;
    double high;
} gauge_range;

/* c = a * b; all three are n by n, row by row. */
GAUGE_API void GAUGE_CALL gauge_multiply(const double *a, const double *b, double *c, size_t n)
    GAUGE_NONNULL(1, 2, 3);

/* The trace of a * b. */
GAUGE_API GAUGE_PURE double GAUGE_CALL gauge_trace_of_product(const double *a, const double *b,
                                                              size_t n);

/* Adds to counts how often each level occurs. */
GAUGE_API void GAUGE_CALL gauge_tally(const uint8_t *levels, size_t n,
                                      uint32_t counts[GAUGE_LEVELS]);

/* How many levels lie above the limit, which is brought into the range of levels first. */
GAUGE_API size_t GAUGE_CALL gauge_count_above(const uint8_t *levels, size_t n, int limit);

/* How many different levels there are. */
GAUGE_API size_t GAUGE_CALL gauge_count_levels(const uint8_t *levels, size_t n);

/* What amplifying multiplies by. */
GAUGE_API void GAUGE_CALL gauge_set_gain(float gain);
GAUGE_API void GAUGE_CALL gauge_amplify(const float *in, float *out, size_t n);

/* Every sample through one of the curves: 0 linear, 1 square, 2 cubic; others count as linear. */
GAUGE_API void GAUGE_CALL gauge_bend(const float *in, float *out, size_t n, unsigned curve);

/* The part of the range that the samples fill, from 0 to 1. */
GAUGE_API double GAUGE_CALL gauge_filled(const double *samples, size_t n, gauge_range range);

/* The sum of absolute differences of neighbours. */
GAUGE_API double GAUGE_CALL gauge_roughness(const float *samples, size_t n);

/* How many samples differ between two recordings of the same length. */
GAUGE_API size_t GAUGE_CALL gauge_differences(const int *a, const int *b, size_t n, int tolerance);

/* Samples corrected by what the device says of itself. */
GAUGE_API double GAUGE_CALL gauge_calibrated_sum(const double *samples, size_t n);

/* One line of a protocol. */
GAUGE_API int GAUGE_CALL gauge_log(const char *format, ...);

#ifdef __cplusplus
}
#endif

#endif
