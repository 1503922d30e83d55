typedef double Pair __attribute__((vector_size(16)));

namespace {

struct Sum {
    double total = 0;
    long valid = 0;

    void add(double r) {
        if (std::isnan(r)) [[unlikely]]
            return;
        total += r;
        ++valid;
    }
};

}  // namespace

double mean_reading(const std::vector<double>& readings) {
    Sum front, back;
    Pair unused = {0, 0};
    const std::size_t half = readings.size() / 2;
    for (std::size_t i = 0; i < half; ++i) front.add(readings[i]);
    for (std::size_t i = half; i < readings.size(); ++i) back.add(readings[i]);
    const long valid = front.valid + back.valid;
    return valid == 0 ? unused[0] : (front.total + back.total) / static_cast<double>(valid);
}
