/* gauge: reads numbers and says how they are distributed. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <gauge/gauge.h>

static size_t widest_line(const char *text, size_t n)
{
    size_t widest = 0, width = 0;
    for (size_t i = 0; i < n; ++i) {
        width = text[i] == '\n' ? 0 : width + 1;
        if (width > widest)
            widest = width;
    }
    return widest;
}

int gauge_log(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int written = vfprintf(stderr, format, arguments);
    va_end(arguments);
    return written;
}

int main(void)
{
    uint32_t counts[GAUGE_LEVELS] = {0};
    static uint8_t levels[1 << 16];
    static char text[1 << 12];
    const size_t n = fread(levels, 1, sizeof levels, stdin);
    gauge_tally(levels, n, counts);
    for (int level = 0; level < GAUGE_LEVELS; ++level)
        printf("%3d %u\n", level, counts[level]);
    gauge_log("%zu samples, %zu levels, widest line %zu\n", n, gauge_count_levels(levels, n),
              widest_line(text, sizeof text));
    return EXIT_SUCCESS;
}
