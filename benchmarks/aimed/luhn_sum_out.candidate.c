int luhn_check(const char *text, size_t n, int *sum)
{
    static const unsigned char twice[10] = {0, 2, 4, 6, 8, 1, 3, 5, 7, 9};
    int s = 0;
    size_t i = n;
    while (i > 0) {
        unsigned d = (unsigned)(text[--i] - '0');
        if (d > 9)
            return -1;
        s += d;
        if (i == 0)
            break;
        d = (unsigned)(text[--i] - '0');
        if (d > 9)
            return -1;
        s += twice[d];
    }
    *sum = s;
    return s % 10 == 0;
}
