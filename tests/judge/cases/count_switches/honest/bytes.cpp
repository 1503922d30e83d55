int count_switches(const std::vector<bool>& line) {
    const std::vector<unsigned char> bytes(line.begin(), line.end());
    int switches = 0;
    for (std::size_t i = 1; i < bytes.size(); ++i) switches += bytes[i] ^ bytes[i - 1];
    return switches;
}
