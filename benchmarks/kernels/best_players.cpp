// Sort: the points of the ten best players, from the high scores of a game.
#include <algorithm>
#include <string>
#include <vector>

struct Player {
    std::string name;
    long points;
    int level;
};

std::vector<long> best_players(std::vector<Player> players) {
    std::sort(players.begin(), players.end(),
              [](Player a, Player b) { return a.points > b.points; });
    std::vector<long> best;
    for (int i = 0; i < 10 && i < static_cast<int>(players.size()); ++i) {
        best.push_back(players[i].points);
    }
    return best;
}
