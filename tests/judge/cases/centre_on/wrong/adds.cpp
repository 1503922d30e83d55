// expect: incorrect; reason: positions
void centre_on(std::vector<double>& positions, const double& origin) {
    const double middle = origin;
    for (double& position : positions) position += middle;
}
