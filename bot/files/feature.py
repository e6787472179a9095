"""Files on their way between citizens and librarians."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from starlette.routing import BaseRoute

from bot.contracts.feature import Due, Feature, Translate
from bot.contracts.services import Process, Program, Services
from bot.files.examiner import Examiner
from bot.files.file_store import FileStore
from bot.files.model import files
from bot.files.page import file_routes
from bot.files.quotas import MEGABYTE, Quotas
from bot.files.repository import Files
from bot.files.scanner import Scanner, read_scanner_address
from bot.storage.database import Unit


async def _unclaimed(unit: Unit, now: datetime) -> Sequence[bool]:
    return [True] if await Files(unit).unclaimed(now=now) else []


async def _drop_unclaimed(services: Services, _found: bool, now: datetime) -> None:
    Files(services.unit).drop_unclaimed(now=now)


def _file_store(process: Process) -> FileStore:
    """With the scanner and the room that the settings name."""
    settings = process.settings
    scanner = Scanner(read_scanner_address(settings.clamav)) if settings.clamav else None
    quotas = Quotas(
        total=settings.files_total_mb * MEGABYTE, floor=settings.disk_floor_mb * MEGABYTE
    )
    examiner = Examiner(scanner)
    return FileStore(process.database, clock=process.clock, examiner=examiner, quotas=quotas)


def _routes(program: Program, translate: Mapping[str, Translate]) -> Sequence[BaseRoute]:
    return file_routes(program[FileStore], translate)


FEATURE = Feature(
    name="files",
    tables=(files,),
    parts={FileStore: _file_store},
    due=(Due("uploads whose message never came", _unclaimed, _drop_unclaimed),),
    routes=_routes,
)
