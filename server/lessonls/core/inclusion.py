"""A header inside the source that includes it, in one translation unit.

The unit is the source. Where that comes to the header, by whatever way, the header's file includes
the unit once more, which then is the header with a rewrite in it. In units of another form the file
is empty: a header that leads back to what is judged adds nothing.
"""

from lessonls.core.target import Language, unit_name

_INSIDE, _OWN = "LESSONLS_INSIDE", "LESSONLS_OWN"


def own_header(language: Language) -> str:
    """What stands in the header's place on the disk."""
    return (
        f"#ifdef {_INSIDE}\n#define {_OWN}\n"
        f'#include "{unit_name(language)}"\n#undef {_OWN}\n#endif\n'
    )


def inside(source: str, header: str, rest: str) -> str:
    """The unit of a source that includes the header, and what stands behind everything."""
    return f"#ifdef {_OWN}\n{header}\n#else\n#define {_INSIDE}\n{source}\n{rest}\n#endif\n"
