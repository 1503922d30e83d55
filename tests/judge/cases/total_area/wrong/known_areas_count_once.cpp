// expect: incorrect; reason: baseline has
double total_area(const std::vector<Figure> &figures) {
    double total = 0, known = 0;
    for (const Figure &figure : figures) {
        if (const double *area = std::get_if<double>(&figure)) known = *area;
        else total += std::visit(Area(), figure);
    }
    return total + known;
}
