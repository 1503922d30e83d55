/* Strings: letters are shifted around the alphabet in place, from a quiz. */
#include <string.h>

void shift_letters(char *text, int by) {
    for (size_t i = 0; i < strlen(text); i++) {
        if (text[i] >= 'a' && text[i] <= 'z') {
            text[i] = (char)('a' + ((text[i] - 'a' + by) % 26 + 26) % 26);
        } else if (text[i] >= 'A' && text[i] <= 'Z') {
            text[i] = (char)('A' + ((text[i] - 'A' + by) % 26 + 26) % 26);
        }
    }
}
