double weighted_sum(const Reading* readings, std::size_t n) {
    double s0 = 0.0, s1 = 0.0, s2 = 0.0, s3 = 0.0;
    std::size_t i = 0;
    for (; i + 4 <= n; i += 4) {
        const Reading* r = readings + i;
        s0 += r[0].value * r[0].weight;
        s1 += r[1].value * r[1].weight;
        s2 += r[2].value * r[2].weight;
        s3 += r[3].value * r[3].weight;
    }
    double sum = (s0 + s1) + (s2 + s3);
    for (; i < n; ++i) sum += readings[i].value * readings[i].weight;
    return sum;
}
