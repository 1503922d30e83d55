#include "state.hpp"

#include <cstring>

namespace lessonls {

static constexpr std::size_t most = 1 << 20;  // larger variables are what the function works on

State::State(const void *inside) : inside_(reinterpret_cast<std::uintptr_t>(inside)) {
    dl_iterate_phdr([](dl_phdr_info *info, std::size_t, void *self) {
        return static_cast<State *>(self)->look(*info);
    }, this);
    for (Segment &segment : segments_)
        segment.kept.assign(segment.start, segment.start + segment.size);
}

void State::renew() {
    for (const Segment &segment : segments_) std::memcpy(segment.start, segment.kept.data(), segment.size);
    if (local_size_ == 0) return;
    dl_iterate_phdr([](dl_phdr_info *info, std::size_t, void *self) {
        return static_cast<State *>(self)->renew_local(*info);
    }, this);
}

bool State::is_it(const dl_phdr_info &info) const {
    for (int i = 0; i < info.dlpi_phnum; ++i) {
        const ElfW(Phdr) &part = info.dlpi_phdr[i];
        if (part.p_type == PT_LOAD && inside_ - (info.dlpi_addr + part.p_vaddr) < part.p_memsz) return true;
    }
    return false;
}

int State::look(const dl_phdr_info &info) {
    if (!is_it(info)) return 0;
    std::uintptr_t sealed = 0;  // the linker has made what lies before this read-only
    for (int i = 0; i < info.dlpi_phnum; ++i) {
        const ElfW(Phdr) &part = info.dlpi_phdr[i];
        if (part.p_type == PT_GNU_RELRO) sealed = (info.dlpi_addr + part.p_vaddr + part.p_memsz) & ~std::uintptr_t{4095};
        if (part.p_type == PT_TLS) {
            local_start_ = reinterpret_cast<const char *>(info.dlpi_addr + part.p_vaddr);
            local_filled_ = part.p_filesz;
            local_size_ = part.p_memsz;
        }
    }
    for (int i = 0; i < info.dlpi_phnum; ++i) {
        const ElfW(Phdr) &part = info.dlpi_phdr[i];
        if (part.p_type != PT_LOAD || (part.p_flags & PF_W) == 0) continue;
        std::uintptr_t start = info.dlpi_addr + part.p_vaddr;
        const std::uintptr_t end = start + part.p_memsz;
        if (sealed > start) start = sealed < end ? sealed : end;
        if (end - start <= most && end != start) segments_.push_back({reinterpret_cast<char *>(start), end - start});
    }
    return 1;
}

int State::renew_local(const dl_phdr_info &info) {
    if (!is_it(info)) return 0;
    if (auto *block = static_cast<char *>(info.dlpi_tls_data)) {  // of this thread, if it has one yet
        std::memcpy(block, local_start_, local_filled_);
        std::memset(block + local_filled_, 0, local_size_ - local_filled_);
    }
    return 1;
}

}  // namespace lessonls
