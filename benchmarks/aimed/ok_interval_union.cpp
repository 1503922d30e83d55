#include <set>
#include <vector>

struct Span {
    int begin, end;  // [begin, end); empty if end <= begin
};

// Number of integers covered by at least one span.
long long covered_length(const std::vector<Span>& spans) {
    std::set<int> covered;
    for (const Span& s : spans) {
        for (int x = s.begin; x < s.end; ++x) {
            covered.insert(x);
        }
    }
    return static_cast<long long>(covered.size());
}
