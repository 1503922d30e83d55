#include <gauge/gauge.h>

#include "internal.h"

int gauge_clamp_level(int level)
{
    return (int)gauge_clamp(level, 0, GAUGE_LEVELS - 1);
}

double gauge_clamp(double value, double low, double high)
{
    if (value < low)
        return low;
    return value > high ? high : value;
}
