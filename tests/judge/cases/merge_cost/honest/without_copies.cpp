double merge_cost(Pieces& pieces) {
    double cost = 0;
    if (pieces.empty()) return cost;
    Piece merged = pieces.top();
    pieces.pop();
    while (!pieces.empty()) {
        const Piece& second = pieces.top();
        merged = {merged.length + second.length, merged.parts % 100 + second.parts % 100};
        pieces.pop();
        cost += merged.length;
        pieces.push(merged);
        merged = pieces.top();
        pieces.pop();
    }
    pieces.push(merged);
    return cost;
}
