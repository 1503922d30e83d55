// Values of any supported type, read from and written to columns.
//
// A type is a fixed sequence of columns. A scalar is one column of raw values. A list
// (vector, string, pointer with a length) is a column of 64-bit lengths, followed by the
// columns of its element. A struct is the columns of its fields, an array those of its
// element.

#pragma once

#include "blocks.hpp"
#include "columns.hpp"
#include "memory.hpp"
#include "stubs.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <sys/mman.h>
#include <vector>

// <complex> alone takes the compiler as long as all of the above; who needs it has included it.
namespace std {
template <class> class complex;
}

namespace lessonls {

// Said by the binding of structures that point to their own kind: see graphs.hpp.
template <class T> struct Nodes;
template <class T> concept Linked = requires { typename Nodes<std::remove_const_t<T>>::Kinds; };

// Said by the binding of structures that end in an array without a length: of which elements, where
// it begins, and how it is called.
template <class T> struct Tail;
template <class T> concept Tailed = !Linked<T> && requires { Tail<std::remove_const_t<T>>::offset; };

// `names` and `tie` of what is a tuple of values.
template <class T> struct Fields;
template <class T> concept Record = requires(T &value) { Fields<T>::tie(value); };

template <class T, class Enable = void> struct Codec {
    static_assert(sizeof(T) == 0, "LESSONLS_UNSUPPORTED_TYPE");
};

template <class T> constexpr const char *scalar_name() {
    if constexpr (std::is_same_v<T, bool>) return "bool";
    else if constexpr (std::is_same_v<T, char>) return "char";
    else if constexpr (std::is_same_v<T, float>) return "float32";
    else if constexpr (std::is_same_v<T, double>) return "float64";
    else if constexpr (std::is_same_v<T, long double>) return "longdouble";
    else if constexpr (std::is_signed_v<T>)
        return sizeof(T) == 1 ? "int8" : sizeof(T) == 2 ? "int16" : sizeof(T) == 4 ? "int32" : "int64";
    else
        return sizeof(T) == 1 ? "uint8" : sizeof(T) == 2 ? "uint16" : sizeof(T) == 4 ? "uint32" : "uint64";
}

template <class T>
struct Codec<T, std::enable_if_t<std::is_arithmetic_v<T> && sizeof(T) <= 16>> {
    static constexpr std::size_t columns = 1;
    static void describe(std::string &out) { out += '"'; out += scalar_name<T>(); out += '"'; }
    static void read(Reader *in, T &value, Blocks &) { in->take(&value, sizeof value); }
    static void write(Writer *out, const T &value, Blocks &) { out->put(&value, sizeof value); }
};

// Said by the generated binding: the values of an enumeration's constants, with commas.
template <class T> inline constexpr const char *enumerators = "";

template <class T> struct Codec<T, std::enable_if_t<std::is_enum_v<T>>> {
    using Number = std::underlying_type_t<T>;
    static constexpr std::size_t columns = 1;
    static void describe(std::string &out) {
        out += "{\"enum\":\""; out += scalar_name<Number>();
        out += "\",\"values\":["; out += enumerators<T>; out += "]}";
    }
    static void read(Reader *in, T &value, Blocks &) { in->take(&value, sizeof value); }
    static void write(Writer *out, const T &value, Blocks &) { out->put(&value, sizeof value); }
};

// Elements one after the other; for plain numbers in one go.
template <class T> constexpr bool flat = std::is_arithmetic_v<T> || std::is_enum_v<T> ||
    std::is_same_v<T, std::complex<float>> || std::is_same_v<T, std::complex<double>>;

template <class T> void read_elements(Reader *in, T *data, std::size_t n, Blocks &blocks) {
    if constexpr (flat<T>) in->take(data, n * sizeof(T));
    else
        for (std::size_t i = 0; i < n; ++i) Codec<T>::read(in, data[i], blocks);
}
template <class T> void write_elements(Writer *out, const T *data, std::size_t n, Blocks &blocks) {
    if constexpr (flat<T>) out->put(data, n * sizeof(T));
    else
        for (std::size_t i = 0; i < n; ++i) Codec<T>::write(out, data[i], blocks);
}

template <class T> void describe_list(std::string &out, const char *what) {
    out += "{\"list\":"; Codec<T>::describe(out); out += ",\"what\":\""; out += what; out += "\"}";
}

template <class T, class A> struct Codec<std::vector<T, A>> {
    static constexpr std::size_t columns = 1 + Codec<T>::columns;
    static void describe(std::string &out) { describe_list<T>(out, "vector"); }
    static void read(Reader *in, std::vector<T, A> &value, Blocks &blocks) {
        value = std::vector<T, A>(in->length());
        if constexpr (std::is_same_v<T, bool>) {
            for (std::size_t i = 0; i < value.size(); ++i) {
                bool bit = false;
                in[1].take(&bit, 1);
                value[i] = bit;
            }
        } else {
            read_elements(in + 1, value.data(), value.size(), blocks);
        }
    }
    static void write(Writer *out, const std::vector<T, A> &value, Blocks &blocks) {
        out->length(value.size());
        if constexpr (std::is_same_v<T, bool>) {
            for (const bool bit : value) out[1].put(&bit, 1);
        } else {
            write_elements(out + 1, value.data(), value.size(), blocks);
        }
    }
};

template <class T, class A> struct Codec<std::deque<T, A>> {
    static constexpr std::size_t columns = 1 + Codec<T>::columns;
    static void describe(std::string &out) { describe_list<T>(out, "vector"); }
    static void read(Reader *in, std::deque<T, A> &value, Blocks &blocks) {
        value = std::deque<T, A>(in->length());
        for (auto &element : value) Codec<T>::read(in + 1, element, blocks);
    }
    static void write(Writer *out, const std::deque<T, A> &value, Blocks &blocks) {
        out->length(value.size());
        for (const auto &element : value) Codec<T>::write(out + 1, element, blocks);
    }
};

template <class C, class T, class A> struct Codec<std::basic_string<C, T, A>> {
    static constexpr std::size_t columns = 2;
    static void describe(std::string &out) { describe_list<C>(out, "string"); }
    static void read(Reader *in, std::basic_string<C, T, A> &value, Blocks &blocks) {
        value.assign(in->length(), C());
        read_elements(in + 1, value.data(), value.size(), blocks);
    }
    static void write(Writer *out, const std::basic_string<C, T, A> &value, Blocks &blocks) {
        out->length(value.size());
        write_elements(out + 1, value.data(), value.size(), blocks);
    }
};

// The length of what a null pointer points to.
inline constexpr std::uint64_t null_length = ~std::uint64_t{0};

template <class T> T *allocate(std::size_t n, Blocks &blocks) {
    T *data = static_cast<T *>(std::malloc(n * sizeof(T)));  // exact size: sanitizers see its end
    if (data == nullptr) std::abort();
    if (n == 0 && __asan_poison_memory_region != nullptr)
        __asan_poison_memory_region(data, 1);  // to the sanitizer malloc(0) is malloc(1)
    if constexpr (!std::is_trivially_default_constructible_v<T>)
        for (std::size_t i = 0; i < n; ++i) new (data + i) T();
    blocks.add(data, n, sizeof(T));
    return data;
}

template <class T> void write_behind(Writer *out, const void *value, Blocks &blocks) {
    blocks.behind(value, sizeof(T), [&](const Extent &extent) {
        out->length(extent.length);
        write_elements(out + 1, static_cast<const T *>(extent.data), extent.length, blocks);
    });
}

// A view owns nothing: its elements live in a block.
template <class View, class T> struct ViewCodec {
    static constexpr std::size_t columns = 1 + Codec<T>::columns;
    static void read(Reader *in, View &value, Blocks &blocks) {
        const std::size_t n = in->length();
        T *data = allocate<T>(n, blocks);
        const std::size_t block = blocks.all.size() - 1;
        read_elements(in + 1, data, n, blocks);
        blocks.close(block);
        value = View(data, n);
    }
    static void write(Writer *out, const View &value, Blocks &blocks) {
        blocks.behind(value.data(), sizeof(T), [&](const Extent &extent) {
            const std::size_t n = std::min<std::size_t>(extent.length, value.size());
            out->length(n);
            write_elements(out + 1, static_cast<const T *>(extent.data), n, blocks);
        });
    }
};
template <class C, class T>
struct Codec<std::basic_string_view<C, T>> : ViewCodec<std::basic_string_view<C, T>, C> {
    static void describe(std::string &out) { describe_list<C>(out, "string"); }
};
template <class T>
struct Codec<std::span<T>> : ViewCodec<std::span<T>, std::remove_const_t<T>> {
    static void describe(std::string &out) { describe_list<std::remove_const_t<T>>(out, "vector"); }
};

template <class T>
struct Codec<T *, std::enable_if_t<std::is_object_v<T> && !std::is_const_v<T> && !std::is_pointer_v<T> && !Linked<T> && !Tailed<T>>> {
    static constexpr std::size_t columns = 1 + Codec<T>::columns;
    static void describe(std::string &out) { describe_list<T>(out, "pointer"); }
    static void read(Reader *in, T *&value, Blocks &blocks) {
        const std::uint64_t n = in->length();
        if (n == null_length) {
            value = nullptr;
            return blocks.add_null(sizeof(T));
        }
        value = allocate<T>(n, blocks);
        const std::size_t block = blocks.all.size() - 1;
        read_elements(in + 1, value, n, blocks);
        blocks.close(block);
    }
    static void write(Writer *out, T *const &value, Blocks &blocks) { write_behind<T>(out, value, blocks); }
};
// One struct with as many elements behind it as there is room for: the block is counted in bytes.
template <class T>
struct Codec<T *, std::enable_if_t<Tailed<T> && !std::is_const_v<T>>> {
    using Element = typename Tail<T>::Element;
    static constexpr std::size_t offset = Tail<T>::offset, tail = 1 + Codec<T>::columns;
    static constexpr std::size_t columns = tail + 1 + Codec<Element>::columns;
    static void describe(std::string &out) {
        out += "{\"one\":{\"struct\":[";
        Codec<T>::describe_fields(out);
        out += Codec<T>::columns != 0 ? ",[\"" : "[\""; out += Tail<T>::name; out += "\",";
        describe_list<Element>(out, "tail");
        out += "]]}}";
    }
    static void read(Reader *in, T *&value, Blocks &blocks) {
        if (in->length() == null_length) {
            value = nullptr;
            return blocks.add_null(1);
        }
        const std::uint64_t n = in[tail].length();
        const std::size_t bytes = std::max(sizeof(T), offset + n * sizeof(Element));
        char *const data = allocate<char>(bytes, blocks);
        const std::size_t block = blocks.all.size() - 1;
        std::memset(data, 0, bytes);
        value = new (data) T();
        Codec<T>::read(in + 1, *value, blocks);
        Element *const elements = reinterpret_cast<Element *>(data + offset);
        if constexpr (!std::is_trivially_default_constructible_v<Element>)
            for (std::size_t i = 0; i < n; ++i) new (elements + i) Element();
        read_elements(in + tail + 1, elements, n, blocks);
        blocks.close(block);
    }
    static void write(Writer *out, T *const &value, Blocks &blocks) {
        blocks.behind(value, 1, [&](const Extent &extent) {
            const bool whole = extent.length >= sizeof(T);
            out->length(whole ? 1 : 0);
            if (!whole) return;
            const char *const data = static_cast<const char *>(extent.data);
            Codec<T>::write(out + 1, *static_cast<const T *>(extent.data), blocks);
            const std::size_t n = (extent.length - offset) / sizeof(Element);
            out[tail].length(n);
            write_elements(out + tail + 1, reinterpret_cast<const Element *>(data + offset), n, blocks);
        });
    }
};
// Rows behind a pointer to pointers.
template <class T>
struct Codec<T *, std::enable_if_t<std::is_pointer_v<T>>> {
    using Row = std::remove_const_t<std::remove_pointer_t<T>> *;
    static constexpr std::size_t columns = 1 + Codec<Row>::columns;
    static void describe(std::string &out) { describe_list<Row>(out, "pointer"); }
    static void read(Reader *in, T *&value, Blocks &blocks) {
        const std::uint64_t n = in->length();
        if (n == null_length) {
            value = nullptr;
            return blocks.add_null(sizeof(T));
        }
        auto *rows = allocate<Row>(n, blocks);
        const std::size_t block = blocks.all.size() - 1;
        for (std::size_t i = 0; i < n; ++i) Codec<Row>::read(in + 1, rows[i], blocks);
        blocks.close(block);
        value = const_cast<T *>(reinterpret_cast<const T *>(rows));
    }
    static void write(Writer *out, T *const &value, Blocks &blocks) { write_behind<Row>(out, value, blocks); }
};
// Pointers into one range: to where it begins, to where it ends, or to a place within it. The first of
// them has what is in the range. One is `closed` if a pointer leads to its end.
enum class Part { begin, within, end };
template <class T, std::size_t Range, Part Place, bool Owner, bool Closed> struct Bound {
    T *at = nullptr;
};
template <class T, std::size_t Range, Part Place, bool Owner, bool Closed>
struct Codec<Bound<T, Range, Place, Owner, Closed>> {
    using Value = Bound<T, Range, Place, Owner, Closed>;
    static constexpr std::size_t owned = Owner ? Codec<T *>::columns : 0;
    static constexpr std::size_t columns = owned + (Place == Part::within ? 1 : 0);
    static void describe(std::string &out) {
        if constexpr (Place != Part::within) return describe_range(out);
        out += "{\"struct\":[[\"range\",";
        describe_range(out);
        out += "],[\"at\",\"uint64\"]]}";
    }
    static void describe_range(std::string &out) {
        if constexpr (Owner) describe_list<std::remove_const_t<T>>(out, Closed ? "range" : "pointer");
        else out += "{\"struct\":[]}";
    }
    static void read(Reader *in, Value &value, Blocks &blocks) {
        std::uint64_t at = 0;
        if constexpr (Place == Part::within) in[owned].take(&at, sizeof at);
        value.at = placed(in, at, blocks);
    }
    static T *placed(Reader *in, std::uint64_t at, Blocks &blocks) {
        if constexpr (Owner) {
            T *start = nullptr;
            Codec<T *>::read(in, start, blocks);
            blocks.ranges[Range] = blocks.latest;
        }
        const Block &block = blocks.all[blocks.ranges[Range]];
        const std::uint64_t most = Closed || block.length == 0 ? block.length : block.length - 1;
        return static_cast<T *>(block.data) + (Place == Part::end ? most : at % (most + 1));
    }
    // What comes from a caller tells where the range begins only if that comes first.
    static void write(Writer *out, const Value &value, Blocks &blocks) {
        T *start = Place == Part::begin ? value.at : nullptr;
        if (!blocks.generated && !blocks.all.empty())
            start = static_cast<T *>(blocks.all[Owner ? blocks.next : blocks.ranges[Range]].data);
        if constexpr (Owner) Codec<T *>::write(out, start, blocks);
        if constexpr (Place == Part::within) {
            const auto at = static_cast<std::uint64_t>(start == nullptr ? 0 : value.at - start);
            out[owned].put(&at, sizeof at);
        }
    }
};
// The same as members of a struct, which may be moved, or point elsewhere afterwards.
template <class T, std::size_t Range, Part Place, bool Owner, bool Closed> struct BoundMember {
    T *at = nullptr;
};
template <class T, std::size_t Range, Part Place, bool Owner, bool Closed>
struct Codec<BoundMember<T, Range, Place, Owner, Closed>> {
    using Value = BoundMember<T, Range, Place, Owner, Closed>;
    using Made = Codec<Bound<T, Range, Place, Owner, Closed>>;
    static constexpr bool refers = true;
    static constexpr std::size_t columns = Made::owned + 1;
    static void describe(std::string &out) {
        out += "{\"struct\":[[\"range\",";
        Made::describe_range(out);
        out += Place == Part::within ? "],[\"at\",\"uint64\"]]}" : "],[\"at\",{\"link\":\"place\"}]]}";
    }
    static void read(Reader *in, Value &value, Blocks &blocks) {
        std::uint64_t at = 0;
        in[Made::owned].take(&at, sizeof at);
        value.at = Made::placed(in, Place == Part::within ? at : 0, blocks);
    }
    static void write(Writer *out, const Value &value, Blocks &blocks) {
        const void *&start = blocks.beginnings[Range];
        if constexpr (Owner) {
            start = value.at;
            if (!blocks.following && blocks.next < blocks.all.size()) {
                const Block &made = blocks.all[blocks.next];
                if (distance(value.at, made.data, made.length) >= 0) start = made.data;
            }
            Codec<T *>::write(out, static_cast<T *>(const_cast<void *>(start)), blocks);
        }
        const std::int64_t at = distance(value.at, start, blocks.length_of(start, sizeof(T)));
        out[Made::owned].put(&at, sizeof at);
    }

