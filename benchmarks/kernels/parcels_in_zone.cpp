// Geometry: how many addresses lie inside the outline of a zone, from a delivery planner.
#include <cstddef>
#include <vector>

struct Place {
    double east, north;
};

int parcels_in_zone(const std::vector<Place>& addresses, const std::vector<Place>& outline) {
    int inside = 0;
    for (std::size_t a = 0; a < addresses.size(); ++a) {
        Place p = addresses[a];
        bool odd = false;
        for (std::size_t i = 0; i < outline.size(); ++i) {
            Place from = outline[i];
            Place to = outline[(i + 1) % outline.size()];
            if ((from.north > p.north) != (to.north > p.north) &&
                p.east < (to.east - from.east) * (p.north - from.north) / (to.north - from.north) +
                             from.east) {
                odd = !odd;
            }
        }
        if (odd) inside++;
    }
    return inside;
}
