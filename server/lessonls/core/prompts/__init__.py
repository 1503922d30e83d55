"""What is said to a model: pure functions from briefs and verdicts to messages.

Everything that others wrote (code, lessons, messages of compilers) is framed as data.
"""

from lessonls.core.prompts.asking import lesson_prompt
from lessonls.core.prompts.generating import generator_prompt
from lessonls.core.prompts.implementing import (
    implement_prompt,
    implementation_lesson_prompt,
    repair_implementation_prompt,
)
from lessonls.core.prompts.optimizing import optimize_prompt, repair_prompt
from lessonls.core.prompts.tasks import PROMPTS
from lessonls.core.prompts.unit_tests import unit_tests_prompt

__all__ = [
    "PROMPTS",
    "generator_prompt",
    "implement_prompt",
    "implementation_lesson_prompt",
    "lesson_prompt",
    "optimize_prompt",
    "repair_implementation_prompt",
    "repair_prompt",
    "unit_tests_prompt",
]
