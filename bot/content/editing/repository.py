"""A content folder that is a git repository gets a commit for each change.

One that lies inside of another repository (a clone of the program) gets them where the owner of
that repository says so: `git config mistok.commit true`. Else our commits would stand among theirs
and in the way of their `git pull`.
"""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import structlog

log = structlog.get_logger(__name__)

TAKES_SECONDS: Final = 20


def commit(folder: Path, files: Sequence[str], *, by: str, why: str) -> None:
    """Commit these files alone; a folder that is no repository of content is left as it is.

    A commit that fails is told in the log: the files are written all the same.
    """
    git = shutil.which("git")
    if git is None or not ((folder / ".git").exists() or _is_wanted(git, folder)):
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


def _is_wanted(git: str, folder: Path) -> bool:
    """Whether the repository around the folder is set so; nobody else's setting counts."""
    asked = ("config", "--local", "--type=bool", "--get", "mistok.commit")
    try:
        told = subprocess.run(  # noqa: S603 -- no shell; nothing of a person's in it
            [git, "-C", str(folder), *asked], check=True, capture_output=True, text=True,
            timeout=TAKES_SECONDS,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return False  # there is none around it, or it says nothing
    return told.stdout.strip() == "true"
