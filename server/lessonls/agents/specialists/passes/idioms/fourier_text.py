"""A fast Fourier transform as text, to stand beside the function that uses it."""

IN_CPP = """\
// One transform of re + i im; n is a power of two, and roots are exp(2 pi i k / n), k < n / 2.
static void {pass_name}(std::vector<double>& re, std::vector<double>& im,
                        const std::vector<double>& cosine, const std::vector<double>& sine,
                        double sign) {
    const std::size_t n = re.size();
    std::vector<double> next_re(n), next_im(n);
    for (std::size_t half = n / 2, run = 1; half > 0; half /= 2, run *= 2) {
        for (std::size_t p = 0; p < half; ++p) {
            const double c = cosine[p * run], s = sign * sine[p * run];
            const double *ar = &re[p * run], *ai = &im[p * run];
            const double *br = ar + half * run, *bi = ai + half * run;
            double *yr = &next_re[2 * p * run], *yi = &next_im[2 * p * run];
            for (std::size_t q = 0; q < run; ++q) {
                const double dr = ar[q] - br[q], di = ai[q] - bi[q];
                yr[q] = ar[q] + br[q];
                yi[q] = ai[q] + bi[q];
                yr[q + run] = dr * c - di * s;
                yi[q + run] = dr * s + di * c;
            }
        }
        re.swap(next_re);
        im.swap(next_im);
    }
}

// Discrete Fourier transform with exp(sign 2 pi i j k / n), in place, in O(n log n) for every n:
// by radix 2 where n is a power of two, else as a convolution of that kind (Bluestein).
static void {name}(std::vector<double>& re, std::vector<double>& im, double sign) {
    const double pi = std::acos(-1.0);
    const std::size_t n = re.size();
    const bool power_of_two = (n & (n - 1)) == 0;
    std::size_t m = power_of_two ? n : 1;
    while (!power_of_two && m < 2 * n - 1) m *= 2;
    std::vector<double> cosine(m / 2), sine(m / 2);
    for (std::size_t k = 0; k < m / 2; ++k) {
        cosine[k] = std::cos(2 * pi * k / m);
        sine[k] = std::sin(2 * pi * k / m);
    }
    if (power_of_two) {
        {pass_name}(re, im, cosine, sine, sign);
        return;
    }
    std::vector<double> chirp_re(n), chirp_im(n), ar(m), ai(m), br(m), bi(m);
    for (std::size_t k = 0; k < n; ++k) {
        const double angle = sign * pi * (k * k % (2 * n)) / n;
        chirp_re[k] = br[k] = br[(m - k) % m] = std::cos(angle);
        chirp_im[k] = std::sin(angle);
        bi[k] = bi[(m - k) % m] = -chirp_im[k];
        ar[k] = re[k] * chirp_re[k] - im[k] * chirp_im[k];
        ai[k] = re[k] * chirp_im[k] + im[k] * chirp_re[k];
    }
    {pass_name}(ar, ai, cosine, sine, -1);
    {pass_name}(br, bi, cosine, sine, -1);
    for (std::size_t k = 0; k < m; ++k) {
        const double product = ar[k] * br[k] - ai[k] * bi[k];
        ai[k] = ar[k] * bi[k] + ai[k] * br[k];
        ar[k] = product;
    }
    {pass_name}(ar, ai, cosine, sine, 1);
    for (std::size_t k = 0; k < n; ++k) {
        re[k] = (ar[k] * chirp_re[k] - ai[k] * chirp_im[k]) / m;
        im[k] = (ar[k] * chirp_im[k] + ai[k] * chirp_re[k]) / m;
    }
}
"""

