#include <algorithm>
#include <string>
#include <vector>
struct Mail { std::string sender; int size; };
class Inbox {
public:
    int drop_sender(const std::string& sender);
    std::vector<Mail> mails;
    long bytes = 0;
};

int Inbox::drop_sender(const std::string& sender) {
    int dropped = 0;
    for (std::size_t i = 0; i < mails.size();) {
        if (mails[i].sender == sender) {
            bytes -= mails[i].size;
            mails.erase(mails.begin() + i);
            ++dropped;
        } else {
            ++i;
        }
    }
    return dropped;
}
