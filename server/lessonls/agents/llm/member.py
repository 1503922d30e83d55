"""An agent that is a model: it turns briefs into questions, and answers into proposals."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

from lessonls.agents.llm.keys import Key
from lessonls.agents.llm.memory import Answer
from lessonls.config import ModelSettings
from lessonls.core.lesson import Attempt, Brief, Proposal
from lessonls.core.message import Messages
from lessonls.core.need import Need, UnitTestNeed
from lessonls.core.prompts import PROMPTS, generator_prompt, unit_tests_prompt
from lessonls.core.replies import candidate, generator_text, lesson_text, unit_test_texts
from lessonls.core.target import Target

CAREFUL = 0.2
"""The temperature at which unit tests are written (LessonL), whatever the agent's own is."""


class Asks(Protocol):
    """Where the agent's questions go; `Endpoint` is one."""

    async def ask(
        self, messages: Messages, *, repair: bool = False, temperature: float | None = None
    ) -> Answer | None:
        """The answer, or None when the budget does not admit the question; AgentError.

        `temperature` is for this question alone.
        """
        ...


class ModelAgent:
    """Implements ports.Agent. With `share_code`, prompts show the code behind lessons."""

    def __init__(
        self, name: str, settings: ModelSettings, endpoint: Asks, *, share_code: bool = False
    ) -> None:
        self._name = name
        self._settings = settings
        self._endpoint = endpoint
        self._share_code = share_code

    @property
    def name(self) -> str:
        """Unique within a team."""
        return self._name

    def through(self, between: Callable[[Asks], Asks]) -> "ModelAgent":
        """The same agent, whose questions go through something that stands between."""
        return ModelAgent(
            self._name, self._settings, between(self._endpoint), share_code=self._share_code
        )

    async def propose(self, brief: Brief) -> Proposal | None:
        """A candidate; None when the budget is spent. Raises AgentError."""
        return await self.write(await self.question(brief), brief)

    async def question(self, brief: Brief) -> Messages:
        """What `propose` asks."""
        # Long files and odd answers take a while to read, which the event loop must not wait for.
        return await asyncio.to_thread(
            PROMPTS[brief.target.task].propose,
            brief,
            context=self._settings.context,
            share_code=self._share_code,
        )

    async def write(self, messages: Messages, brief: Brief) -> Proposal | None:
        """The candidate in the answer; None when the budget is spent. Raises AgentError."""
        return await _proposal(await self._endpoint.ask(messages), brief.target, brief.start)

    async def say(self, messages: Messages, *, temperature: float | None = None) -> str:
        """The text of the answer; "" when there is none. Raises AgentError."""
        answer = await self._endpoint.ask(messages, temperature=temperature)
        return "" if answer is None or answer.refused else answer.text

    async def generator(self, need: Need) -> str:
        """A program that makes inputs; "" where the model gives none. Raises AgentError."""
        context = self._settings.context
        messages = await asyncio.to_thread(generator_prompt, need, context=context)
        return await asyncio.to_thread(generator_text, await self.say(messages))

    async def unit_tests(self, need: UnitTestNeed) -> Sequence[str]:
        """Unit tests; none where the model gives none. Raises AgentError."""
        context = self._settings.context
        messages = await asyncio.to_thread(unit_tests_prompt, need, context=context)
        said = await self.say(messages, temperature=CAREFUL)
        return await asyncio.to_thread(unit_test_texts, said, need)

    async def repair(self, brief: Brief, attempt: Attempt) -> Proposal | None:
        """A second try at an attempt; None when the budget is spent. Raises AgentError."""
        context = self._settings.context
        prompt = PROMPTS[brief.target.task].repair
        messages = await asyncio.to_thread(prompt, brief, attempt, context=context)
        answer = await self._endpoint.ask(messages, repair=True)
        return await _proposal(answer, brief.target, attempt.code)

    async def explain(self, brief: Brief, attempt: Attempt) -> str:
        """What the attempt teaches; "" when the model does not say. Raises AgentError."""
        context = self._settings.context
        prompt = PROMPTS[brief.target.task].explain
        messages = await asyncio.to_thread(prompt, brief, attempt, context=context)
        return await asyncio.to_thread(lesson_text, await self.say(messages))


async def _proposal(answer: Answer | None, target: Target, start: str) -> Proposal | None:
    if answer is None:
        return None
    if answer.refused:
        reason = Key().line(answer.refusal)
        said = f": “{reason}”" if reason else ""
        return Proposal(code="", problem=f"The model refused to answer{said}.")
    if not answer.text.strip():
        early = "was cut off before it said anything" if answer.cut_off else "was empty"
        return Proposal(code="", problem=f"The answer {early}.")
    return await asyncio.to_thread(
        candidate, answer.text, target, cut_off=answer.cut_off, start=start
    )
