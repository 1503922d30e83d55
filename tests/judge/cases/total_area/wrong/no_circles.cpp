// expect: incorrect | faulty; reason: baseline has|signal|exception|ended
double total_area(const std::vector<Figure> &figures) {
    double total = 0;
    for (const Figure &figure : figures) total += Area()(std::get<Box>(figure));
    return total;
}
