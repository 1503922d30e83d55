// Streams over memory: what is in them before a call is an argument, and what is in them after it
// a result.

#pragma once

#include "codecs.hpp"

#include <cstdio>
#include <sstream>

namespace lessonls {

// A text like any other, as far as the other side knows.
struct StreamCodec {
    static constexpr std::size_t columns = 2;
    static void describe(std::string &out) { describe_list<char>(out, "stream"); }
    static std::string taken(Reader *in) {
        std::string content(in->length(), '\0');
        in[1].take(content.data(), content.size());
        return content;
    }
    static void put(Writer *out, std::string content) {
        const auto &kept = *new std::string(std::move(content));  // until it is written out
        out->length(kept.size());
        out[1].put(kept.data(), kept.size());
    }
};

struct Output : std::ostringstream {};
template <> struct Codec<Output> : StreamCodec {
    static void read(Reader *in, Output &value, Blocks &) {
        value.str(taken(in));
        value.seekp(0, std::ios::end);
    }
    static void write(Writer *out, const Output &value, Blocks &) { put(out, value.str()); }
};

struct Input : std::istringstream {};
template <> struct Codec<Input> : StreamCodec {
    static void read(Reader *in, Input &value, Blocks &) { value.str(taken(in)); }
    static void write(Writer *out, const Input &value, Blocks &) { put(out, value.str()); }
};

// What is behind a FILE.
class MemoryFile {
  public:
    static FILE *opened(std::string content);
    // What is in it, also when it was closed; nothing of one that is not ours.
    static std::string content_of(FILE *file);

  private:
    std::string content_;
    std::size_t at_ = 0;
    bool closed_ = false;

    static ssize_t read(void *cookie, char *to, std::size_t bytes);
    static ssize_t write(void *cookie, const char *from, std::size_t bytes);
    static int seek(void *cookie, off64_t *offset, int whence);
    static int close(void *cookie);
};
template <> struct Codec<FILE *> : StreamCodec {
    static void read(Reader *in, FILE *&value, Blocks &) { value = MemoryFile::opened(taken(in)); }
    static void write(Writer *out, FILE *const &value, Blocks &) { put(out, MemoryFile::content_of(value)); }
};

}  // namespace lessonls
