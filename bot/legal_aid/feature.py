"""Free legal aid: whom to call, who is entitled."""

from collections.abc import Iterable, Sequence

from bot.content import Content
from bot.contracts.feature import Feature, MenuEntry
from bot.engine.texts import N_
from handlers.citizen import legal_help


def _phones(content: Content, lang: str) -> Iterable[tuple[str, Sequence[str]]]:
    centre = content.legal_aid.contact_centre
    if centre is not None and centre.phone:
        yield centre.name.in_(lang), (centre.phone,)


FEATURE = Feature(
    name="legal_aid",
    flows=(legal_help.flow,),
    phones=_phones,
    menu=(MenuEntry("legal", N_("Legal aid"), to=legal_help.whom),),
)
