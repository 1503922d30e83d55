#include <queue>
#include <vector>

struct Piece {
    double length;
    int parts;
};
struct Longer {
    bool operator()(const Piece& one, const Piece& other) const {
        return one.length > other.length;
    }
};
using Pieces = std::priority_queue<Piece, std::vector<Piece>, Longer>;

double merge_cost(Pieces& pieces) {
    double cost = 0;
    while (pieces.size() > 1) {
        Piece first = pieces.top();
        pieces.pop();
        Piece second = pieces.top();
        pieces.pop();
        cost += first.length + second.length;
        pieces.push({first.length + second.length, first.parts % 100 + second.parts % 100});
    }
    return cost;
}
