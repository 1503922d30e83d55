struct Ymd {
    int year, month, day;
};

// Full years of age on a given day that is not before the birthday.
int age_in_years(const Ymd& born, const Ymd& today) {
    int age = today.year - born.year;
    bool had_birthday = true;
    if (today.month < born.month) {
        had_birthday = false;
    } else if (today.month == born.month && today.day < born.day) {
        had_birthday = false;
    }
    if (!had_birthday) {
        --age;
    }
    return age;
}