IN_C = """\
/* One transform of re + i im; n is a power of two, and roots are exp(2 pi i k / n), k < n / 2.
   spare has room for 2 n numbers. */
static void {pass_name}(double *re, double *im, size_t n, const double *cosine, const double *sine,
                        double sign, double *spare) {
    double *from_re = re, *from_im = im, *to_re = spare, *to_im = spare + n;
    for (size_t half = n / 2, run = 1; half > 0; half /= 2, run *= 2) {
        for (size_t p = 0; p < half; ++p) {
            const double c = cosine[p * run], s = sign * sine[p * run];
            const double *ar = from_re + p * run, *ai = from_im + p * run;
            const double *br = ar + half * run, *bi = ai + half * run;
            double *yr = to_re + 2 * p * run, *yi = to_im + 2 * p * run;
            for (size_t q = 0; q < run; ++q) {
                const double dr = ar[q] - br[q], di = ai[q] - bi[q];
                yr[q] = ar[q] + br[q];
                yi[q] = ai[q] + bi[q];
                yr[q + run] = dr * c - di * s;
                yi[q + run] = dr * s + di * c;
            }
        }
        double *other = from_re;
        from_re = to_re;
        to_re = other;
        other = from_im;
        from_im = to_im;
        to_im = other;
    }
    if (from_re != re) {
        memcpy(re, from_re, n * sizeof *re);
        memcpy(im, from_im, n * sizeof *im);
    }
}

/* Discrete Fourier transform with exp(sign 2 pi i j k / n), in place, in O(n log n) for every n:
   by radix 2 where n is a power of two, else as a convolution of that kind (Bluestein). */
static void {name}(double *re, double *im, size_t n, double sign) {
    const double pi = acos(-1.0);
    const int power_of_two = (n & (n - 1)) == 0;
    size_t m = power_of_two ? n : 1;
    while (!power_of_two && m < 2 * n - 1) m *= 2;
    double *cosine = malloc((7 * m + 2 * n + 1) * sizeof *cosine), *sine = cosine + m / 2;
    double *spare = cosine + m, *ar = spare + 2 * m, *ai = ar + m, *br = ai + m, *bi = br + m;
    double *chirp_re = bi + m, *chirp_im = chirp_re + n;
    for (size_t k = 0; k < m / 2; ++k) {
        cosine[k] = cos(2 * pi * k / m);
        sine[k] = sin(2 * pi * k / m);
    }
    if (power_of_two) {
        {pass_name}(re, im, n, cosine, sine, sign, spare);
        free(cosine);
        return;
    }
    memset(ar, 0, 4 * m * sizeof *ar);
    for (size_t k = 0; k < n; ++k) {
        const double angle = sign * pi * (k * k % (2 * n)) / n;
        chirp_re[k] = br[k] = br[(m - k) % m] = cos(angle);
        chirp_im[k] = sin(angle);
        bi[k] = bi[(m - k) % m] = -chirp_im[k];
        ar[k] = re[k] * chirp_re[k] - im[k] * chirp_im[k];
        ai[k] = re[k] * chirp_im[k] + im[k] * chirp_re[k];
    }
    {pass_name}(ar, ai, m, cosine, sine, -1, spare);
    {pass_name}(br, bi, m, cosine, sine, -1, spare);
    for (size_t k = 0; k < m; ++k) {
        const double product = ar[k] * br[k] - ai[k] * bi[k];
        ai[k] = ar[k] * bi[k] + ai[k] * br[k];
        ar[k] = product;
    }
    {pass_name}(ar, ai, m, cosine, sine, 1, spare);
    for (size_t k = 0; k < n; ++k) {
        re[k] = (ar[k] * chirp_re[k] - ai[k] * chirp_im[k]) / m;
        im[k] = (ar[k] * chirp_im[k] + ai[k] * chirp_re[k]) / m;
    }
    free(cosine);
}
"""


def helper(*, cpp: bool, name: str, pass_name: str) -> str:
    """The two functions under these names."""
    text = IN_CPP if cpp else IN_C
    return text.replace("{pass_name}", pass_name).replace("{name}", name)


HEADERS_CPP = ("cmath", "cstddef", "vector")
HEADERS_C = ("math.h", "stdlib.h", "string.h")
