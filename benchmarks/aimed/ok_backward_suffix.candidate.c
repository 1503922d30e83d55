void suffix_min(const int *v, int *out, size_t n)
{
    if (n == 0)
        return;
    int least = v[n - 1];
    for (size_t i = n; i-- > 0;) {
        if (v[i] < least)
            least = v[i];
        out[i] = least;
    }
}
