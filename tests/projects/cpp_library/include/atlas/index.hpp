#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <atlas/namespaces.hpp>

ATLAS_BEGIN_NAMESPACE

/// Finds places by name.
class Index {
public:
    explicit Index(std::size_t buckets);

    void add(const std::string &name, std::uint32_t place);
    std::size_t longest() const;

    static std::uint64_t checksum(const std::vector<std::uint32_t> &places);
    static std::size_t repeated(const std::vector<std::uint32_t> &places);

private:
    struct Entry {
        std::string name;
        std::uint32_t place;
    };
    std::vector<std::vector<Entry>> buckets_;
};

/// A mean that does not lose small numbers.
class Mean {
public:
    void add(double value);
    double value() const { return count_ == 0 ? 0.0 : (sum_ + rest_) / count_; }

private:
    double sum_ = 0.0;
    double rest_ = 0.0;
    double count_ = 0.0;
};

ATLAS_END_NAMESPACE