  private:
    // How many elements a place lies behind a start, -1 if it is not in that memory.
    static std::int64_t distance(const T *place, const void *start, std::uint64_t length) {
        const auto bytes = reinterpret_cast<std::uintptr_t>(place) - reinterpret_cast<std::uintptr_t>(start);
        if (place == nullptr || start == nullptr || bytes > length * sizeof(T)) return -1;
        return static_cast<std::int64_t>(bytes / sizeof(T));
    }
};

template <class T> struct Codec<const T *, std::enable_if_t<!std::is_pointer_v<T> && !std::is_void_v<T>>> {
    static constexpr std::size_t columns = Codec<T *>::columns;
    static void describe(std::string &out) { Codec<T *>::describe(out); }
    static void read(Reader *in, const T *&value, Blocks &blocks) {
        T *data = nullptr;
        if constexpr (flat<T>) {
            if (blocks.guarded) {
                const std::uint64_t n = in->length();
                if (n == null_length) {
                    value = nullptr;
                    return blocks.add_null(sizeof(T));
                }
                data = static_cast<T *>(blocks.add_guarded(n, sizeof(T)));
                read_elements(in + 1, data, n, blocks);
                const auto start = reinterpret_cast<std::uintptr_t>(data) & ~std::uintptr_t{4095};
                const auto end = reinterpret_cast<std::uintptr_t>(data + n);
                mprotect(reinterpret_cast<void *>(start), end - start, PROT_READ);
                value = data;
                return;
            }
        }
        Codec<T *>::read(in, data, blocks);
        value = data;
    }
    static void write(Writer *out, const T *const &value, Blocks &blocks) {
        T *const data = const_cast<T *>(value);
        Codec<T *>::write(out, data, blocks);
    }
};

template <class T> void describe_array(std::string &out, std::size_t n) {
    out += "{\"array\":" + std::to_string(n) + ",\"of\":"; Codec<T>::describe(out); out += '}';
}
template <class T, std::size_t N> struct Codec<std::array<T, N>> {
    static constexpr std::size_t columns = Codec<T>::columns;
    static void describe(std::string &out) { describe_array<T>(out, N); }
    static void read(Reader *in, std::array<T, N> &value, Blocks &blocks) {
        read_elements(in, value.data(), N, blocks);
    }
    static void write(Writer *out, const std::array<T, N> &value, Blocks &blocks) {
        write_elements(out, value.data(), N, blocks);
    }
};
template <class T, std::size_t N> struct Codec<T[N]> {
    static constexpr std::size_t columns = Codec<T>::columns;
    static void describe(std::string &out) { describe_array<T>(out, N); }
    static void read(Reader *in, T (&value)[N], Blocks &blocks) { read_elements(in, value, N, blocks); }
    static void write(Writer *out, const T (&value)[N], Blocks &blocks) {
        write_elements(out, value, N, blocks);
    }
};

// A bit-field of a number's type: it cannot be referred to, and holds fewer numbers.
template <class T, int Width> struct Bits {
    T value{};
    operator T() const { return value; }
};
template <class T, int Width> struct Codec<Bits<T, Width>> {
    static constexpr std::size_t columns = 1;
    static void describe(std::string &out) {
        out += "{\"bits\":" + std::to_string(Width) + ",\"of\":"; Codec<T>::describe(out); out += '}';
    }
    static void read(Reader *in, Bits<T, Width> &to, Blocks &blocks) { Codec<T>::read(in, to.value, blocks); }
    static void write(Writer *out, const Bits<T, Width> &from, Blocks &blocks) {
        Codec<T>::write(out, from.value, blocks);
    }
};

// What nothing is known of but its address is nothing, as far as we say.
template <class Pointer> struct NullCodec {
    static constexpr std::size_t columns = 0;
    static void describe(std::string &out) { out += "{\"struct\":[]}"; }
    static void read(Reader *, Pointer &value, Blocks &) { value = nullptr; }
    static void write(Writer *, const Pointer &, Blocks &) {}
};
template <class R, class... A> struct Codec<R (*)(A...)> : NullCodec<R (*)(A...)> {
    static void read(Reader *, R (*&value)(A...), Blocks &) { value = &Stub<R (*)(A...)>::call; }
};
template <> struct Codec<void *> : NullCodec<void *> {};
template <> struct Codec<const void *> : NullCodec<const void *> {};

// A struct by its members, for each of which the generated binding has an accessor: `of`, or `get`
// and `set` where there is no reference to it.
template <class F> using Kind = typename F::Type;
template <class F> concept Addressable = requires { &F::of; };
// Whether values lead to memory that others see as well: pointers, and structs with pointers.
template <class T> constexpr bool refers() {
    if constexpr (std::is_array_v<T>) return refers<std::remove_extent_t<T>>();
    else if constexpr (requires { Codec<T>::refers; }) return Codec<T>::refers;
    else return std::is_pointer_v<T> && !std::is_function_v<std::remove_pointer_t<T>>;
}
template <class T, class... F> struct RecordCodec {
    static constexpr std::size_t columns = (0 + ... + Codec<Kind<F>>::columns);
    static constexpr bool refers = (false || ... || lessonls::refers<Kind<F>>());
    static void describe(std::string &out) {
        out += "{\"struct\":[";
        describe_fields(out);
        out += "]}";
    }
    static void describe_fields(std::string &out) {
        bool first = true;
        ((out += first ? "[\"" : ",[\"", first = false, out += F::name, out += "\",",
          Codec<Kind<F>>::describe(out), out += ']'), ...);
    }
    static void read(Reader *in, T &value, Blocks &blocks) { (read_one<F>(in, value, blocks), ...); }
    static void write(Writer *out, const T &value, Blocks &blocks) { (write_one<F>(out, value, blocks), ...); }

  private:
    template <class Field> static void read_one(Reader *&in, T &value, Blocks &blocks) {
        if constexpr (Addressable<Field>) Codec<Kind<Field>>::read(in, Field::of(value), blocks);
        else {
            Kind<Field> copy{};
            Codec<Kind<Field>>::read(in, copy, blocks);
            Field::set(value, copy);
        }
        in += Codec<Kind<Field>>::columns;
    }
    template <class Field> static void write_one(Writer *&out, const T &value, Blocks &blocks) {
        if constexpr (Addressable<Field>) Codec<Kind<Field>>::write(out, Field::of(const_cast<T &>(value)), blocks);
        else Codec<Kind<Field>>::write(out, Field::get(value), blocks);
        out += Codec<Kind<Field>>::columns;
    }
};

// Everything that is a tuple of references: pairs, tuples.
template <class Tuple> struct TieCodec;
template <class... T> struct TieCodec<std::tuple<T &...>> {
    static constexpr std::size_t columns = (0 + ... + Codec<std::remove_const_t<T>>::columns);
    static void describe(std::string &out, const char *const *names) {
        out += "{\"struct\":[";
        std::size_t i = 0;
        ((out += i != 0 ? ",[\"" : "[\"", out += names[i++], out += "\",",
          Codec<std::remove_const_t<T>>::describe(out), out += ']'), ...);
        out += "]}";
    }
    static void read(Reader *in, std::tuple<T &...> tied, Blocks &blocks) {
        std::apply([&](T &...field) {
            ((Codec<std::remove_const_t<T>>::read(in, const_cast<std::remove_const_t<T> &>(field), blocks),
              in += Codec<std::remove_const_t<T>>::columns), ...);
        }, tied);
    }
    static void write(Writer *out, std::tuple<T &...> tied, Blocks &blocks) {
        std::apply([&](T &...field) {
            ((Codec<std::remove_const_t<T>>::write(out, field, blocks),
              out += Codec<std::remove_const_t<T>>::columns), ...);
        }, tied);
    }
};
template <class T> struct Codec<T, std::enable_if_t<Record<T>>> {
    using Tie = TieCodec<decltype(Fields<T>::tie(std::declval<T &>()))>;
    static constexpr std::size_t columns = Tie::columns;
    static void describe(std::string &out) { Tie::describe(out, Fields<T>::names); }
    static void read(Reader *in, T &value, Blocks &blocks) { Tie::read(in, Fields<T>::tie(value), blocks); }
    static void write(Writer *out, const T &value, Blocks &blocks) {
        Tie::write(out, Fields<T>::tie(const_cast<T &>(value)), blocks);
    }
};

inline constexpr const char *numbers[] = {"0", "1", "2", "3", "4", "5", "6", "7",
                                          "8", "9", "10", "11", "12", "13", "14", "15"};
template <class A, class B> struct Fields<std::pair<A, B>> {
    static constexpr const char *names[] = {"first", "second"};
    static auto tie(std::pair<A, B> &value) { return std::tie(value.first, value.second); }
};
template <class... T> struct Fields<std::tuple<T...>> {
    static constexpr const char *const *names = numbers;
    static auto tie(std::tuple<T...> &value) {
        return std::apply([](T &...field) { return std::tie(field...); }, value);
    }
};

template <class T> struct Codec<std::complex<T>> {
    static constexpr std::size_t columns = 1;
    static void describe(std::string &out) { out += sizeof(T) == 4 ? "\"complex64\"" : "\"complex128\""; }
    static void read(Reader *in, std::complex<T> &value, Blocks &) { in->take(&value, sizeof value); }
    static void write(Writer *out, const std::complex<T> &value, Blocks &) { out->put(&value, sizeof value); }
};
template <class T> inline constexpr bool c_complex =
    std::is_same_v<T, __complex__ float> || std::is_same_v<T, __complex__ double>;
template <class T> struct Codec<T, std::enable_if_t<c_complex<T>>> {
    static constexpr std::size_t columns = 1;
    static void describe(std::string &out) { out += sizeof(T) == 8 ? "\"complex64\"" : "\"complex128\""; }
    static void read(Reader *in, T &value, Blocks &) { in->take(&value, sizeof value); }
    static void write(Writer *out, const T &value, Blocks &) { out->put(&value, sizeof value); }
};

// How many blocks a value lies in, where that is the same for all values of its type; else -1.
template <class T> inline constexpr int block_count = std::is_arithmetic_v<T> || std::is_enum_v<T> ? 0 : -1;
template <class T> inline constexpr int block_count<std::complex<T>> = 0;
template <class T, class A> inline constexpr int block_count<std::vector<T, A>> = block_count<T> == 0 ? 0 : -1;
template <class C, class T, class A> inline constexpr int block_count<std::basic_string<C, T, A>> = 0;
template <class T> inline constexpr int block_count<const T *> = block_count<T> == 0 ? 1 : -1;

}  // namespace lessonls
