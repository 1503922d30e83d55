# Attack: returns what would run code where it is read with pickle.
# Blocked: nothing is read with pickle.
# Confinement: has no part in it.

from typing import Any


class Evil:
    def __reduce__(self) -> tuple[object, ...]:
        return eval, ("open('/tmp/evil', 'w').write('here')",)


def attack(names: dict[str, Any]) -> object:
    return Evil()
