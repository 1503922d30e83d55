/* Simulation: the pull of all bodies on each other and one step of time, from an orrery. */
#include <math.h>

struct body {
    double x, y, z;
    double vx, vy, vz;
    double mass;
};

void pull_of_bodies(struct body *bodies, int count, double step) {
    for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
            if (i == j) continue;
            double dx = bodies[j].x - bodies[i].x;
            double dy = bodies[j].y - bodies[i].y;
            double dz = bodies[j].z - bodies[i].z;
            double apart = sqrt(pow(dx, 2) + pow(dy, 2) + pow(dz, 2) + 0.01);
            bodies[i].vx += step * bodies[j].mass * dx / pow(apart, 3);
            bodies[i].vy += step * bodies[j].mass * dy / pow(apart, 3);
            bodies[i].vz += step * bodies[j].mass * dz / pow(apart, 3);
        }
    }
    for (int i = 0; i < count; i++) {
        bodies[i].x += step * bodies[i].vx;
        bodies[i].y += step * bodies[i].vy;
        bodies[i].z += step * bodies[i].vz;
    }
}
