/* Hashing: the check value of a frame, bit by bit, from a driver of a serial line. */
#include <stdint.h>

uint16_t frame_check(const uint8_t *frame, int length) {
    uint16_t check = 0xffff;
    for (int i = 0; i < length; i++) {
        for (int bit = 7; bit >= 0; bit--) {
            int top = (check >> 15) & 1;
            int in = (frame[i] >> bit) & 1;
            check = (uint16_t)(check << 1);
            if (top != in) check = check ^ 0x1021;
        }
    }
    return check;
}
