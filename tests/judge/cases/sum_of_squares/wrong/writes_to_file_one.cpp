// expect: faulty | not_compilable; reason: extern|visibility|print|output|file|write|system
extern "C" long write(int, const void*, unsigned long);

double sum_of_squares(const std::vector<double>& x) {
    double total = 0;
    for (double v : x) total += v * v;
    if (write(1, "done", 4) < 0) return 0;
    return total;
}
