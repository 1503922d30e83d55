#include <gauge/gauge.h>

#include <math.h>

#include "internal.h"

static float gain = 1.0f;

static float linear(float x) { return x; }
static float square(float x) { return x * x; }
static float cubic(float x) { return x * x * x; }

static const gauge_curve CURVES[] = {linear, square, cubic};

#define CURVE_COUNT (sizeof CURVES / sizeof CURVES[0])

GAUGE_API void GAUGE_CALL gauge_set_gain(float wanted)
{
    gain = wanted;
}

GAUGE_API void GAUGE_CALL gauge_amplify(const float *in, float *out, size_t n)
{
    for (size_t i = 0; i < n; ++i)
        out[i] = in[i] * gain;
}

GAUGE_API void GAUGE_CALL gauge_bend(const float *in, float *out, size_t n, unsigned curve)
{
    const gauge_curve bend = CURVES[curve < CURVE_COUNT ? curve : 0];
    for (size_t i = 0; i < n; ++i)
        out[i] = bend(in[i]);
}

GAUGE_API double GAUGE_CALL gauge_filled(const double *samples, size_t n, gauge_range range)
{
    double low = range.high, high = range.low;
    for (size_t i = 0; i < n; ++i) {
        const double inside = gauge_clamp(samples[i], range.low, range.high);
        if (inside < low)
            low = inside;
        if (inside > high)
            high = inside;
    }
    return high > low ? (high - low) / (range.high - range.low) : 0.0;
}

GAUGE_API double GAUGE_CALL gauge_roughness(const float *samples, size_t n)
{
#ifdef GAUGE_WIDE_SUMS
    double sum = 0.0;
#else
    float sum = 0.0f;
#endif
    for (size_t i = 1; i < n; ++i)
        sum += fabsf(samples[i] - samples[i - 1]);
    return sum;
}

GAUGE_API size_t GAUGE_CALL gauge_differences(const int *a, const int *b, size_t n, int tolerance)
{
    size_t count = 0;
    for (size_t i = 0; i < n; ++i) {
        const long gap = (long)a[i] - b[i];
#ifdef GAUGE_EXACT
        if (gap != 0) {
#else
        if (gap > tolerance || -gap > tolerance) {
#endif
            ++count;
        }
    }
    return count;
}

static double offset_sum(const double *samples, size_t n, double offset, int UNUSED(channel))
{
    double sum = 0.0;
    for (size_t i = 0; i < n; ++i)
        sum += samples[i] - offset;
    return sum;
}

GAUGE_API double GAUGE_CALL gauge_calibrated_sum(const double *samples, size_t n)
{
    return offset_sum(samples, n, gauge_device_offset(0), 0);
}
