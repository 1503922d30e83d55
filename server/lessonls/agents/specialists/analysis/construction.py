"""What a variable is constructed with."""

from lessonls.agents.specialists.analysis.shapes import Declaration
from lessonls.core.reading.syntax import text_of, walk


def construction(found: Declaration) -> tuple[str, ...]:
    """The arguments in the brackets behind a declared name.

    `std::vector<int> v(n);` reads like a function with a parameter of type `n`, to the grammar.
    """
    if found.init is not None:
        listed = found.init if found.init.type == "argument_list" else None
    else:
        functions = [node for node in walk(found.node) if node.type == "function_declarator"]
        owned = (
            node
            for node in functions
            if (name := node.child_by_field_name("declarator")) and text_of(name) == found.name
        )
        listed = next((node.child_by_field_name("parameters") for node in owned), None)
    return tuple(text_of(one) for one in listed.named_children) if listed is not None else ()
