"""Free legal aid: whom to call, who is entitled."""

from bot.contracts.feature import Feature, MenuEntry
from bot.engine.texts import N_
from handlers.citizen import legal_help

FEATURE = Feature(
    name="legal_aid",
    flows=(legal_help.flow,),
    menu=(MenuEntry("legal", N_("Legal aid"), to=legal_help.whom),),
)
