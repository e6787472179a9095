"""How much room files may take: on the disk, of all citizens, of one in a day."""

from dataclasses import dataclass

from bot.files.rules import FileRefusal, FileRefusedError

MEGABYTE = 1024 * 1024
DAY_BYTES = 200 * MEGABYTE
TOTAL_BYTES = 10 * 1024 * MEGABYTE
FLOOR_BYTES = 500 * MEGABYTE
AGAIN_SECONDS = 3600
DISK_AGAIN_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Taken:
    """Bytes that are taken up: of one citizen lately, of all citizens."""

    mine: int
    everybody: int


@dataclass(frozen=True, slots=True)
class Quotas:
    """Bytes.

    Attributes:
        day: one citizen may send within a day.
        total: files of all citizens may have.
        floor: must stay free on the disk that the database is on.
    """

    day: int = DAY_BYTES
    total: int = TOTAL_BYTES
    floor: int = FLOOR_BYTES

    def check(self, taken: Taken, more: int) -> None:
        """Raises FileRefusedError when a citizen's file of `more` bytes doesn't fit."""
        if taken.mine + more > self.day:
            raise FileRefusedError(FileRefusal.DAILY, after=AGAIN_SECONDS)
        if taken.everybody + more > self.total:
            raise FileRefusedError(FileRefusal.FULL, after=AGAIN_SECONDS)

    def check_disk(self, free: int | None, more: int) -> None:
        """Raises FileRefusedError when the disk would get too full; None is an unknown one."""
        if free is not None and free - more < self.floor:
            raise FileRefusedError(FileRefusal.FULL, after=DISK_AGAIN_SECONDS)
