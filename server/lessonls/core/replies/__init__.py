"""What a model's reply says: the rewrite in it, or its lesson. Replies are data, whatever they say.

Nothing here runs or compiles anything, and no text makes it fail.
"""

from lessonls.core.replies.generators import generator_text
from lessonls.core.replies.proposing import proposal
from lessonls.core.replies.telling import lesson_text

__all__ = ["generator_text", "lesson_text", "proposal"]
