// Which argument's memory the function has overrun, said in front of the sanitizer's report.

#include "blocks.hpp"
#include "memory.hpp"
#include "messages.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>

namespace lessonls {

// How far an address is from a block; none where it is in it.
static std::size_t distance(std::uintptr_t at, const Block &block) {
    const auto start = reinterpret_cast<std::uintptr_t>(block.data);
    const std::uintptr_t end = start + block.length * block.element;
    return at < start ? start - at : at >= end ? at - end : 0;
}

static void name_argument(std::uintptr_t at) {
    const Blocks &blocks = *Blocks::running;
    constexpr std::size_t far = 4096;  // from there on it may be anything
    std::size_t nearest = far, found = 0;
    for (std::size_t i = 0; i < blocks.all.size(); ++i)
        if (const std::size_t away = distance(at, blocks.all[i]); away < nearest) {
            nearest = away;
            found = i;
        }
    std::size_t argument = 0;
    while (argument < blocks.ends.size() && blocks.ends[argument] <= found) ++argument;
    if (nearest < far && argument < blocks.ends.size())
        dprintf(log_file, "lessonls: argument %zu\n", argument);
}

}  // namespace lessonls

// Called by the sanitizer's run-time library before it reports.
extern "C" void __asan_on_error() {
    if (lessonls::Blocks::running != nullptr && __asan_get_report_address != nullptr)
        lessonls::name_argument(reinterpret_cast<std::uintptr_t>(__asan_get_report_address()));
}
