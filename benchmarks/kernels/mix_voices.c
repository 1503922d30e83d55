/* Audio: voices with their own loudness become one track, from a conference server. */
#include <stdint.h>

void mix_voices(int voices, int samples, const int16_t *recorded, const int *loudness,
                int16_t *track) {
    for (int s = 0; s < samples; s++) track[s] = 0;
    for (int s = 0; s < samples; s++) {
        long sum = 0;
        for (int v = 0; v < voices; v++) {
            sum += (long)recorded[v * samples + s] * loudness[v] / 100;
        }
        if (sum > 32767) sum = 32767;
        if (sum < -32768) sum = -32768;
        track[s] = (int16_t)sum;
    }
}
