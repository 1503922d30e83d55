"""Marks of candidates: a colour and a shape for each agent, bars for intervals, crosses."""

from math import cos, pi, sin

from lessonls.core.page.markup import Markup, element, number

COLOURS = 8
"""As many as can be told apart; the style sheet has them as the classes `a0`, `a1`, ..."""

RADIUS = 5.5

_SHAPES = ("circle", "square", "up", "diamond", "down", "star", "hexagon")
_CORNERS = {
    # How many corners, where the first one is (in turns from the right), how far out.
    "square": (4, 0.125, 1.2),
    "up": (3, 0.75, 1.3),
    "diamond": (4, 0.0, 1.3),
    "down": (3, 0.25, 1.3),
    "hexagon": (6, 0.0, 1.15),
}


def colour(agent: int) -> str:
    """The class that gives an agent's colour. With 8 colours and 7 shapes, 56 agents differ."""
    return f"a{agent % COLOURS}"


def shape(agent: int, x: float, y: float) -> str:
    """The outline of an agent's mark, as data of a path."""
    name = _SHAPES[agent % len(_SHAPES)]
    if name == "circle":
        return _circle(x, y, RADIUS)
    if name == "star":
        return _closed(
            [_corner(x, y, n, 10, 0.75, RADIUS * (0.6, 1.5)[n % 2 == 0]) for n in range(10)]
        )
    corners, turn, reach = _CORNERS[name]
    return _closed([_corner(x, y, n, corners, turn, RADIUS * reach) for n in range(corners)])


def mark(agent: int, x: float, y: float, *, hollow: bool = False) -> Markup:
    """A candidate that is correct; a hollow one was not timed."""
    kind = "hollow" if hollow else "mark"
    return element("path", class_=f"{kind} {colour(agent)}", d=shape(agent, x, y))


def cross(agent: int, x: float, y: float) -> Markup:
    """A candidate that was rejected."""
    reach = RADIUS * 0.8
    left, right, high, low = map(number, (x - reach, x + reach, y - reach, y + reach))
    outline = f"M{left} {high}L{right} {low}M{left} {low}L{right} {high}"
    return element("path", class_=f"cross {colour(agent)}", d=outline)


def bar(agent: int, x: float, high: float, low: float) -> Markup:
    """An interval, with caps at its ends."""
    left, middle, right = map(number, (x - 3, x, x + 3))
    top, bottom = number(high), number(low)
    outline = f"M{left} {top}H{right}M{middle} {top}V{bottom}M{left} {bottom}H{right}"
    return element("path", class_=f"bar {colour(agent)}", d=outline)


def ring(x: float, y: float) -> Markup:
    """Around the recommended one."""
    return element("path", class_="ring", d=_circle(x, y, RADIUS * 2))


def curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    """A line that leaves and arrives level, as data of a path."""
    (x, y), (to_x, to_y) = start, end
    middle = number((x + to_x) / 2)
    first, last = f"{number(x)} {number(y)}", f"{number(to_x)} {number(to_y)}"
    return f"M{first}C{middle} {number(y)} {middle} {number(to_y)} {last}"


def _circle(x: float, y: float, radius: float) -> str:
    size = number(radius)
    left, width = f"M{number(x - radius)} {number(y)}", number(2 * radius)
    return f"{left}a{size} {size} 0 1 0 {width} 0a{size} {size} 0 1 0 -{width} 0Z"


def _corner(
    x: float, y: float, position: int, corners: int, turn: float, reach: float
) -> tuple[float, float]:
    angle = 2 * pi * (turn + position / corners)
    return x + reach * cos(angle), y + reach * sin(angle)


def _closed(corners: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in corners) + "Z"
