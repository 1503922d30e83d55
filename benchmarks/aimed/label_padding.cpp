#include <cstddef>
#include <string>

const std::size_t LABEL_SIZE = 16;

struct Label {
    char text[LABEL_SIZE];
};

// Stores a name in a fixed-size record field: at most 15 characters, the
// rest of the field is filled with zero bytes (records are compared and
// written as raw memory).
void set_label(Label& label, const std::string& name) {
    for (std::size_t i = 0; i < LABEL_SIZE; ++i) {
        if (i < name.size() && i + 1 < LABEL_SIZE)
            label.text[i] = name[i];
        else
            label.text[i] = '\0';
    }
}
