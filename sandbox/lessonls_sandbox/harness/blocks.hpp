// Memory behind the pointers of a call's arguments, and the nodes of linked structures.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <unordered_map>
#include <utility>
#include <vector>

namespace lessonls {

// Structures that point to their own kind: lists, trees, graphs.
struct Graph {
    std::vector<std::vector<void *>> kinds;  // the nodes, by their kind
};
struct Graphs {
    std::deque<Graph> all;
    Graph *current = nullptr;  // the one whose nodes are read or written
    std::size_t next = 0;      // for writing back, in the same order
    std::unordered_map<const void *, std::int64_t> numbers;  // of nodes, counted through all graphs

    // All nodes that came from us are numbered before those that the function has made.
    void number();
};

// Memory behind pointers, in the order in which it was handed out. We never free it: a process
// lives for one request.
struct Block {
    void *data;
    std::uint64_t length;   // elements
    std::size_t element;    // bytes of one
    std::size_t after = 0;  // how many blocks there were once its elements had theirs
};
// What a pointer points to after the calls: nothing, where that is null, was given back, or is
// memory of which nobody knows how long it is.
struct Extent {
    void *data = nullptr;
    std::uint64_t length = 0;
};
struct Blocks {
    std::deque<Block> all;
    std::size_t next = 0;    // for writing back, in the same order
    std::size_t latest = 0;  // the block that was filled last
    std::array<std::size_t, 8> ranges{};     // the block of each range that was made
    std::array<const void *, 8> beginnings{};  // where each begins that is written
    std::vector<std::size_t> ends{};  // how many blocks there are up to the end of each argument
    static inline const Blocks *running = nullptr;  // those of the call that is running
    bool guarded = false;    // constant memory can only be read, and ends where a page ends
    bool following = false;  // writing what did not come from us
    bool generated = false;  // ... but from a caller, who may point to what is on its stack
    Graphs graphs;
    std::unordered_map<const void *, std::pair<std::size_t, std::size_t>> inner{};  // of nodes: their blocks

    Blocks();
    ~Blocks();
    std::size_t add(void *data, std::uint64_t length, std::size_t element);
    void close(std::size_t block);  // its elements have theirs
    void add_null(std::size_t element);
    std::uint64_t length_of(const void *start, std::size_t element) const;  // as far as we know
    // Memory of exactly that size, which ends where a page ends.
    void *add_guarded(std::size_t length, std::size_t element);

    // `write(extent)` writes what `value` points to; those who come next are found in any case.
    template <class Write> void behind(const void *value, std::size_t element, Write write) {
        if (following) return write(elsewhere(value, element));
        const Block block = all[next++];
        if (value == block.data) {
            write(is_freed(block) ? Extent{} : Extent{block.data, block.length});
        } else {
            following = true;
            write(elsewhere(value, element));
            following = false;
        }
        next = block.after;
    }

  private:
    static bool is_freed(const Block &block);
    Extent elsewhere(const void *value, std::size_t element) const;
};

}  // namespace lessonls
