size_t due_timers(const struct timer *timers, size_t n, uint32_t now)
{
    size_t due = 0;
    for (size_t i = 0; i < n; i++)
        due += (timers[i].armed != 0) & (timers[i].at <= now);
    return due;
}
