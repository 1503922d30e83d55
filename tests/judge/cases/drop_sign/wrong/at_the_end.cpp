// expect: incorrect | faulty | not_compilable; reason: one call|values|static|state|variab|global|constructor|load|exit
struct Later {
    std::vector<double>* values = nullptr;
    ~Later() {
        if (values != nullptr)
            for (double& v : *values) v = std::fabs(v);
    }
};
static Later later;

void drop_sign(std::vector<double>& values) { later.values = &values; }
