"""A list of libraries read in a process of its own: as a program, the list on its input.

Input: a line of JSON, then the file. "size": its bytes; "name": what messages call it; "folder":
the content; "source": who told it; "today": the day in Kyiv; "dated": of which
day the list is, "" where nobody said so; "is_shared": a telephone of several libraries is
that of each; "matches": what is answered of a map's
objects; "by": who puts it in place, "" only looks; "mark": of the plan that they saw.
Output: a line of JSON, {"plan": as `Plan`, "mark": its mark, "files": [names], "is_written": bool},
or {"error": what is wrong with the file, or with writing}.
"""

import json
import sys
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final

from bot.app.library_list import plan_list, take_list
from bot.content.editing import EditError
from bot.content.library_list.table import UnreadableListError
from bot.files.limits import limit

SPACE: Final = 1024 * 1024 * 1024  # bytes: the program, all settlements, the list in memory
SECONDS: Final = 60  # of the processor: 20,000 rows take less
WRITTEN: Final = 64 * 1024 * 1024  # bytes of one file
FILES: Final = 64
HEADER_BYTES: Final = 64 * 1024
DISPENSABLE: Final = "1000"  # where memory lacks, the system ends this process first


def main() -> None:
    """Look at the list that comes in, and put it in place where somebody says so."""
    given = json.loads(sys.stdin.buffer.readline(HEADER_BYTES))
    limit(space=SPACE, seconds=SECONDS, written=WRITTEN, files=FILES)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(DISPENSABLE, encoding="ascii")
    try:
        told = _told(given, sys.stdin.buffer.read(given["size"]))
    except (UnreadableListError, EditError) as error:
        told = {"error": str(error)}
    sys.stdout.write(json.dumps(told, ensure_ascii=False, default=str) + "\n")


def _told(given: dict[str, Any], body: bytes) -> dict[str, Any]:
    folder, source = Path(given["folder"]), given["source"]
    today = date.fromisoformat(given["today"])
    dated = date.fromisoformat(given["dated"]) if given["dated"] else None
    planned = plan_list(folder, body, given["name"], source=source, today=today, dated=dated,
                        is_shared=bool(given["is_shared"]), matches=given["matches"])  # fmt: skip
    is_written = bool(given["by"]) and planned.mark == given["mark"]
    if is_written:
        take_list(folder, planned, by=given["by"], why=source)
    return {
        "plan": asdict(planned.plan), "mark": planned.mark, "is_written": is_written,
        "files": [one.file for one in planned.changes],
    }  # fmt: skip
