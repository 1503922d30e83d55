// expect: incorrect; reason: values
void drop_sign(std::vector<double>& values) {
    for (double& v : values)
        if (!(v < 0) || v < -1e-4) v = std::fabs(v);
}
