"""Solutions with one small mistake each, made mechanically."""

import ast
from collections.abc import Iterator
from copy import deepcopy

_OTHER: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.And: ast.Or,
    ast.Or: ast.And,
}


def mutants(code: str, name: str) -> Iterator[str]:
    """One after the other, by the places in the function where something can be changed."""
    tree = ast.parse(code)
    function = next(
        one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == name
    )
    inside = set(ast.walk(function))
    nodes = enumerate(ast.walk(tree))
    places = [at for at, node in nodes if node in inside and _changed(node) is not None]
    for place in places:
        copy = deepcopy(tree)
        node = next(one for at, one in enumerate(ast.walk(copy)) if at == place)
        other = _changed(node)
        if other is not None:
            yield ast.unparse(_Replaced(node, other).visit(copy))


def _changed(node: ast.AST) -> ast.AST | None:
    if type(node) in _OTHER:
        return _OTHER[type(node)]()
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        return ast.Constant(not node.value)
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return ast.Constant(node.value + 1)
    if isinstance(node, ast.Return) and node.value is not None:
        return ast.Return(ast.Constant(None))
    return None


class _Replaced(ast.NodeTransformer):
    """Puts one node in the place of another one."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old = old
        self._new = new

    def visit(self, node: ast.AST) -> ast.AST:
        return self._new if node is self._old else super().visit(node)
