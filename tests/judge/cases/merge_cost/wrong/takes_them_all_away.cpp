// expect: incorrect; reason: pieces
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
    if (!pieces.empty()) pieces.pop();
    return cost;
}
