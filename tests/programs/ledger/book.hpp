#pragma once
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

template <class Key> class Index {
  public:
    virtual ~Index() = default;
    virtual std::vector<int> find(const Key &key) const {
        std::vector<int> found;
        for (int at = 0; at < (int)keys_.size(); ++at)
            if (keys_[at] == key) found.push_back(at);
        return found;
    }
    int add(const Key &key) {
        if (key.empty()) throw std::invalid_argument("a key is empty");
        keys_.push_back(key);
        return (int)keys_.size() - 1;
    }

  private:
    std::vector<Key> keys_;
};

class Book {
  public:
    void write(const std::string &name, double amount);
    double total(const std::string &name) const;
    void announce(const std::string &name) const;

  private:
    Index<std::string> index_;
    std::vector<double> amounts_;
};
