static unsigned char long_year[400];
static int long_ready;
long weeks_in_year(const int *years, int n)
{
    if (!long_ready) {
        for (int k = 0; k < 400; k++) {
            int y = k + 400;
            int p = (y + y / 4 - y / 100 + y / 400) % 7;
            int z = y - 1;
            int q = (z + z / 4 - z / 100 + z / 400) % 7;
            long_year[k] = (p == 4 || q == 3);
        }
        long_ready = 1;
    }
    long weeks = n > 0 ? 52L * n : 0;
    for (int i = 0; i < n; i++) {
        int k = years[i] % 400;
        weeks += long_year[k < 0 ? k + 400 : k];
    }
    return weeks;
}
