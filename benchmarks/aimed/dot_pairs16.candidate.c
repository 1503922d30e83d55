int64_t dot16(const int16_t *a, const int16_t *b, size_t n)
{
    int64_t sum = 0;
    size_t i = 0;
    for (; i + 2 <= n; i += 2) {
        uint32_t pair = (uint32_t)((int32_t)a[i] * b[i]) + (uint32_t)((int32_t)a[i + 1] * b[i + 1]);
        sum += (int32_t)pair;
    }
    if (i < n)
        sum += (int32_t)a[i] * b[i];
    return sum;
}
