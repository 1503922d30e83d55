"""Small projects in the shapes of real ones, laid out as their users have them."""

import re
import shutil
from pathlib import Path

HERE = Path(__file__).parent
SETTINGS = """team = "one"
rounds = 1
{more}
[teams]
one = ["locality"]
"""
"""One specialist and one round: what is shown is the way, not how far it leads."""
VALUES = {"PROJECT_VERSION": "2.0", "ATLAS_CLASSES": "64"}
"""What the build writes into headers that it makes."""


def laid_out(project: str, root: Path, *, configured: bool = True) -> Path:
    """A copy of the project there. One that is configured has been through CMake: its build
    folder has the database and the headers that are made there.
    """
    shutil.copytree(HERE / project, root)
    database = (root / "compile_commands.json.in").read_text(encoding="utf-8")
    (root / "compile_commands.json.in").unlink()
    if not configured:
        return root
    (root / "build").mkdir()
    commands = root / "build" / "compile_commands.json"
    commands.write_text(database.replace("@ROOT@", str(root)), encoding="utf-8")
    for template in root.glob("*.hpp.in"):
        made = root / "build" / "generated" / "atlas" / template.stem
        made.parent.mkdir(parents=True)
        text = template.read_text(encoding="utf-8")
        made.write_text(re.sub(r"@(\w+)@", lambda name: VALUES[name[1]], text), encoding="utf-8")
    return root


def settings_in(folder: Path, **settings: str) -> dict[str, str]:
    """Variables for processes: settings and lessons in the folder, nothing of the user's."""
    more = "".join(f'{name} = "{value}"\n' for name, value in settings.items())
    (folder / "config.toml").write_text(SETTINGS.format(more=more), encoding="utf-8")
    return {
        "LESSONLS_CONFIG": str(folder / "config.toml"),
        "LESSONLS_HOME": str(folder / "home"),
    }
