"""What models were asked and what they answered: written down, and played again without them.

A tape is a file of one problem and repetition, a question with its answer a line. Playing goes by
agent and order, not by the words of the question: these hold measured times, which differ from
one run to the next.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from lessonls.agents.llm.member import Asks
from lessonls.agents.llm.memory import Answer
from lessonls.core.errors import AgentError, InputError
from lessonls.core.message import Messages
from lessonls.core.usage import Usage
from lessonls.ports import Meter


class Exchange(BaseModel):
    """One question to an agent's model. `answer` is missing where the budget did not admit it,
    and `error` says why the model failed. `usage` is the whole team's, when it was answered.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    agent: str
    repair: bool
    messages: Messages
    answer: Answer | None = None
    error: str = ""
    usage: Usage = Usage()


class Recorder:
    """Implements member.Asks: asks a model, and writes down what was said."""

    def __init__(self, agent: str, model: Asks, meter: Meter, tape: Path) -> None:
        self._agent = agent
        self._model = model
        self._meter = meter
        self._tape = tape

    async def ask(
        self, messages: Messages, *, repair: bool = False, temperature: float | None = None
    ) -> Answer | None:
        """The model's answer. Raises its AgentError."""
        exchange = Exchange(agent=self._agent, repair=repair, messages=messages)
        try:
            answer = await self._model.ask(messages, repair=repair, temperature=temperature)
        except AgentError as error:
            self._write(exchange.model_copy(update={"error": str(error)}))
            raise
        self._write(exchange.model_copy(update={"answer": answer}))
        return answer

    def _write(self, exchange: Exchange) -> None:
        with self._tape.open("a", encoding="utf-8") as tape:
            told = exchange.model_copy(update={"usage": self._meter.usage})
            tape.write(json.dumps(told.model_dump(), ensure_ascii=False) + "\n")


class PlayedMeter:
    """Implements ports.Meter: what the models used when they were recorded. No limit is left."""

    spent = ""

    def __init__(self) -> None:
        self.usage = Usage()
        self._last = -1

    def play(self, number: int, exchange: Exchange) -> None:
        """An answer is given again; what was used until the last of those is known to it."""
        if number > self._last:
            self._last, self.usage = number, exchange.usage


class Player:
    """Implements member.Asks: gives the recorded answers of one agent, in their order."""

    def __init__(self, agent: str, exchanges: Sequence[Exchange], meter: PlayedMeter) -> None:
        self._agent = agent
        self._meter = meter
        self._left = [(at, one) for at, one in enumerate(exchanges) if one.agent == agent]

    async def ask(
        self,
        messages: Messages,  # noqa: ARG002 - the order decides, not the words
        *,
        repair: bool = False,  # noqa: ARG002
        temperature: float | None = None,  # noqa: ARG002
    ) -> Answer | None:
        """The next answer. Raises the AgentError that was recorded, or one at the end."""
        if not self._left:
            raise AgentError(f"The recording of {self._agent} ends here.")
        number, exchange = self._left.pop(0)
        self._meter.play(number, exchange)
        if exchange.error:
            raise AgentError(exchange.error)
        return exchange.answer


def read_tape(tape: Path) -> list[Exchange]:
    """What was recorded. Raises InputError if there is no tape, or not a whole one."""
    try:
        lines = tape.read_text(encoding="utf-8").splitlines()
        return [Exchange.model_validate_json(line) for line in lines]
    except OSError:
        raise InputError(f"There is no recording {tape}.") from None
    except ValidationError:
        raise InputError(f"{tape} is not a recording of this version of lessonls.") from None
