#include "blocks.hpp"

#include "memory.hpp"

#include <cstdlib>
#include <sys/mman.h>

namespace lessonls {

void Graphs::number() {
    if (!numbers.empty()) return;
    for (const Graph &graph : all)
        for (const auto &nodes : graph.kinds)
            for (const void *node : nodes) numbers.emplace(node, static_cast<std::int64_t>(numbers.size()));
}

Blocks::Blocks() = default;
Blocks::~Blocks() = default;

std::size_t Blocks::add(void *data, std::uint64_t length, std::size_t element) {
    all.push_back({data, length, element});
    if (lessonls_memory_watch != nullptr) lessonls_memory_watch(data);
    return all.size() - 1;
}

void Blocks::close(std::size_t block) {
    all[block].after = all.size();
    latest = block;
}

void Blocks::add_null(std::size_t element) {
    all.push_back({nullptr, 0, element});
    close(all.size() - 1);
}

void *Blocks::add_guarded(std::size_t length, std::size_t element) {
    constexpr std::size_t page = 4096;
    const std::size_t bytes = length * element, room = (bytes + page - 1) / page * page;
    char *const start = static_cast<char *>(
        mmap(nullptr, room + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    if (start == MAP_FAILED) std::abort();
    mprotect(start + room, page, PROT_NONE);
    void *const data = start + room - bytes;
    close(add(data, length, element));
    return data;
}

std::uint64_t Blocks::length_of(const void *start, std::size_t element) const {
    for (const Block &block : all)
        if (block.data == start) return block.length;
    return start == nullptr ? 0 : allocated(start) / element;
}

bool Blocks::is_freed(const Block &block) { return freed(block.data, block.length * block.element); }

Extent Blocks::elsewhere(const void *value, std::size_t element) const {
    if (value == nullptr) return {};
    const auto at = reinterpret_cast<std::uintptr_t>(value);
    if (const std::size_t bytes = allocated(value); bytes != 0) return {const_cast<void *>(value), bytes / element};
    for (const Block &block : all) {
        const auto start = reinterpret_cast<std::uintptr_t>(block.data);
        if (at < start || at >= start + block.length * block.element || block.element != element) continue;
        if (is_freed(block)) return {};
        return {const_cast<void *>(value), block.length - (at - start) / element};
    }
    if (generated) return {const_cast<void *>(value), addressable(value, element) / element};
    return {};
}

}  // namespace lessonls
