std::vector<std::string> split_quoted(const std::string& line) {
    std::vector<std::string> fields(1);
    const std::size_t n = line.size();
    std::size_t i = 0;
    while (i < n) {
        const char c = line[i];
        if (c == '"') {
            std::size_t begin = i + 1;
            std::size_t end = line.find('"', begin);
            while (end != std::string::npos && end + 2 < n && line[end + 1] == '"') {
                fields.back().append(line, begin, end + 1 - begin);
                begin = end + 2;
                end = line.find('"', begin);
            }
            if (end == std::string::npos) end = n;
            fields.back().append(line, begin, end - begin);
            i = end + 1;
        } else if (c == ',') {
            fields.emplace_back();
            ++i;
        } else {
            fields.back() += c;
            ++i;
        }
    }
    return fields;
}
