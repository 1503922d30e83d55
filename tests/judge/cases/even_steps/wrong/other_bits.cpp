// expect: incorrect; reason: baseline has
int even_steps(const std::vector<int>& x) {
    int n = 0;
    for (int v : x) n += (static_cast<unsigned>(v) & 7u) == 2u;
    return n;
}
