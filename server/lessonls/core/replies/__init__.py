"""What a model's reply says: the candidate in it, its lesson, or what it was to write for a check.
Replies are data, whatever they say.

Nothing here runs or compiles anything, and no text makes it fail.
"""

from lessonls.core.replies.generators import generator_text
from lessonls.core.replies.implementing import implementation
from lessonls.core.replies.proposing import proposal
from lessonls.core.replies.tasks import candidate
from lessonls.core.replies.telling import lesson_text
from lessonls.core.replies.unit_tests import unit_test_texts

__all__ = [
    "candidate",
    "generator_text",
    "implementation",
    "lesson_text",
    "proposal",
    "unit_test_texts",
]
