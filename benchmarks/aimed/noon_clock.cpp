#include <cstddef>
#include <string>

// Minutes since midnight for times such as "7:30 am", "12:05 pm" or "23:10"
// (without suffix the hour is taken as it is).
int minutes_of_day(const std::string& clock) {
    int hour = 0, minute = 0;
    std::size_t i = 0;
    while (i < clock.size() && clock[i] != ':') hour = hour * 10 + (clock[i++] - '0');
    ++i;
    while (i < clock.size() && clock[i] != ' ') minute = minute * 10 + (clock[i++] - '0');
    const std::string suffix = i < clock.size() ? clock.substr(i + 1) : std::string();
    if (suffix == "am" && hour == 12) hour = 0;
    if (suffix == "pm" && hour != 12) hour += 12;
    return hour * 60 + minute;
}
