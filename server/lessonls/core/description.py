"""What is known of a target before anybody rewrites it."""

from typing import NamedTuple

from lessonls.core.predicate import NOTHING, Predicate
from lessonls.core.reading.surroundings import Declaration


class Description(NamedTuple):
    """Its predicate, by which lessons of earlier runs are found; and `declared`, what its file and
    the project's headers say of the names that it uses, which is empty where nobody asks for it.
    """

    predicate: Predicate = NOTHING
    declared: tuple[Declaration, ...] = ()
