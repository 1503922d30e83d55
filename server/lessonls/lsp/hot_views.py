"""Hot functions as clients see them."""

from typing import Any

from lessonls.core.profiles import HotFunction
from lessonls.lsp.run_views import View


class HotView(View):
    """A function that can be optimized; `line` counts from 0. `gain` is the whole program's when
    the function becomes 2x faster.
    """

    name: str
    uri: str
    line: int
    share: float
    gain: float


def hot_view(hot: HotFunction) -> dict[str, Any]:
    """The function as an object of the protocol."""
    target = hot.target
    view = HotView(
        name=target.qualified_name,
        uri=target.path.absolute().as_uri(),
        line=target.line - 1,
        share=hot.share,
        gain=hot.gain,
    )
    return view.model_dump(mode="json", by_alias=True)
