"""What the preprocessor makes of a file, as far as a syntax tree has to know it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MacroUse:
    """How uses of a macro look to the syntax tree.

    `stand_ins` are texts of which the first that fits takes the place of a use, `$0` in one being
    the first argument; where none fits, there is blank space. One that `ends_statement` needs no
    semicolon behind it; one that `decorates` is part of the declaration that follows.
    `opens` are the namespaces that a use opens, inline ones as empty names; it `closes` as many.
    `types` are the positions of arguments that are types, in one that is read as a call. One that
    `heads` a function puts type, name and parameters side by side.
    """

    name: str
    takes_arguments: bool = False
    stand_ins: tuple[str, ...] = ()
    ends_statement: bool = False
    decorates: bool = False
    opens: tuple[str, ...] = ()
    closes: int = 0
    types: tuple[int, ...] = ()
    heads: bool = False


@dataclass(frozen=True)
class Preprocessing:
    """`conditions` says of `#if` and its kin, by their words, whether they hold; `missing` are the
    headers that were not found.
    """

    macros: tuple[MacroUse, ...] = ()
    conditions: tuple[tuple[str, bool], ...] = ()
    missing: tuple[str, ...] = ()


UNKNOWN = Preprocessing()
"""Every macro and every conditional is read as it is written."""
