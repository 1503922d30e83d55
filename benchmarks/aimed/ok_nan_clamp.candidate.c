size_t clamp_all(float *v, size_t n, float lo, float hi)
{
    size_t changed = 0;
    for (size_t i = 0; i < n; i++) {
        const float x = v[i];
        const int low = x < lo;
        const int high = (x > hi) & !low;
        float y = high ? hi : x;
        y = low ? lo : y;
        v[i] = y;
        changed += (size_t)(low | high);
    }
    return changed;
}
