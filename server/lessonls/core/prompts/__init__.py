"""What is said to a model: pure functions from briefs and verdicts to messages.

Everything that others wrote (code, lessons, messages of compilers) is framed as data.
"""

from lessonls.core.prompts.asking import lesson_prompt
from lessonls.core.prompts.generating import generator_prompt
from lessonls.core.prompts.optimizing import optimize_prompt, repair_prompt

__all__ = ["generator_prompt", "lesson_prompt", "optimize_prompt", "repair_prompt"]
