"""A run as one HTML page: what is claimed, on what evidence, and how the team got there.

The page needs no network and no script, and looks the same in a browser and in an editor.
Everything that others wrote (code, names, reasons, lessons) is text in it, whatever it says.
"""

from lessonls.core.page.document import report_page

__all__ = ["report_page"]
