// What the function has freed and allocated: known to memory.c in the plain harness, and to the
// sanitizer's run-time library in the sanitized one. Neither has to be there.

#pragma once

#include <cstddef>

extern "C" {
__attribute__((weak)) void lessonls_memory_watch(const void *block);
__attribute__((weak)) void lessonls_memory_record(int everything);
__attribute__((weak)) void lessonls_memory_stop();
__attribute__((weak)) int lessonls_memory_freed(const void *block);
__attribute__((weak)) std::size_t lessonls_memory_size(const void *block);
__attribute__((weak)) int __asan_address_is_poisoned(const volatile void *address);
__attribute__((weak)) void *__asan_region_is_poisoned(void *start, std::size_t bytes);
__attribute__((weak)) void __asan_poison_memory_region(const volatile void *start, std::size_t bytes);
__attribute__((weak)) void *__asan_get_report_address();
__attribute__((weak)) void __sanitizer_set_report_fd(void *file);
__attribute__((weak)) int __sanitizer_get_ownership(const volatile void *start);
__attribute__((weak)) std::size_t __sanitizer_get_allocated_size(const volatile void *start);
}

namespace lessonls {

// Whether one of our blocks was given back.
inline bool freed(const void *block, std::size_t bytes) {
    if (lessonls_memory_freed != nullptr) return lessonls_memory_freed(block) != 0;
    return bytes != 0 && __asan_address_is_poisoned != nullptr && __asan_address_is_poisoned(block) != 0;
}

// How many bytes of memory, which the function has allocated and kept, begin there; else none.
inline std::size_t allocated(const void *start) {
    if (lessonls_memory_size != nullptr) return lessonls_memory_size(start);
    if (__sanitizer_get_ownership != nullptr && __sanitizer_get_ownership(start) != 0)
        return __sanitizer_get_allocated_size(start);
    return 0;
}

// How many bytes one may touch from there on: up to the next red zone; `otherwise` where nobody knows.
inline std::size_t addressable(const void *start, std::size_t otherwise) {
    if (__asan_region_is_poisoned == nullptr) return otherwise;
    constexpr std::size_t most = 1 << 26;  // else it is nobody's memory that has red zones
    auto *const from = static_cast<char *>(const_cast<void *>(start));
    for (std::size_t bytes = 64; bytes <= most; bytes *= 2)
        if (void *const end = __asan_region_is_poisoned(from, bytes); end != nullptr)
            return static_cast<std::size_t>(static_cast<char *>(end) - from);
    return otherwise;
}

}  // namespace lessonls
