/* Audio: a recording gets the echo of a room and fades out, from an effects pedal. */
#include <math.h>

void room_echo(float *output, const float *input, int samples, const float *room, int taps,
               double fade) {
    for (int i = 0; i < samples; i++) {
        output[i] = 0.0f;
        for (int t = 0; t < taps; t++) {
            if (i >= t) output[i] += input[i - t] * room[t];
        }
        output[i] *= (float)exp(-fade * fade * i / samples);
    }
}
