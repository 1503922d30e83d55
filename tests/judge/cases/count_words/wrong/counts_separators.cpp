// expect: incorrect; reason: the return value
#include <algorithm>

int count_words(const std::string& text) {
    if (text.empty()) return 0;
    return 1 + static_cast<int>(std::count_if(text.begin(), text.end(), separates));
}
