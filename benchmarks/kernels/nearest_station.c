/* Geometry: the station that serves each house, from a planner of charging points. */
#include <math.h>

struct spot {
    double x, y;
};

void nearest_station(const struct spot *houses, int house_count, const struct spot *stations,
                     int station_count, int *serves) {
    for (int h = 0; h < house_count; h++) {
        double nearest = 1e300;
        serves[h] = -1;
        for (int s = 0; s < station_count; s++) {
            double distance =
                sqrt(pow(houses[h].x - stations[s].x, 2.0) + pow(houses[h].y - stations[s].y, 2.0));
            if (distance < nearest) {
                nearest = distance;
                serves[h] = s;
            }
        }
    }
}
