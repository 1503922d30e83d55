static long day_count(const Ymd& d) {
    const long y = d.month > 2 ? d.year : d.year - 1;
    const long m = d.month > 2 ? d.month - 3 : d.month + 9;
    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + d.day;
}

int age_in_years(const Ymd& born, const Ymd& today) {
    return static_cast<int>(static_cast<double>(day_count(today) - day_count(born)) / 365.2425);
}
