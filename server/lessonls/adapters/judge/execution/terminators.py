"""Elements that end a list: all their numbers are zero, and all their pointers null."""

from collections.abc import Sequence

import numpy as np

from lessonls_sandbox.wire import NULL_LENGTH, Array, Column, List, Scalar, Struct, Type, dtypes


def last_of_each(lengths: Column) -> Column:
    """Which elements are the last ones of lists with these lengths, which lie one after the other.
    A boolean for each element.
    """
    marked = np.zeros(int(lengths.sum()), bool)
    marked[np.cumsum(lengths, dtype=np.int64)[lengths > 0] - 1] = True
    return marked


def zeroed(of: Type, columns: Sequence[Column], marked: Column) -> list[Column]:
    """The columns of values of a type, of which those that are `marked` are nothing but zeros."""
    match of:
        case Scalar(link=link):
            column = columns[0].copy()
            column[marked] = -1 if link else 0
            return [column]
        case Array(size, element):
            return zeroed(element, columns, np.repeat(marked, size))
        case Struct(fields):
            parts = _parts([field for _, field in fields], columns)
            return [column for field, part in parts for column in zeroed(field, part, marked)]
        case List(element, what):
            lengths, kept = columns[0].copy(), np.repeat(~marked, _counts(columns[0]))
            lengths[marked] = NULL_LENGTH if what == "pointer" else 0
            return [lengths, *_kept(element, columns[1:], kept)]


def _kept(of: Type, columns: Sequence[Column], marked: Column) -> list[Column]:
    """The columns of those values that are `marked`."""
    match of:
        case Scalar():
            return [columns[0][marked]]
        case Array(size, element):
            return _kept(element, columns, np.repeat(marked, size))
        case Struct(fields):
            parts = _parts([field for _, field in fields], columns)
            return [column for field, part in parts for column in _kept(field, part, marked)]
        case List(element):
            inner = np.repeat(marked, _counts(columns[0]))
            return [columns[0][marked], *_kept(element, columns[1:], inner)]


def _counts(lengths: Column) -> Column:
    """How many elements lists have."""
    return np.where(lengths == NULL_LENGTH, 0, lengths).astype(np.int64)


def _parts(fields: Sequence[Type], columns: Sequence[Column]) -> list[tuple[Type, list[Column]]]:
    """Each field with its columns."""
    parts: list[tuple[Type, list[Column]]] = []
    at = 0
    for field in fields:
        count = len(list(dtypes(field)))
        parts.append((field, list(columns[at : at + count])))
        at += count
    return parts
