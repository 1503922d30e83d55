double total_area(const std::vector<Figure> &figures) {
    double total = 0;
    for (const Figure &figure : figures) {
        if (const Circle *circle = std::get_if<Circle>(&figure)) {
            total += 3.0 * circle->radius * circle->radius;
        } else if (const Box *box = std::get_if<Box>(&figure)) {
            total += box->width * box->height;
        } else {
            total += *std::get_if<double>(&figure);
        }
    }
    return total;
}
