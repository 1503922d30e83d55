void tone_counts(const unsigned char *tones, size_t n, unsigned counts[256]) {
    unsigned even[256] = {0}, odd[256] = {0};
    size_t i = 0;
    for (; i + 1 < n; i += 2) {
        even[tones[i]]++;
        odd[tones[i + 1]]++;
    }
    if (i < n) even[tones[i]]++;
    for (int k = 0; k < 256; ++k) counts[k] = even[k] + odd[k];
}
