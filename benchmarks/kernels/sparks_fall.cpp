// Simulation: sparks fall, fade and bounce off the floor, from a game's fireworks.
#include <cmath>
#include <cstddef>
#include <vector>

struct Spark {
    float x, y;
    float speed_x, speed_y;
    float heat;
    int colour;
};

void sparks_fall(std::vector<Spark>& sparks, float seconds, float drag) {
    for (std::size_t i = 0; i < sparks.size(); ++i) {
        Spark spark = sparks.at(i);
        spark.speed_x = spark.speed_x * std::exp(-std::fabs(drag) * seconds * seconds);
        spark.speed_y =
            spark.speed_y * std::exp(-std::fabs(drag) * seconds * seconds) - 9.81f * seconds;
        spark.x += spark.speed_x * seconds;
        spark.y += spark.speed_y * seconds;
        if (spark.y < 0.0f) {
            spark.y = -spark.y;
            spark.speed_y = -spark.speed_y / 2.0f;
        }
        spark.heat = spark.heat / (1.0f + std::fabs(seconds));
        sparks.at(i) = spark;
    }
}
