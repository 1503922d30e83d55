// Calls two functions with the same made-up arguments, and compares everything that they give back.
#include <algorithm>
#include <array>
#include <climits>
#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <functional>
#include <iterator>
#include <limits>
#include <map>
#include <numeric>
#include <queue>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace driver {

constexpr int ROOM = 8192;  // elements behind a pointer, enough for three dimensions of the sizes

struct Inputs {
    int size;
    unsigned state;

    unsigned next() { return (state = state * 1664525u + 1013904223u) >> 8; }
};

struct Any {
    template <class T> operator T() const;
};

template <class T, class... Fields>
concept Braces = requires { T{std::declval<Fields>()...}; };

// Does something with each field of a structure.
template <class T, class F> void fields(T &value, F act) {
    if constexpr (Braces<T, Any, Any, Any, Any>) { auto &[a, b, c, d] = value; act(a), act(b), act(c), act(d); }
    else if constexpr (Braces<T, Any, Any, Any>) { auto &[a, b, c] = value; act(a), act(b), act(c); }
    else if constexpr (Braces<T, Any, Any>) { auto &[a, b] = value; act(a), act(b); }
    else { auto &[a] = value; act(a); }
}

template <class T> void fill(T &value, Inputs &in);
template <class T> void fill(std::vector<T> &value, Inputs &in);
template <class T, std::size_t N> void fill(std::array<T, N> &value, Inputs &in);
template <class T> void fill(std::complex<T> &value, Inputs &in);
template <class A, class B> void fill(std::pair<A, B> &value, Inputs &in);
void fill(std::string &value, Inputs &in);

template <class T> void fill(std::vector<T> &value, Inputs &in) {
    value.resize(in.size);
    for (std::size_t i = 0; i < value.size(); i++) {
        T one{};
        fill(one, in);
        value[i] = one;
    }
}
template <class T, std::size_t N> void fill(std::array<T, N> &value, Inputs &in) {
    for (T &one : value) fill(one, in);
}
template <class T> void fill(std::complex<T> &value, Inputs &in) {
    value = {T(in.next() % 9), T(in.next() % 7)};
}
template <class A, class B> void fill(std::pair<A, B> &value, Inputs &in) {
    fill(value.first, in), fill(value.second, in);
}
inline void fill(std::string &value, Inputs &in) {
    value.clear();
    for (int i = 0; i < in.size; i++) value += "abc ,;x"[in.next() % 7];
}
template <class T> void fill(T &value, Inputs &in) {
    if constexpr (std::is_same_v<T, bool>) value = in.next() % 2;
    else if constexpr (std::is_floating_point_v<T>) value = T(1 + in.next() % 60) / 16;
    else if constexpr (std::is_integral_v<T>) value = T(in.next() % (in.size + 1));
    else fields(value, [&](auto &one) { fill(one, in); });
}

using Numbers = std::vector<double>;

template <class T> void flatten(const T &value, Numbers &out);
template <class T> void flatten(const std::vector<T> &value, Numbers &out);
template <class T, std::size_t N> void flatten(const std::array<T, N> &value, Numbers &out);
template <class T> void flatten(const std::complex<T> &value, Numbers &out);
template <class A, class B> void flatten(const std::pair<A, B> &value, Numbers &out);
void flatten(const std::string &value, Numbers &out);

template <class T> void flatten(const std::vector<T> &value, Numbers &out) {
    out.push_back(value.size());
    for (const T &one : value) flatten(one, out);
}
template <class T, std::size_t N> void flatten(const std::array<T, N> &value, Numbers &out) {
    for (const T &one : value) flatten(one, out);
}
template <class T> void flatten(const std::complex<T> &value, Numbers &out) {
    out.push_back(value.real()), out.push_back(value.imag());
}
template <class A, class B> void flatten(const std::pair<A, B> &value, Numbers &out) {
    flatten(value.first, out), flatten(value.second, out);
}
inline void flatten(const std::string &value, Numbers &out) {
    for (char one : value) out.push_back(one);
}
template <class T> void flatten(const T &value, Numbers &out) {
    if constexpr (std::is_arithmetic_v<T>) out.push_back(double(value));
    else if constexpr (!std::is_pointer_v<T>) fields(value, [&](const auto &one) { flatten(one, out); });
}

// Room for one argument: a number is a size, what is pointed to are elements.
template <class A> struct Room {
    using Value = std::remove_cvref_t<A>;
    Value value{};

    explicit Room(Inputs &in) {
        if constexpr (std::is_integral_v<Value> && !std::is_reference_v<A>) value = Value(in.size);
        else fill(value, in);
    }
    A give() { return static_cast<A>(value); }
    void take(Numbers &out) const { flatten(value, out); }
};
template <class T> struct Room<T *> {
    using Value = std::remove_const_t<T>;
    std::vector<Value> values = std::vector<Value>(ROOM);

    explicit Room(Inputs &in) {
        for (Value &one : values) fill(one, in);
        if constexpr (sizeof(Value) == 1) values[in.size] = 0;  // where a string ends
    }
    T *give() { return values.data(); }
    void take(Numbers &out) const {
        for (const Value &one : values) flatten(one, out);
    }
};

template <class R, class... A> Numbers call(R (*function)(A...), int size) {
    Inputs in{size, 7};
    std::tuple<Room<A>...> rooms{Room<A>(in)...};
    Numbers out;
    std::apply([&](auto &...room) {
        if constexpr (std::is_void_v<R>) function(room.give()...);
        else flatten(function(room.give()...), out);
        (room.take(out), ...);
    }, rooms);
    return out;
}

inline bool alike(double one, double other) {
    const double gap = std::fabs(one - other);
    return one == other || (one != one && other != other) || gap <= 1e-6 * std::fabs(one) + 1e-9;
}

// Prints whether both functions give the same, for several sizes.
template <class F, class G> void compare(const char *name, F *before, G *after) {
    bool same = true;
    for (int size : {19, 7, 1}) {
        const Numbers one = call(before, size), other = call(after, size);
        same = same && one.size() == other.size() &&
               std::equal(one.begin(), one.end(), other.begin(), alike);
    }
    std::printf("%s: %s\n", name, same ? "same" : "different");
    std::fflush(stdout);
}

}  // namespace driver
