"""What most recipes begin with: loops that count, each with a variable of its own."""

from lessonls.agents.specialists.passes.aliasing.loop_variables import OWN_VARIABLES
from lessonls.agents.specialists.passes.locality.macros import MACROS
from lessonls.agents.specialists.passes.loop_ends import LOOP_ENDS
from lessonls.agents.specialists.passes.loop_heads import LOOP_HEADS
from lessonls.agents.specialists.passes.pointer_steps import POINTER_STEPS
from lessonls.agents.specialists.passes.typed_pointers import TYPED_POINTERS
from lessonls.agents.specialists.passes.while_loops import WHILE_LOOPS

OWN_LOOPS = (WHILE_LOOPS, LOOP_HEADS, OWN_VARIABLES)
PLAIN_LOOPS = (MACROS, TYPED_POINTERS, *OWN_LOOPS, LOOP_ENDS, POINTER_STEPS)
"""Also with heads that compare nothing but the variable."""
