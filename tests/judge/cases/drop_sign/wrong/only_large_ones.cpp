// expect: incorrect; reason: values
void drop_sign(std::vector<double>& values) {
    for (double& v : values)
        if (v < -1e-3) v = -v;
}
