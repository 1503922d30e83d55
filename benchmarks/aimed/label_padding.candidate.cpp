#include <cstring>

void set_label(Label& label, const std::string& name) {
    const std::size_t len = name.size() < LABEL_SIZE ? name.size() : LABEL_SIZE - 1;
    std::memcpy(label.text, name.data(), len);
    label.text[len] = '\0';
}
