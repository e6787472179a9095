"""A file before it is kept or given: its size, its kind, what is risky in it, its viruses."""

from bot.files.bounded_child import NoAnswerError
from bot.files.child import Child
from bot.files.rules import (
    STAFF_BYTES,
    FileRefusal,
    FileRefusedError,
    allowed,
    check_size,
    is_sheet,
)
from bot.files.scanner import Scan, Scanner
from bot.files.verdict import Verdict

AGAIN_SECONDS = 30


class Examiner:
    """Looks into files, in processes beside this one.

    Args:
        scanner: a virus scanner; None where there is none.
        child: judges the kind; the usual one when None.
    """

    def __init__(self, scanner: Scanner | None = None, *, child: Child | None = None) -> None:
        self._scanner = scanner
        self._child = child or Child()

    @property
    def scans(self) -> bool:
        """Whether there is a scanner to ask."""
        return self._scanner is not None

    async def examine(self, body: bytes, name: str, *, most: int = STAFF_BYTES) -> Verdict:
        """What the file is and what to warn of.

        Args:
            body: the whole file.
            name: as the sender called it.
            most: bytes allowed.

        Raises:
            FileRefusedError: it is empty, larger than `most`, of a kind we don't take or
                infected; or it can't be looked into just now.
        """
        check_size(body, most)
        try:
            kind = await self._child.judge(body, is_sheet=is_sheet(name))
        except NoAnswerError as error:
            if error.fault:
                raise FileRefusedError(FileRefusal.TYPE) from None
            raise FileRefusedError(FileRefusal.BUSY, after=AGAIN_SECONDS) from None
        return Verdict(allowed(kind.media_type, name), kind.risks, await self.scanned(body))

    async def scanned(self, body: bytes) -> bool:
        """Whether a scanner looked and found nothing. Raises FileRefusedError when it did."""
        said = await self._scanner.scan(body) if self._scanner else Scan.NONE
        if said is Scan.INFECTED:
            raise FileRefusedError(FileRefusal.INFECTED)
        return said is Scan.CLEAN
