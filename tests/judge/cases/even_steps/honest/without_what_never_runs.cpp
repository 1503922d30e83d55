// condition: (do not run|does not run): no input reached
int even_steps(const std::vector<int>& x) {
    int n = 0;
    for (int v : x) n += (static_cast<unsigned>(v) & 3u) == 2u;
    return n;
}
