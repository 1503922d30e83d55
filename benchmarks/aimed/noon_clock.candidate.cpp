int minutes_of_day(const std::string& clock) {
    const char* p = clock.c_str();
    int hour = 0, minute = 0;
    for (; *p && *p != ':'; ++p) hour = hour * 10 + (*p - '0');
    if (*p) ++p;
    for (; *p && *p != ' '; ++p) minute = minute * 10 + (*p - '0');
    if (*p == ' ') {
        if (p[1] == 'p' && p[2] == 'm' && p[3] == '\0')
            hour += 12;
        else if (p[1] == 'a' && p[2] == 'm' && p[3] == '\0' && hour == 12)
            hour = 0;
    }
    return hour * 60 + minute;
}
