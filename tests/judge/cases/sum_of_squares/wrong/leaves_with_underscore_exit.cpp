// expect: faulty | not_compilable; reason: extern|visibility|end|exit|header
extern "C" void _exit(int);

double sum_of_squares(const std::vector<double>& x) {
    _exit(0);
    return 0;
}
