// condition: origin must not be an element of positions
void centre_on(std::vector<double>& positions, const double& origin) {
    for (double& position : positions) position -= origin;
}
