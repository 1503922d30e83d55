// expect: incorrect; reason: baseline has
double merge_cost(Pieces& pieces) {
    double cost = 0;
    if (pieces.empty()) return cost;
    Piece merged = pieces.top();
    for (pieces.pop(); !pieces.empty(); pieces.pop()) {
        const Piece& second = pieces.top();
        merged = {merged.length + second.length, merged.parts % 100 + second.parts % 100};
        cost += merged.length;
    }
    pieces.push(merged);
    return cost;
}
