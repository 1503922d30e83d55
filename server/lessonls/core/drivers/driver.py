"""A generator that is written from declarations."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Driver:
    """Its text, and the functions that it calls by the names of their symbols, as far as these are
    their names (in C).
    """

    text: str
    calls: tuple[str, ...] = ()
