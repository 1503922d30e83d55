"""Counts what the models of one run use, and admits requests as long as the budget lasts."""

from lessonls.config import ModelSettings
from lessonls.core.usage import Budget, Usage

LEAST_ROOM = 16
"""Tokens; an answer that may have fewer is not worth asking for."""

_MILLION = 1_000_000
_CHARACTERS = 4
"""Of text to a token, about."""


def about(characters: int) -> int:
    """About how many tokens so many characters are."""
    return -(-characters // _CHARACTERS)


class Entry:
    """One request on the meter, counted from the moment it is admitted.

    `most` is how many tokens the answer may have.
    """

    def __init__(self, settings: ModelSettings, usage: Usage, most: int) -> None:
        self.most = most
        self._settings = settings
        self._usage = usage
        self._characters = 0

    @property
    def usage(self) -> Usage:
        """So far, with its price."""
        cost = _price(self._settings, self._usage.prompt_tokens, self._usage.completion_tokens)
        return self._usage.model_copy(update={"cost": cost})

    def heard(self, characters: int) -> None:
        """So many more characters of the answer have arrived."""
        self._characters += characters
        self._count(self._usage.prompt_tokens, about(self._characters))

    def settle(self, prompt_tokens: int, completion_tokens: int) -> None:
        """The server's own counts, which replace the estimates."""
        self._count(prompt_tokens, completion_tokens)

    def refused(self) -> None:
        """The server did not work on it, so that it costs no tokens."""
        self._count(0, 0)

    def _count(self, prompt_tokens: int, completion_tokens: int) -> None:
        self._usage = self._usage.model_copy(
            update={"prompt_tokens": prompt_tokens, "completion_tokens": completion_tokens}
        )


class RunMeter:
    """Implements ports.Meter; one for all agents of a run.

    The limit on requests holds exactly. Tokens and money may pass their limits by what is
    under way when they are reached, and answers get no more room than is left.
    """

    def __init__(self, budget: Budget | None = None) -> None:
        self._budget = budget or Budget()
        self._settled = Usage()
        self._open: list[Entry] = []
        self._no_room = ""

    @property
    def usage(self) -> Usage:
        """So far, of all agents, with what has arrived of answers that are under way."""
        return sum((entry.usage for entry in self._open), self._settled)

    @property
    def spent(self) -> str:
        """The sentence that says which limit was reached; empty while none is."""
        return self._budget.spent_by(self.usage) or self._no_room

    def admit(
        self, settings: ModelSettings, characters: int, *, retry: bool = False, repair: bool = False
    ) -> Entry | None:
        """A request with a prompt of so many characters, or None when it would be too much."""
        if self.spent:
            return None
        tokens = about(characters)
        most = min(settings.max_tokens, self._room(settings, tokens))
        if most < LEAST_ROOM:
            return None
        usage = Usage(requests=1, retries=int(retry), repairs=int(repair), prompt_tokens=tokens)
        entry = Entry(settings, usage, most)
        self._open.append(entry)
        return entry

    def close(self, entry: Entry) -> None:
        """The request is over, and its counts are final."""
        self._open.remove(entry)
        self._settled += entry.usage

    def recalled(self) -> None:
        """An answer came from the cache."""
        self._settled += Usage(cached=1)

    def _room(self, settings: ModelSettings, prompt: int) -> int:
        """How many tokens an answer may have; says which limit leaves too few."""
        room = settings.max_tokens
        used = self.usage
        if self._budget.tokens is not None:
            room = min(room, self._budget.tokens - used.tokens - prompt)
            if room < LEAST_ROOM:
                limit = f"{self._budget.tokens} tokens"
                self._no_room = f"The limit of {limit} leaves no room for another request."
        if self._budget.cost is not None:
            left = self._budget.cost - used.cost - _price(settings, prompt, 0)
            each = (settings.completion_price or 0.0) / _MILLION
            room = room if left > room * each else int(left / each) if left > 0 and each else 0
            if room < LEAST_ROOM and not self._no_room:
                limit = f"{self._budget.cost:g} in money"
                self._no_room = f"The limit of {limit} leaves no room for another request."
        return room


def _price(settings: ModelSettings, prompt: int, completion: int) -> float:
    prices = (settings.prompt_price or 0.0, settings.completion_price or 0.0)
    return (prompt * prices[0] + completion * prices[1]) / _MILLION
