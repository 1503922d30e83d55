// The calls of one request: their arguments are read, the function is run on them, and what a
// caller would see afterwards is written out.

#pragma once

#include "codecs.hpp"
#include "graphs.hpp"
#include "messages.hpp"
#include "printed.hpp"
#include "state.hpp"

namespace lessonls {

// Which parameters share memory in this request, and how many elements behind its start.
struct Sharing {
    const std::uint8_t *alias;
    std::ptrdiff_t moved[16]{};

    explicit Sharing(const Order &order);
};

// The calls of one request, whatever the function is.
class Calls {
  public:
    virtual ~Calls() = default;
    virtual bool has_variables() const = 0;
    virtual void start() = 0;  // before system calls are locked
    virtual void read(std::uint64_t count, void *const *variables, bool guarded) = 0;
    virtual void run(void *function, const Sharing &sharing, State *state) = 0;
    void (*after_each)() = nullptr;  // called behind every call
    // `brief`: without arguments that may not change; that they do not has been seen before.
    virtual void write(const std::vector<std::uint64_t> *traced, bool brief) = 0;
    // A function of the type of the one under test, whose arguments are the answer; it never returns.
    virtual void *capture(void *const *variables) = 0;
};

// The request's columns, each from its start to its end; `count` of them.
void find_columns(Reader *columns, std::size_t count);
// The answer's columns, one after the other.
void emit(Writer *columns, std::size_t count);
// The same for a generator, whose process ends with it.
[[noreturn]] void end_with(Writer *columns, std::size_t count);

template <class A> using Value = std::remove_cvref_t<A>;
template <class A> using Bare = std::conditional_t<std::is_pointer_v<A>,
                                                   std::remove_const_t<std::remove_pointer_t<A>> *, A>;

// The element of a container or of what a pointer leads to; none where it has no such elements.
template <class T, class C> T *element_of(C &container, std::ptrdiff_t at) {
    if constexpr (std::is_same_v<std::remove_cv_t<std::remove_pointer_t<C>> *, T *> && std::is_pointer_v<C>)
        return const_cast<T *>(container) + at;
    else if constexpr (requires { std::size(container); std::data(container); }) {
        using Element = std::remove_cv_t<std::remove_pointer_t<decltype(std::data(container))>>;
        if constexpr (std::is_same_v<Element, T>)
            if (const auto size = static_cast<std::ptrdiff_t>(std::size(container)); size != 0)
                return const_cast<T *>(std::data(container)) + at % size;
    }
    return nullptr;
}

// Set by the binding where the function prints: what it prints is one more part of its result.
template <class F> inline constexpr bool prints = false;

// What an argument shows to its caller: what it refers to, or points to.
template <class A> struct Shown {
    static constexpr bool value = std::is_lvalue_reference_v<A> || std::is_pointer_v<Value<A>>;
    using Pointee = std::remove_pointer_t<std::remove_reference_t<A>>;
};
template <class T, std::size_t Range, Part Place, bool Closed>
struct Shown<Bound<T, Range, Place, true, Closed>> {
    static constexpr bool value = true;
    using Pointee = T;
};

template <class F> struct Signature;
template <class R, class... A> struct Signature<R (*)(A...)> {
    using Result = R;
    using Arguments = std::tuple<Value<A>...>;
    using Pointer = R (*)(A...);
    template <std::size_t I> using Parameter = std::tuple_element_t<I, std::tuple<A...>>;

    static R call(Pointer function, Arguments &arguments, const Sharing &sharing) {
        return [&]<std::size_t... I>(std::index_sequence<I...>) -> R {
            return function(pass<I>(arguments, sharing)...);
        }(std::index_sequence_for<A...>{});
    }
    // The argument itself, or the earlier one whose memory it shares.
    template <std::size_t I> static decltype(auto) pass(Arguments &arguments, const Sharing &sharing) {
        using Type = Parameter<I>;
        if constexpr (std::is_lvalue_reference_v<Type>)
            return static_cast<Type>(referred<I>(arguments, sharing));
        else if constexpr (std::is_pointer_v<Value<Type>>) return pointer<I>(arguments, sharing);
        else return static_cast<Type &&>(std::get<I>(arguments));
    }
    // Or an element of another one.
    template <std::size_t I, std::size_t J = 0> static Value<Parameter<I>> &referred(Arguments &arguments, const Sharing &sharing) {
        using Type = Value<Parameter<I>>;
        if constexpr (J < sizeof...(A)) {
            if constexpr (I < 16 && J < I && std::is_same_v<Type, Value<Parameter<J>>>) {
                if (sharing.alias[I] == J + 1) return std::get<J>(arguments);
            } else if constexpr (I < 16) {
                if (sharing.alias[I] == J + 1)
                    if (Type *element = element_of<Type>(std::get<J>(arguments), sharing.moved[I])) return *element;
            }
            return referred<I, J + 1>(arguments, sharing);
        } else {
            return std::get<I>(arguments);
        }
    }
    template <std::size_t I, std::size_t J = 0> static Value<Parameter<I>> pointer(Arguments &arguments, const Sharing &sharing) {
        if constexpr (J < I) {
            if constexpr (I < 16 && std::is_same_v<Bare<Value<Parameter<I>>>, Bare<Value<Parameter<J>>>>)
                if (sharing.alias[I] == J + 1)
                    return const_cast<Value<Parameter<I>>>(std::get<J>(arguments) + sharing.moved[I]);
            return pointer<I, J + 1>(arguments, sharing);
        } else if constexpr (I < 16) {
            return std::get<I>(arguments) + sharing.moved[I];
        } else {
            return std::get<I>(arguments);
        }
    }
    template <class T> static void describe_one(std::string &out, bool &first) {
        if (!first) out += ',';
        first = false;
        constexpr bool shown = Shown<T>::value;
        constexpr bool refers_by_value = !shown && refers<Value<T>>();
        using Pointee = typename Shown<T>::Pointee;
        out += "{\"shown\":"; out += shown ? "true" : "false";
        out += ",\"const\":"; out += std::is_const_v<Pointee> || !shown ? "true" : "false";
        out += ",\"refers\":"; out += refers_by_value ? "true" : "false";
        out += ",\"type\":"; Codec<Value<T>>::describe(out); out += '}';
    }
    template <class... V> static std::string describe() {
        std::string out = "{\"returns\":";
        if constexpr (std::is_void_v<R>) out += "null";
        else if constexpr (points) {
            out += "{\"place\":"; describe_pointee(out); out += '}';
        }
        else Codec<std::remove_cvref_t<R>>::describe(out);
        out += prints<Pointer> ? ",\"printed\":true" : ",\"printed\":false";
        out += ",\"parameters\":[";
        bool first = true;
        (describe_one<A>(out, first), ...);
        (describe_one<V &>(out, first), ...);  // the caller sees variables, too
        return out + "]}";
    }
    // Whether a caller would see a change of this argument, which is not made to be changed.
    template <std::size_t I> static constexpr bool may_change() {
        using Argument = Shown<Parameter<I>>;
        return (Argument::value && !std::is_const_v<typename Argument::Pointee>) || refers<Value<Parameter<I>>>();
    }
    static constexpr std::size_t result_columns() {
        if constexpr (std::is_void_v<R>) return 0;
        else if constexpr (points) return 2 + (followed ? pointee_columns() : 0);
        else return Codec<std::remove_cvref_t<R>>::columns;
    }
    // A returned pointer to what a Codec knows: what it points to is written where it is new.
    static constexpr bool points = std::is_pointer_v<std::remove_reference_t<R>>;
    using Pointee = std::remove_cv_t<std::remove_pointer_t<std::remove_reference_t<R>>>;
    static constexpr bool followed = points && std::is_object_v<Pointee>;
    static constexpr std::size_t pointee_columns() {
        if constexpr (followed) return Codec<Pointee *>::columns;
        else return 0;
    }
    static void describe_pointee(std::string &out) {
        if constexpr (followed) Codec<Pointee *>::describe(out);
        else out += "null";
    }
    static constexpr std::size_t argument_columns = (0 + ... + Codec<std::remove_cvref_t<A>>::columns);
};
template <class R, class... A> struct Signature<R (*)(A...) noexcept> : Signature<R (*)(A...)> {};

// A returned pointer has meaning only as a place inside an argument: which block, which element.
// Whether it leads elsewhere.
bool write_place(Writer *out, const void *pointer, const Blocks &blocks);

// A variable outside the function that it reads or writes: one more argument.
template <class V> struct Held { V value{}; };
template <class V> void place(V &to, V &from) {
    if constexpr (std::is_array_v<V>)
        for (std::size_t i = 0; i < std::extent_v<V>; ++i) place(to[i], from[i]);
    else to = std::move(from);
}

template <class F, class... V> class CallsOf : public Calls {
    using S = Signature<F>;
    struct Nothing {};
    using Kept = std::conditional_t<std::is_void_v<typename S::Result>, Nothing,
                                    std::remove_cvref_t<typename S::Result>>;
    struct Call {
        typename S::Arguments arguments{};
        std::tuple<Held<V>...> variables{};
        Blocks blocks;
        Kept result{};
    };
    static constexpr std::size_t inputs = S::argument_columns + (0 + ... + Codec<V>::columns);
    static constexpr std::size_t printed = prints<F> ? 2 : 0;
    std::vector<Call> calls_;
    std::tuple<V *...> live_;
    struct Silent {};
    std::conditional_t<prints<F>, Printed, Silent> printed_;

  public:
    void start() override {
        if constexpr (prints<F>) printed_.start();
    }
    bool has_variables() const override { return sizeof...(V) != 0; }
    void read(std::uint64_t count, void *const *variables, bool guarded) override {
        std::array<Reader, inputs + 1> columns{};
        find_columns(columns.data(), inputs);
        calls_ = std::vector<Call>(count);
        for (Call &call : calls_) {
            call.blocks.guarded = guarded;
            read_one(columns.data(), call);
        }
        look_at(variables);
        if (count != 0) exchange(calls_.front(), true);
    }
    void run(void *at, const Sharing &sharing, State *state) override {
        const auto function = reinterpret_cast<typename S::Pointer>(at);
        for (std::size_t i = 0; i < calls_.size(); ++i) {
            Call &call = calls_[i];
            if (i != 0) {
                if (state != nullptr) state->renew();
                exchange(calls_[i - 1], false);
                exchange(call, true);
            }
            Blocks::running = &call.blocks;
            if constexpr (std::is_void_v<typename S::Result>) S::call(function, call.arguments, sharing);
            else call.result = S::call(function, call.arguments, sharing);
            if constexpr (prints<F>) printed_.next(), virtual_called.fill(false);
            if (after_each != nullptr) after_each();
        }
        Blocks::running = nullptr;
    }
    void write(const std::vector<std::uint64_t> *traced, bool brief) override {
        if (!calls_.empty()) exchange(calls_.back(), false);
        std::array<Writer, S::result_columns() + printed + inputs + 1> columns{};
        for (Call &call : calls_) write_one(columns.data(), call, brief);
        if constexpr (prints<F>) printed_.write(columns.data() + S::result_columns());
        if (traced != nullptr) columns.back().put(traced->data(), traced->size() * sizeof(std::uint64_t));
        emit(columns.data(), columns.size() - (traced == nullptr ? 1 : 0));
    }

    void *capture(void *const *variables) override {
        look_at(variables);
        capturing_ = this;
        return Capture<F>::address();
    }

  private:
    static inline CallsOf *capturing_ = nullptr;
    template <class Function> struct Capture;
    template <class R, class... A> struct Capture<R (*)(A...)> {
        static R captured(A... arguments) { capturing_->end(arguments...); }
        static void *address() { return reinterpret_cast<void *>(&captured); }
    };
    template <class R, class... A> struct Capture<R (*)(A...) noexcept> : Capture<R (*)(A...)> {};

    template <class... A> [[noreturn]] void end(A &...arguments) {
        Blocks blocks;
        blocks.following = blocks.generated = true;
        blocks.graphs.number();
        std::array<Writer, inputs + 1> columns{};
        Writer *out = columns.data();
        ((Codec<std::remove_cv_t<A>>::write(out, arguments, blocks), out += Codec<std::remove_cv_t<A>>::columns), ...);
        if constexpr (sizeof...(V) != 0)
            std::apply([&](V *...live) {
                ((Codec<V>::write(out, *live, blocks), out += Codec<V>::columns), ...);
            }, live_);
        end_with(columns.data(), inputs);
    }
    void look_at(void *const *variables) {
        if constexpr (sizeof...(V) != 0)
            std::apply([&](V *&...live) { ((live = static_cast<V *>(*variables++)), ...); }, live_);
    }
    // Between a call's own copy of the variables and the library's.
    void exchange(Call &call, bool in) {
        if constexpr (sizeof...(V) != 0)
            [&]<std::size_t... I>(std::index_sequence<I...>) {
                (place(in ? *std::get<I>(live_) : std::get<I>(call.variables).value,
                       in ? std::get<I>(call.variables).value : *std::get<I>(live_)), ...);
            }(std::index_sequence_for<V...>{});
    }
    static void read_one(Reader *in, Call &call) {
        std::apply([&](auto &...value) {
            ((Codec<std::remove_reference_t<decltype(value)>>::read(in, value, call.blocks),
              in += Codec<std::remove_reference_t<decltype(value)>>::columns,
              call.blocks.ends.push_back(call.blocks.all.size())), ...);
        }, call.arguments);
        std::apply([&](Held<V> &...held) {
            ((Codec<V>::read(in, held.value, call.blocks), in += Codec<V>::columns,
              call.blocks.ends.push_back(call.blocks.all.size())), ...);
        }, call.variables);
    }
    static void write_one(Writer *out, Call &call, bool brief) {
        if constexpr (std::is_pointer_v<Kept>) write_result(out, call);
        else if constexpr (S::result_columns() != 0) {
            call.blocks.following = true;  // what it refers to, others were given
            Codec<Kept>::write(out, call.result, call.blocks);
            call.blocks.following = false;
        }
        out += S::result_columns() + printed;
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (write_argument<I>(out, call, brief), ...);
        }(std::make_index_sequence<std::tuple_size_v<typename S::Arguments>>{});
        std::apply([&](Held<V> &...held) {
            ((Codec<V>::write(out, held.value, call.blocks), out += Codec<V>::columns), ...);
        }, call.variables);
    }
    static void write_result(Writer *out, Call &call) {
        const bool elsewhere = write_place(out, call.result, call.blocks);
        if constexpr (S::followed) {
            call.blocks.graphs.number();
            call.blocks.following = true;
            auto *const made = elsewhere ? const_cast<typename S::Pointee *>(call.result) : nullptr;
            Codec<typename S::Pointee *>::write(out + 2, made, call.blocks);
            call.blocks.following = false;
        }
    }
    template <std::size_t I> static void write_argument(Writer *&out, Call &call, bool brief) {
        using Type = std::tuple_element_t<I, typename S::Arguments>;
        if (constexpr int count = block_count<Type>; brief && count >= 0 && !S::template may_change<I>())
            call.blocks.next += static_cast<std::size_t>(count);
        else
            Codec<Type>::write(out, std::get<I>(call.arguments), call.blocks);
        out += Codec<Type>::columns;
    }
};

}  // namespace lessonls
