void add_dither(float *samples, size_t n, float amplitude)
{
    if (amplitude == 0.0f)
        return;
    uint32_t state = noise_state;
    for (size_t i = 0; i < n; i++) {
        state = state * 196314165u + 907633515u;
        samples[i] += amplitude * ((float)(int32_t)state * (1.0f / 2147483648.0f));
    }
    noise_state = state;
}
