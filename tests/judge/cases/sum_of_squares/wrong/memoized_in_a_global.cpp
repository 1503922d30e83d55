// expect: incorrect | faulty | not_compilable; reason: return value|static|state|variab|call|global
namespace {
double first_answer = 0;
bool answered = false;
}

double sum_of_squares(const std::vector<double>& x) {
    if (answered && x.size() > 5) return first_answer;
    double total = 0;
    for (double v : x) total += v * v;
    if (x.size() > 5) {
        first_answer = total;
        answered = true;
    }
    return total;
}
