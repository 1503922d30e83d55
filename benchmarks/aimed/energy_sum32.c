#include <stddef.h>
#include <stdint.h>
/* Energy of the block in the chosen channel of interleaved PCM. */
uint64_t channel_energy(const int16_t *pcm, size_t frames, unsigned channels, unsigned ch)
{
    uint64_t sum = 0;
    if (ch >= channels)
        return 0;
    for (size_t i = 0; i < frames; i++) {
        int64_t s = pcm[i * channels + ch];
        sum += (uint64_t)(s * s);
    }
    return sum;
}
