// Values of those standard classes that take the compiler long to read: included where they are used.

#pragma once

#include "codecs.hpp"
#include "functors.hpp"
#include "graphs.hpp"

#include <algorithm>
#include <bitset>
#include <forward_list>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <variant>

namespace lessonls {

// A value's columns as bytes, which say nothing but whether two values are the same.
template <class T> std::string bytes_of(const T &value, Blocks &blocks) {
    const std::size_t next = blocks.next;
    std::array<Writer, Codec<T>::columns + 1> columns;
    Codec<T>::write(columns.data(), value, blocks);
    blocks.next = next;
    std::string bytes;
    for (const Writer &column : columns)
        for (const Writer::Part &part : column.parts) bytes.append(part.start, part.bytes);
    return bytes;
}

// Elements one after the other, in an order that does not depend on how they were put in.
template <class C, class T> struct SequenceCodec {
    static constexpr std::size_t columns = 1 + Codec<T>::columns;
    static void describe(std::string &out) { describe_list<T>(out, "vector"); }
    static void read(Reader *in, C &value, Blocks &blocks) {
        std::vector<T> elements(in->length());
        for (T &element : elements) Codec<T>::read(in + 1, element, blocks);
        if constexpr (requires { value.assign(elements.begin(), elements.end()); })
            value.assign(elements.begin(), elements.end());
        else
            for (T &element : elements) value.insert(value.end(), element);
    }
    static void write(Writer *out, const C &value, Blocks &blocks) {
        std::vector<const typename C::value_type *> elements;
        for (const auto &element : value) elements.push_back(&element);
        if constexpr (requires { value.bucket_count(); }) sort(elements, blocks);
        out->length(elements.size());
        for (const auto *element : elements) Codec<typename C::value_type>::write(out + 1, *element, blocks);
    }

  private:
    static void sort(std::vector<const typename C::value_type *> &elements, Blocks &blocks) {
        if constexpr (requires(const T &one) { one < one; }) {
            std::sort(elements.begin(), elements.end(), [](const auto *one, const auto *other) { return *one < *other; });
        } else {
            std::vector<std::pair<std::string, const typename C::value_type *>> keyed;
            for (const auto *element : elements) keyed.emplace_back(bytes_of(*element, blocks), element);
            std::sort(keyed.begin(), keyed.end());
            std::transform(keyed.begin(), keyed.end(), elements.begin(), [](const auto &one) { return one.second; });
        }
    }
};
template <class T, class A> struct Codec<std::list<T, A>> : SequenceCodec<std::list<T, A>, T> {};
template <class T, class A> struct Codec<std::forward_list<T, A>> : SequenceCodec<std::forward_list<T, A>, T> {};
template <class T, class... M> struct Codec<std::set<T, M...>> : SequenceCodec<std::set<T, M...>, T> {};
template <class T, class... M> struct Codec<std::multiset<T, M...>> : SequenceCodec<std::multiset<T, M...>, T> {};
template <class T, class... M>
struct Codec<std::unordered_set<T, M...>> : SequenceCodec<std::unordered_set<T, M...>, T> {};
template <class T, class... M>
struct Codec<std::unordered_multiset<T, M...>> : SequenceCodec<std::unordered_multiset<T, M...>, T> {};
template <class K, class V, class... M>
struct Codec<std::unordered_multimap<K, V, M...>> : SequenceCodec<std::unordered_multimap<K, V, M...>, std::pair<K, V>> {};
template <class K, class V, class... M>
struct Codec<std::map<K, V, M...>> : SequenceCodec<std::map<K, V, M...>, std::pair<K, V>> {};
template <class K, class V, class... M>
struct Codec<std::multimap<K, V, M...>> : SequenceCodec<std::multimap<K, V, M...>, std::pair<K, V>> {};
template <class K, class V, class... M>
struct Codec<std::unordered_map<K, V, M...>> : SequenceCodec<std::unordered_map<K, V, M...>, std::pair<K, V>> {};

// In the order in which they leave the queue.
template <class T, class S, class O> struct Codec<std::priority_queue<T, S, O>> {
    using Queue = std::priority_queue<T, S, O>;
    static constexpr std::size_t columns = 1 + Codec<T>::columns;
    static void describe(std::string &out) { describe_list<T>(out, "vector"); }
    static void read(Reader *in, Queue &value, Blocks &blocks) {
        for (std::size_t n = in->length(); n != 0; --n) {
            T element{};
            Codec<T>::read(in + 1, element, blocks);
            value.push(std::move(element));
        }
    }
    static void write(Writer *out, Queue value, Blocks &blocks) {
        out->length(value.size());
        auto &elements = *new std::deque<T>;  // columns may refer to what is in them
        for (; !value.empty(); value.pop()) Codec<T>::write(out + 1, elements.emplace_back(value.top()), blocks);
    }
};

// One value, or none.
template <class O, class T> struct OptionalCodec {
    static constexpr std::size_t columns = 1 + Codec<T>::columns;
    static void describe(std::string &out) { describe_list<T>(out, "optional"); }
    static void read(Reader *in, O &value, Blocks &blocks) {
        if (in->length() == 0) return;
        T inner{};
        Codec<T>::read(in + 1, inner, blocks);
        make(value, std::move(inner));
    }
    static void write(Writer *out, const O &value, Blocks &blocks) {
        out->length(value ? 1 : 0);
        if (value) Codec<T>::write(out + 1, *value, blocks);
    }

  private:
    static void make(std::optional<T> &value, T inner) { value = std::move(inner); }
    template <class D> static void make(std::unique_ptr<T, D> &value, T inner) { value.reset(new T(std::move(inner))); }
    static void make(std::shared_ptr<T> &value, T inner) { value = std::make_shared<T>(std::move(inner)); }
};
template <class T> struct Codec<std::optional<T>> : OptionalCodec<std::optional<T>, T> {};
template <class T, class D>
struct Codec<std::unique_ptr<T, D>, std::enable_if_t<!std::is_array_v<T> && !Linked<T>>> : OptionalCodec<std::unique_ptr<T, D>, T> {};
template <class T>
struct Codec<std::shared_ptr<T>, std::enable_if_t<!Linked<T>>> : OptionalCodec<std::shared_ptr<T>, T> {};

// A node that is not given back with the last pointer to it: it came from nobody's `new`.
template <class T> void point(std::shared_ptr<T> &pointer, T *to) {
    pointer = to == nullptr ? nullptr : std::shared_ptr<T>(to, [](T *) {});
}
template <class T, class D> void point(std::unique_ptr<T, D> &pointer, T *to) { pointer.reset(to); }

// The first node of a graph, by a pointer that owns it.
template <class P, class T> struct OwnerCodec {
    static constexpr std::size_t columns = Codec<T *>::columns;
    static void describe(std::string &out) { Codec<T *>::describe(out); }
    static void read(Reader *in, P &value, Blocks &blocks) {
        T *first = nullptr;
        Codec<T *>::read(in, first, blocks);
        point(value, first);
    }
    static void write(Writer *out, const P &value, Blocks &blocks) { Codec<T *>::write(out, value.get(), blocks); }
};
template <class T, class D>
struct Codec<std::unique_ptr<T, D>, std::enable_if_t<Linked<T>>> : OwnerCodec<std::unique_ptr<T, D>, T> {};
template <class T>
struct Codec<std::shared_ptr<T>, std::enable_if_t<Linked<T>>> : OwnerCodec<std::shared_ptr<T>, T> {};

// A shared pointer from one node to another; one that is unique is a mere link.
template <class P> struct Shared {
    P at;
};
template <class T> struct Codec<Shared<std::shared_ptr<T>>> {
    static constexpr std::size_t columns = 1;
    static void describe(std::string &out) { Codec<Link<T>>::describe(out); }
    static void read(Reader *in, Shared<std::shared_ptr<T>> &value, Blocks &blocks) {
        Link<T> link;
        Codec<Link<T>>::read(in, link, blocks);
        point(value.at, link.at);
    }
    static void write(Writer *out, const Shared<std::shared_ptr<T>> &value, Blocks &blocks) {
        Codec<Link<T>>::write(out, Link<T>{value.at.get()}, blocks);
    }
};

// One of several types: a list for each, of which the one that it is has an element.
template <class... T> struct Codec<std::variant<T...>> {
    using Variant = std::variant<T...>;
    using Indices = std::index_sequence_for<T...>;
    static constexpr std::size_t columns = (0 + ... + (1 + Codec<T>::columns));
    static void describe(std::string &out) {
        out += "{\"variant\":[";
        bool first = true;
        ((out += first ? "" : ",", first = false, Codec<T>::describe(out)), ...);
        out += "]}";
    }
    static void read(Reader *in, Variant &value, Blocks &blocks) {
        [&]<std::size_t... I>(std::index_sequence<I...>) { (read_one<I>(in, value, blocks), ...); }(Indices{});
    }
    static void write(Writer *out, const Variant &value, Blocks &blocks) {
        [&]<std::size_t... I>(std::index_sequence<I...>) { (write_one<I>(out, value, blocks), ...); }(Indices{});
    }

  private:
    template <std::size_t I> using At = std::variant_alternative_t<I, Variant>;
    template <std::size_t I> static void read_one(Reader *&in, Variant &value, Blocks &blocks) {
        if (in->length() != 0) {
            Codec<At<I>>::read(in + 1, value.template emplace<I>(), blocks);
        }
        in += 1 + Codec<At<I>>::columns;
    }
    template <std::size_t I> static void write_one(Writer *&out, const Variant &value, Blocks &blocks) {
        out->length(value.index() == I ? 1 : 0);
        if (value.index() == I) Codec<At<I>>::write(out + 1, *std::get_if<I>(&value), blocks);
        out += 1 + Codec<At<I>>::columns;
    }
};

template <std::size_t N> struct Codec<std::bitset<N>> {
    static constexpr std::size_t columns = 1;
    static void describe(std::string &out) { describe_array<bool>(out, N); }
    static void read(Reader *in, std::bitset<N> &value, Blocks &) {
        for (std::size_t i = 0; i < N; ++i) {
            bool bit = false;
            in->take(&bit, 1);
            value[i] = bit;
        }
    }
    static void write(Writer *out, const std::bitset<N> &value, Blocks &) {
        for (std::size_t i = 0; i < N; ++i) {
            const bool bit = value[i];
            out->put(&bit, 1);
        }
    }
};

template <class R, class... A> struct Codec<std::function<R(A...)>> : NullCodec<std::function<R(A...)>> {
    static void read(Reader *, std::function<R(A...)> &value, Blocks &) { value = &Stub<R (*)(A...)>::call; }
};

}  // namespace lessonls
