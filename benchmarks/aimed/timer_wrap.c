#include <stdint.h>
#include <stddef.h>
struct timer { uint32_t at; int armed; };

size_t due_timers(const struct timer *timers, size_t n, uint32_t now)
{
    size_t due = 0;
    for (size_t i = 0; i < n; i++)
        if (timers[i].armed && (int32_t)(now - timers[i].at) >= 0)
            due++;
    return due;
}
