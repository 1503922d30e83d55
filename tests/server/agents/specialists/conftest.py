"""What every test of a rewrite does around it."""

from collections.abc import Callable

import pytest

from lessonls.agents.specialists.recipes import Pass
from lessonls.agents.specialists.rewriting.code import Code
from lessonls.core.target import Language, Mode


@pytest.fixture
def rewritten() -> Callable[..., str]:
    """Applies a pass: the result is sound, the same every time, and nothing is done twice."""

    def run(one: Pass, text: str, language: Language = Language.CPP) -> str:
        code = Code(text, language, Mode.SERIAL)
        assert code.sound, text
        after = one.run(code)
        assert after.sound, after.text
        assert one.run(after).text == after.text, "applied twice"
        assert one.run(Code(text, language, Mode.SERIAL)).text == after.text
        return after.text

    return run
