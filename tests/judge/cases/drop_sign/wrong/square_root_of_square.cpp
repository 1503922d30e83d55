// expect: incorrect; reason: values
void drop_sign(std::vector<double>& values) {
    for (double& v : values) {
        const float f = static_cast<float>(v);
        v = std::sqrt(f * f);
    }
}
