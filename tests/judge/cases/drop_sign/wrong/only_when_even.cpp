// expect: incorrect; reason: values
void drop_sign(std::vector<double>& values) {
    for (std::size_t i = 0; i < values.size() / 2 * 2; ++i) values[i] = std::fabs(values[i]);
}
