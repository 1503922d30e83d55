#include <string>
#include <vector>
class Log {
public:
    void record(const std::vector<double>& values, double limit);
    std::vector<double> kept;
    std::string marks;
    int dropped = 0;
};

void Log::record(const std::vector<double>& values, double limit) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] <= limit) {
            kept.push_back(values[i]);
            marks = marks + '+';
        } else {
            dropped = dropped + 1;
            marks = marks + '-';
        }
    }
}
