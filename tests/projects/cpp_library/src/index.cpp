#include <atlas/index.hpp>

#include <algorithm>
#include <functional>

ATLAS_BEGIN_NAMESPACE

Index::Index(std::size_t buckets) : buckets_(std::max<std::size_t>(buckets, 1)) {}

void Index::add(const std::string &name, std::uint32_t place) {
    buckets_[std::hash<std::string>{}(name) % buckets_.size()].push_back({name, place});
}

std::size_t Index::longest() const {
    std::size_t longest = 0;
    for (const auto &bucket : buckets_) longest = std::max(longest, bucket.size());
    return longest;
}

std::uint64_t Index::checksum(const std::vector<std::uint32_t> &places) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < places.size(); ++i) sum += (i + 1) * std::uint64_t{places[i]};
    return sum;
}

std::size_t Index::repeated(const std::vector<std::uint32_t> &places) {
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < places.size(); ++i)
        for (std::size_t j = i + 1; j < places.size(); ++j)
            if (places[i] == places[j]) ++pairs;
    return pairs;
}

void Mean::add(double value) {
    const double sum = sum_ + value;
    rest_ += sum_ > value ? (sum_ - sum) + value : (value - sum) + sum_;
    sum_ = sum;
    count_ += 1.0;
}

ATLAS_END_NAMESPACE
