"""What a child process may use from some moment on."""

import os
import resource
from contextlib import suppress

NICE = 5  # the program itself goes first


def limit(*, space: int, seconds: int, written: int, files: int) -> None:
    """Little memory, little time, and no dump of what it holds.

    Args:
        space: bytes of address space.
        seconds: of the processor.
        written: bytes of a file; 0 lets it write none.
        files: open at a time.
    """
    for what, most in (
        (resource.RLIMIT_AS, space),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, written),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, files),
    ):
        with suppress(ValueError, OSError):  # a system that doesn't know it, or allows less already
            resource.setrlimit(what, (most, most))
    with suppress(OSError):
        os.nice(NICE)
