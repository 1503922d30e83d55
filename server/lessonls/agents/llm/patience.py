"""How long and how often an endpoint is tried."""

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Patience:
    """All times are in seconds.

    A request is sent again up to `retries` times after a failure that may pass, and `midway`
    times after an answer that broke off or made no sense. The first pause is about `pause`,
    every further one twice as long up to `longest_pause`. Behind its first token an answer may
    be silent for `idle`; a connection may take `connect` to come about.
    """

    retries: int = 2
    midway: int = 1
    pause: float = 0.5
    longest_pause: float = 8.0
    idle: float = 30.0
    connect: float = 10.0

    def wait(self, tries: int, asked: float | None) -> float:
        """Seconds until the next try after `tries` tries; `asked` is the server's wish.

        Random, so that agents that failed together do not come back together; never less than
        what the server asked for.
        """
        if asked is not None:
            return asked * random.uniform(1.0, 1.1)  # noqa: S311 - not for secrets
        pause = min(self.pause * 2 ** (tries - 1), self.longest_pause)
        return pause * random.uniform(0.75, 1.0)  # noqa: S311 - not for secrets

    def silence(self, deadline: float) -> float:
        """How long an answer that has to be complete within `deadline` may be silent."""
        return min(self.idle, deadline / 3)


ONCE = Patience(retries=0, midway=0)
"""Nothing is tried twice."""
