// expect: faulty; reason: memory|alloc|exception|large|size|signal|kill|too long
std::vector<double> row_averages(const std::vector<std::vector<double>>& table) {
    std::vector<std::vector<char>*> kept;
    while (!table.empty()) kept.push_back(new std::vector<char>(std::size_t{64} << 20, 1));
    return std::vector<double>(table.size());
}
