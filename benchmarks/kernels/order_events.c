/* Sort: events are put in order of time and priority, in place, from a scheduler. */

struct event {
    long time;
    int priority;
    int handler;
};

void order_events(struct event *events, int count) {
    for (int i = 0; i < count; i++) {
        for (int j = 0; j + 1 < count; j++) {
            if (events[j].time > events[j + 1].time ||
                (events[j].time == events[j + 1].time &&
                 events[j].priority < events[j + 1].priority)) {
                struct event other = events[j];
                events[j] = events[j + 1];
                events[j + 1] = other;
            }
        }
    }
}
