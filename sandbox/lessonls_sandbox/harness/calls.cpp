#include "calls.hpp"

#include <cstring>
#include <sys/mman.h>
#include <unistd.h>

namespace lessonls {

Sharing::Sharing(const Order &order) : alias(order.alias) {
    constexpr int unit = 128;  // of elements in front of memory that is shared with nobody
    for (int i = 0; i < 16; ++i)
        if (alias[i] == 0) moved[i] += unit * order.shift[i];
        else moved[order.shift[i] < 0 ? alias[i] - 1 : i] += std::abs(order.shift[i]);
}

void find_columns(Reader *columns, std::size_t count) {
    const auto size = static_cast<std::size_t>(lseek(request, 0, SEEK_END));
    const char *at = size == 0 ? nullptr : static_cast<const char *>(
        mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, request, 0));
    for (std::size_t i = 0; i < count; ++i) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, at, sizeof bytes);
        columns[i] = {at + sizeof bytes, at + sizeof bytes + bytes};
        at += sizeof bytes + (bytes + 7) / 8 * 8;
    }
}

static void emit(const void *start, std::size_t bytes) {
    const char *from = static_cast<const char *>(start);
    while (bytes != 0) {
        const ssize_t written = ::write(answer, from, bytes);
        if (written <= 0) refuse("the answer is too large");
        from += written;
        bytes -= static_cast<std::size_t>(written);
    }
}

void emit(Writer *columns, std::size_t count) {
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t bytes = columns[i].total;
        columns[i].pad();
        emit(&bytes, sizeof bytes);
        for (const Writer::Part &part : columns[i].parts) emit(part.start, part.bytes);
        total += sizeof bytes + columns[i].total;
    }
    tell("output", total);
}

void end_with(Writer *columns, std::size_t count) {
    tell("done");
    if (lessonls_memory_stop != nullptr) lessonls_memory_stop();
    await("write");
    emit(columns, count);
    await("bye");
    _exit(0);
}

bool write_place(Writer *out, const void *pointer, const Blocks &blocks) {
    std::int64_t block = pointer == nullptr ? -1 : -2, element = 0;
    for (std::size_t i = 0; i < blocks.all.size() && block == -2; ++i) {
        const Block &b = blocks.all[i];
        const auto offset = static_cast<const char *>(pointer) - static_cast<const char *>(b.data);
        if (offset >= 0 && static_cast<std::size_t>(offset) <= b.length * b.element) {
            block = static_cast<std::int64_t>(i);
            element = offset;
        }
    }
    out[0].put(&block, sizeof block);
    out[1].put(&element, sizeof element);
    return block == -2;
}

}  // namespace lessonls
