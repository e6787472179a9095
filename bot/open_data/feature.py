"""What the service knows, for everybody: public pages, data to take, a poster for the door."""

from collections.abc import Mapping, Sequence

from starlette.routing import BaseRoute

from bot.contracts.entrances import Entrances
from bot.contracts.feature import Feature, Translate
from bot.contracts.services import Program
from bot.open_data.pages.public import PublicPages, public_routes


def _routes(program: Program, translate: Mapping[str, Translate]) -> Sequence[BaseRoute]:
    return public_routes(program[PublicPages], program[Entrances], translate)


FEATURE = Feature(name="open_data", parts={PublicPages: PublicPages}, routes=_routes)
