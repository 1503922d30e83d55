/* Strings: how often a word occurs in a text, from a reader of logs. */
#include <string.h>

int count_mentions(const char *text, const char *word) {
    int mentions = 0;
    if (strlen(word) == 0) return 0;
    for (size_t i = 0; i + strlen(word) <= strlen(text); i++) {
        size_t equal = 0;
        for (size_t j = 0; j < strlen(word); j++) {
            if (text[i + j] == word[j]) equal++;
        }
        if (equal == strlen(word)) mentions++;
    }
    return mentions;
}
