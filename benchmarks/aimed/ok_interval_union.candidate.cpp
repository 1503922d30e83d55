#include <algorithm>

long long covered_length(const std::vector<Span>& spans) {
    std::vector<Span> sorted;
    sorted.reserve(spans.size());
    for (const Span& s : spans) {
        if (s.begin < s.end) sorted.push_back(s);
    }
    std::sort(sorted.begin(), sorted.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
    long long total = 0;
    long long end = sorted.empty() ? 0 : sorted[0].begin;
    for (const Span& s : sorted) {
        const long long from = std::max<long long>(end, s.begin);
        if (s.end > from) {
            total += s.end - from;
            end = s.end;
        }
    }
    return total;
}
