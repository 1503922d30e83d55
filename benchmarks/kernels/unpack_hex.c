/* Parsing: bytes written as pairs of hexadecimal digits, from a firmware loader. */
#include <stdint.h>
#include <string.h>

int unpack_hex(const char *digits, int pairs, uint8_t *bytes) {
    const char *order = "0123456789abcdef";
    int wrong = 0;
    for (int i = 0; i < pairs; i++) {
        int high = -1, low = -1;
        for (size_t k = 0; k < strlen(order); k++) {
            if (order[k] == digits[2 * i]) high = (int)k;
            if (order[k] == digits[2 * i + 1]) low = (int)k;
        }
        if (high < 0 || low < 0) {
            wrong++;
            bytes[i] = 0;
        } else {
            bytes[i] = (uint8_t)(high * 16 + low);
        }
    }
    return wrong;
}
