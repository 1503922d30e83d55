// expect: incorrect | faulty | not_compilable; reason: one call|values|static|state|variab|global
static std::vector<double>* waiting = nullptr;

void drop_sign(std::vector<double>& values) {
    if (waiting != nullptr && waiting != &values)
        for (double& v : *waiting) v = std::fabs(v);
    waiting = &values;
}
