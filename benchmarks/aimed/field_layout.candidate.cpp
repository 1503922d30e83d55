std::size_t layout_record(std::vector<Field>& fields) {
    std::size_t at = 0;
    for (Field& f : fields) {
        const std::size_t mask = f.align - 1;
        at = (at + mask) & ~mask;
        f.offset = at;
        at += f.size;
    }
    return at;
}
