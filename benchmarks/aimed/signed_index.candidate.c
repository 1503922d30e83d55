int most_common_byte(const char *s, size_t n)
{
    size_t freq[256] = {0};
    if (n == 0)
        return -1;
    int best = s[0] & 0xff;
    for (const char *e = s + n; s < e; s++) {
        int c = *s;
        freq[c & 0xff]++;
        if (freq[c & 0xff] > freq[best] ||
            (freq[c & 0xff] == freq[best] && c < (signed char)best))
            best = c & 0xff;
    }
    return best;
}
