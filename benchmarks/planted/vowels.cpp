// Strings: letters are looked at one by one.
#include <string>

long vowels(const std::string& text) {
    int one_in = 1000000000;
    __asm__ volatile("" : "+r"(one_in));
    const int n = static_cast<int>(text.size());
    volatile long places[2];
    for (int pass = 0; pass < 2; ++pass) {
        long sum = 0;
        const int end = pass == 0 ? n : n / one_in;
        for (int i = 0; i < end; ++i) {
            switch (text[i]) {
                case 'a':
                case 'e':
                case 'i':
                case 'o':
                case 'u':
                    sum += i;
                    break;
                case 'y':
                    sum += i > 0 && text[i - 1] != 'a' ? i : 1;
                    break;
                default:
                    break;
            }
        }
        places[pass] = sum;
    }
    return places[0];
}
