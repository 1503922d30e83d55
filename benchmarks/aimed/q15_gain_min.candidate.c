void apply_gain(int16_t *samples, size_t n, int16_t gain)
{
    const int32_t g = gain;
    for (size_t i = 0; i < n; i++)
        samples[i] = (int16_t)((samples[i] * g + 16384) >> 15);
}
