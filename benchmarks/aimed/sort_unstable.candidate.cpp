std::vector<DrawCmd> order_commands(const std::vector<DrawCmd> &in)
{
    std::vector<DrawCmd> out(in);
    std::sort(out.begin(), out.end(), [](const DrawCmd &a, const DrawCmd &b) {
        return a.layer < b.layer;
    });
    return out;
}
