"""Files on their way between citizens and librarians."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from starlette.routing import BaseRoute

from bot.contracts.feature import Due, Feature, Translate
from bot.contracts.services import Services
from bot.files.file_store import FileStore
from bot.files.model import files
from bot.files.page import file_routes
from bot.files.service import Files
from bot.storage.database import Unit


async def _unclaimed(unit: Unit, now: datetime) -> Sequence[bool]:
    return [True] if await Files(unit).unclaimed(now=now) else []


async def _drop_unclaimed(services: Services, _found: bool, now: datetime) -> None:
    Files(services.unit).drop_unclaimed(now=now)


def _routes(program: Mapping[type, Any], translate: Mapping[str, Translate]) -> Sequence[BaseRoute]:
    return file_routes(program[FileStore], translate)


FEATURE = Feature(
    name="files",
    tables=(files,),
    due=(Due("uploads whose message never came", _unclaimed, _drop_unclaimed),),
    routes=_routes,
)
