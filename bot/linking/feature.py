"""Linked chats, declared."""

from collections.abc import Sequence

from bot.contracts.feature import Ctx, Feature, Leaving, Notices
from bot.contracts.services import Services
from bot.engine.model import Link
from bot.engine.texts import N_
from bot.linking.codes import named_code
from bot.linking.service import Linked, Linking
from bot.linking.tables import link_codes
from bot.staff.service import Staff
from handlers.citizen import my_chats
from handlers.shared import links

LONGEST = 60  # letters of a message that tells a code
GO_TOO = N_("Your other linked chats are forgotten too.")


def _opens(text: str) -> Link | None:
    code = named_code(text) if len(text) <= LONGEST else ""
    return links.LINK_CHAT(code) if code else None


async def _told(_services: Services, news: Linked) -> Sequence[int]:
    return (news.told,)


async def _go_too(ctx: Ctx) -> Sequence[str]:
    return (GO_TOO,) if len(await ctx.services[Linking].chats(ctx.citizen.id)) > 1 else ()


async def _nothing(_ctx: Ctx) -> Sequence[str]:
    return ()


FEATURE = Feature(
    name="linking",
    tables=(link_codes,),
    services={Linking: lambda services: Linking(services.unit, services[Staff])},
    opens=_opens,
    flows=(my_chats.flow,),
    notices=(
        Notices(
            Linked,
            to=_told,
            say=my_chats.told,
            key=lambda news: f"linked.{news.chat}.{news.id}",
        ),
    ),
    leaving=Leaving(_go_too, _nothing),
)
