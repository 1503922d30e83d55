// Values of structures that point to their own kind. The binding says for each such struct which
// kinds of nodes it reaches, and which of them it is.

#pragma once

#include "codecs.hpp"

#include <array>

namespace lessonls {

// A pointer from one node to another, or to none.
template <class T> struct Link {
    T *at = nullptr;
};
template <class T> struct Codec<Link<T>> {
    static constexpr std::size_t columns = 1;
    static constexpr bool refers = true;
    static void describe(std::string &out) { out += "{\"link\":\"node\"}"; }
    static void read(Reader *in, Link<T> &value, Blocks &blocks) {
        std::int64_t number = -1;
        in->take(&number, sizeof number);
        value.at = nullptr;
        if (blocks.graphs.current == nullptr || number < 0) return;
        const auto &nodes = blocks.graphs.current->kinds[Nodes<T>::kind];
        if (static_cast<std::size_t>(number) < nodes.size()) value.at = static_cast<T *>(nodes[static_cast<std::size_t>(number)]);
    }
    static void write(Writer *out, const Link<T> &value, Blocks &blocks) {
        const std::int64_t number = numbered(value.at, blocks);
        out->put(&number, sizeof number);
    }
    // -1 is null, -2 is memory that was given back, or is none of a node's as far as we know.
    static std::int64_t numbered(T *node, Blocks &blocks) {
        Graphs &graphs = blocks.graphs;
        if (node == nullptr) return -1;
        const bool taken = allocated(node) >= sizeof(T);
        if (const auto known = graphs.numbers.find(node); known != graphs.numbers.end())
            return freed(node, sizeof(T)) && !taken ? -2 : known->second;
        if (!taken || graphs.current == nullptr) return -2;
        const auto number = static_cast<std::int64_t>(graphs.numbers.size());
        graphs.numbers.emplace(node, number);
        graphs.current->kinds[Nodes<T>::kind].push_back(node);
        return number;
    }
};
// The first node of a graph, and with it all others: which is the first, then the nodes by kind.
template <class T> struct Codec<T *, std::enable_if_t<Linked<T> && !std::is_const_v<T>>> {
    using Kinds = typename Nodes<T>::Kinds;
    static constexpr std::size_t count = std::tuple_size_v<Kinds>;
    static constexpr std::size_t columns = []<class... K>(std::type_identity<std::tuple<K...>>) {
        return 1 + (0 + ... + (1 + Codec<K>::columns));
    }(std::type_identity<Kinds>{});
    static void describe(std::string &out) {
        out += "{\"struct\":[[\"first\",{\"link\":\"first\"}]";
        each([&]<class K>(std::type_identity<K>) {
            out += ",[\""; out += Nodes<K>::name; out += "\","; describe_list<K>(out, "nodes"); out += ']';
        });
        out += "]}";
    }
    static void read(Reader *in, T *&value, Blocks &blocks) {
        std::int64_t first = -1;
        in->take(&first, sizeof first);
        Graph &graph = blocks.graphs.all.emplace_back();
        graph.kinds.resize(count);
        Graph *const before = std::exchange(blocks.graphs.current, &graph);
        Reader *at = in + 1;
        each([&]<class K>(std::type_identity<K>) {
            const std::size_t n = at->length();
            for (std::size_t i = 0; i < n; ++i) {
                graph.kinds[Nodes<K>::kind].push_back(allocate<K>(1, blocks));
                blocks.close(blocks.all.size() - 1);
            }
            at += 1 + Codec<K>::columns;
        });
        at = in + 1;
        each([&]<class K>(std::type_identity<K>) {
            for (void *node : graph.kinds[Nodes<K>::kind]) {
                const std::size_t inner = blocks.all.size();
                Codec<K>::read(at + 1, *static_cast<K *>(node), blocks);
                graph_inner(blocks, node, inner);
            }
            at += 1 + Codec<K>::columns;
        });
        const auto &nodes = graph.kinds[Nodes<T>::kind];
        value = first >= 0 && static_cast<std::size_t>(first) < nodes.size() ? static_cast<T *>(nodes[static_cast<std::size_t>(first)]) : nullptr;
        blocks.graphs.current = before;
    }
    static void write(Writer *out, T *const &value, Blocks &blocks) {
        blocks.graphs.number();
        Graph made;
        made.kinds.resize(count);
        Graph *graph = &made;
        if (!blocks.following) {
            graph = &blocks.graphs.all[blocks.graphs.next++];
            each([&]<class K>(std::type_identity<K>) { blocks.next += graph->kinds[Nodes<K>::kind].size(); });
        }
        Graph *const before = std::exchange(blocks.graphs.current, graph);
        const std::int64_t first = Codec<Link<T>>::numbered(value, blocks);
        out->put(&first, sizeof first);
        std::array<std::size_t, count> ours{}, written{};
        each([&]<class K>(std::type_identity<K>) { ours[Nodes<K>::kind] = blocks.following ? 0 : graph->kinds[Nodes<K>::kind].size(); });
        for (bool more = true; more;) {
            more = false;
            Writer *at = out + 1;
            each([&]<class K>(std::type_identity<K>) {
                for (std::size_t &i = written[Nodes<K>::kind]; i < graph->kinds[Nodes<K>::kind].size(); ++i) {
                    write_node<K>(at + 1, graph->kinds[Nodes<K>::kind][i], i < ours[Nodes<K>::kind], blocks);
                    more = true;
                }
                at += 1 + Codec<K>::columns;
            });
        }
        Writer *at = out + 1;
        each([&]<class K>(std::type_identity<K>) {
            at->length(written[Nodes<K>::kind]);
            at += 1 + Codec<K>::columns;
        });
        blocks.graphs.current = before;
    }

  private:
    template <class Each> static void each(Each one) {
        [&]<class... K>(std::type_identity<std::tuple<K...>>) { (one(std::type_identity<K>{}), ...); }(std::type_identity<Kinds>{});
    }
    // What lies behind a node's own pointers comes after all nodes.
    static void graph_inner(Blocks &blocks, const void *node, std::size_t inner) {
        blocks.inner.emplace(node, std::pair{inner, blocks.all.size()});
    }
    template <class K> static void write_node(Writer *out, void *node, bool ours, Blocks &blocks) {
        const bool gone = ours && freed(node, sizeof(K)) && allocated(node) == 0;
        const bool before = std::exchange(blocks.following, blocks.following || !ours || gone);
        if (gone) {
            const K nothing{};
            Codec<K>::write(out, nothing, blocks);
        } else {
            Codec<K>::write(out, *static_cast<const K *>(node), blocks);
        }
        blocks.following = before;
        if (ours && gone) blocks.next = blocks.inner.at(node).second;
    }
};

}  // namespace lessonls
