// expect: incorrect; reason: values
void drop_sign(std::vector<double>& values) {
    for (double& v : values) v = v < 0 ? -v : v;
}
