// Orders and hashes of the program: code without a state, which the library under test exports by
// its number.

#pragma once

#include <cstddef>

namespace lessonls {

// Of the library that was loaded.
inline void *(*functor)(int number) = nullptr;

template <int number> struct Relation {
    template <class Key> bool operator()(const Key &one, const Key &other) const {
        static const auto holds = reinterpret_cast<bool (*)(const void *, const void *)>(functor(number));
        return holds(&one, &other);
    }
};

// Nodes of a container hold their hashes where that of the program may throw.
template <int number, bool kept> struct Hash {
    template <class Key> std::size_t operator()(const Key &key) const noexcept(!kept) {
        static const auto of = reinterpret_cast<std::size_t (*)(const void *)>(functor(number));
        return of(&key);
    }
};

}  // namespace lessonls
