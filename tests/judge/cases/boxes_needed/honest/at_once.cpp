std::vector<std::uint64_t> boxes_needed(const std::vector<std::uint64_t>& things, std::uint64_t size) {
    std::vector<std::uint64_t> boxes(things.size());
    for (std::size_t i = 0; i < things.size(); ++i)
        boxes[i] = things[i] / size + (things[i] % size != 0);
    return boxes;
}
