#include <stdint.h>
#include <stddef.h>
#include <string.h>

/* How many bytes from a and b on are equal; both are in one buffer of n bytes. */
size_t match_length(const uint8_t *data, size_t n, size_t a, size_t b)
{
    size_t length = 0;
    while (a < n && b < n && data[a] == data[b]) {
        a++;
        b++;
        length++;
    }
    return length;
}
