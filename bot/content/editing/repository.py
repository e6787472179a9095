"""A content folder that is a git repository gets a commit for each change."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import structlog

log = structlog.get_logger(__name__)

TAKES_SECONDS: Final = 20


def commit(folder: Path, files: Sequence[str], *, by: str, why: str) -> None:
    """Commit these files alone; a folder that is no repository is left as it is.

    A commit that fails is told in the log: the files are written all the same.
    """
    git = shutil.which("git")
    if git is None or not (folder / ".git").exists():
        return
    who = ("-c", f"user.name={by}", "-c", "user.email=mistok@localhost")
    for command in (("add", "--", *files), ("commit", "-q", "-m", why, "--", *files)):
        try:
            subprocess.run(  # noqa: S603 -- no shell; names of our own files
                [git, "-C", str(folder), *who, *command], check=True, capture_output=True,
                timeout=TAKES_SECONDS,
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError) as error:
            log.warning("content.not_committed", exc_info=error, next="Commit the folder by hand.")
            return
