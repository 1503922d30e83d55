void drop_sign(std::vector<double>& values) {
    for (double& v : values) v = std::abs(v);
}
