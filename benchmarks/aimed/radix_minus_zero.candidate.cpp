static std::uint32_t depth_bits(float f) {
    std::uint32_t b;
    std::memcpy(&b, &f, 4);
    return b & 0x80000000u ? ~b : b | 0x80000000u;
}
void sort_by_depth(std::vector<Draw>& draws) {
    for (const Draw& d : draws) {
        if (d.depth != d.depth) {
            for (std::size_t i = 1; i < draws.size(); ++i) {
                Draw x = draws[i];
                std::size_t j = i;
                while (j > 0 && draws[j - 1].depth > x.depth) {
                    draws[j] = draws[j - 1];
                    --j;
                }
                draws[j] = x;
            }
            return;
        }
    }
    std::stable_sort(draws.begin(), draws.end(), [](const Draw& a, const Draw& b) {
        return depth_bits(a.depth) < depth_bits(b.depth);
    });
}
