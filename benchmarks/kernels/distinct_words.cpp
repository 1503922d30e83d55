// Strings: the number of different words of a text, from a reading test.
#include <cstddef>
#include <set>
#include <string>
#include <vector>

std::size_t distinct_words(const std::string& text) {
    std::vector<std::string> words;
    std::string word;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && text[i] != ' ') {
            word = word + text[i];
        } else {
            if (!word.empty()) words.push_back(word);
            word = "";
        }
    }
    std::set<std::string> different;
    for (std::string each : words) different.insert(each);
    return different.size();
}
