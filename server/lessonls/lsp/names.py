"""The names that the server is asked for: of its commands, and of the kind of its code actions."""

from lsprotocol import types

KIND = types.CodeActionKind.RefactorRewrite

OPTIMIZE = "lessonls.optimize"
IMPLEMENT = "lessonls.implement"
CANCEL = "lessonls.cancel"
ACCEPT = "lessonls.accept"
ACCEPTED = "lessonls.accepted"
REJECT = "lessonls.reject"
SHOW_DIFF = "lessonls.showDiff"
WHY = "lessonls.why"
REPORT = "lessonls.report"
SUGGESTIONS = "lessonls.suggestions"
RUNS = "lessonls.runs"
LESSONS = "lessonls.lessons"
FORGET = "lessonls.forget"
HOTTEST = "lessonls.hottest"
EXPORT = "lessonls.exportLessons"

COMMANDS = (
    OPTIMIZE,
    IMPLEMENT,
    CANCEL,
    ACCEPT,
    ACCEPTED,
    REJECT,
    SHOW_DIFF,
    WHY,
    REPORT,
    SUGGESTIONS,
    RUNS,
    LESSONS,
    FORGET,
    HOTTEST,
    EXPORT,
)
