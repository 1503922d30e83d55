"""Records the campaigns anew: python -m tests.benchmarks.recorded.record [PYTHON MODEL]

The answers of `campaign` are this file's, given by the scripted server over HTTP: no model said any
of them. Those of `small_model` are a real model's; `make real-model` installs the two arguments.
"""

import asyncio
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.campaign.folder import manifest_of
from benchmarks.real_model import serving
from lessonls.core.machine import Machine
from tests.openai_server import OpenAIServer, Reply, Request

HERE = Path(__file__).parent
SOURCE = "the scripted server of lessonls' tests"
SMALL_MODEL = "SmolLM2-135M-Instruct (4 bits), a real model, behind llama.cpp's server"
LESSON = "A sum that is carried along needs no second loop."
NOWHERE = Machine(name="scripted", compiler="a compiler", cpu="a processor", cores=1, noise=0.0)
"""Where it was recorded makes no difference: nothing that was measured is kept."""
FLAGS = ("--data", str(HERE / "problems"), "--team", "scripted", "--rounds", "2")
SHORT = "max_tokens = 300\ntimeout = 300\n"
"""Lines for a model that is slow and may not come to an end."""
CONFIG = """\
[agents.scripted]
model = "scripted"
base_url = "{base_url}"
{limits}
[teams]
scripted = ["scripted"]
"""

_TOTAL = """\
```c
double total(const double *values, size_t n) {
    double sum = 0.0;
#pragma omp simd reduction(+ : sum)
    for (size_t i = 0; i < n; i++) sum += values[i];
    return sum;
}
```
"""
_WRONG = """\
```cpp
void running(const std::vector<int>& from, std::vector<long>& to) {
    long sum = 0;
    for (std::size_t i = 0; i + 1 < from.size(); ++i) to[i] = sum += from[i];
}
```
"""
_RUNNING = _WRONG.replace("i + 1 <", "i <")


def answer(request: Request) -> Reply:
    """What the server says, by what is asked about which function."""
    if "what others can learn" in request.prompt:
        return Reply(LESSON)
    if "double total(" in request.prompt:
        return Reply(_TOTAL)
    return Reply(_RUNNING if "What was tried" in request.prompt else _WRONG)


async def main(arguments: Sequence[str]) -> int:
    """Writes `campaign`, or `small_model`, in place of an older one."""
    if not arguments:
        async with OpenAIServer(answer) as server:
            return await _recorded("campaign", SOURCE, server.base_url)
    python, model = map(Path, arguments)
    with serving(python, model) as base_url:
        return await _recorded("small_model", SMALL_MODEL, base_url, SHORT)


async def _recorded(name: str, source: str, base_url: str, limits: str = "") -> int:
    """Keeps what was said, and not what was measured."""
    campaign = HERE / name
    shutil.rmtree(campaign, ignore_errors=True)
    with TemporaryDirectory() as folder:
        config = Path(folder) / "config.toml"
        config.write_text(CONFIG.format(base_url=base_url, limits=limits))
        command = [sys.executable, "-m", "benchmarks.campaign", "run", *FLAGS, "--record"]
        command += ["--source", source, "--output", str(campaign)]
        process = await asyncio.create_subprocess_exec(
            *command, env={"LESSONLS_CONFIG": str(config), "PATH": "/usr/bin:/bin"}
        )
        code = await process.wait()
    shutil.rmtree(campaign / "records")
    (campaign / "lock").unlink()
    manifest = campaign / "manifest.json"
    found = manifest_of(campaign)
    flags = tuple(flag for flag in found.flags if not flag.startswith("-I"))
    recorded = found.model_copy(update={"machines": (NOWHERE,), "flags": flags})
    manifest.write_text(recorded.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
