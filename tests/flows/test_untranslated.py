"""A card that nobody has written in English says so, in English, and keeps its phones."""

from dataclasses import replace

import pytest

from bot.app.content_index import ContentIndex
from bot.catalogue.model import Text
from bot.catalogue.service import Catalogue
from tests.flows.conftest import services_of
from tests.talk import BareLine, Talk

SUBSIDY = "housing-subsidy"


@pytest.mark.parametrize("field", ["what", "now"])
async def test_a_card_in_ukrainian_alone_says_so(
    bare: BareLine, content_index: ContentIndex, field: str
) -> None:
    content = content_index.content
    known = content.catalogue
    changed = (
        replace(one, **{field: Text(getattr(one, field).main)}) if one.id == SUBSIDY else one
        for one in known
    )
    catalogue = Catalogue(changed, events=known.events, groups=known.groups)
    bare.services = services_of(content_index, content=replace(content, catalogue=catalogue))
    talk = Talk(bare)
    await talk.say("how do I get a housing subsidy")
    talk.sees("Some of this card is in Ukrainian only.", "0 800 503 753")
    await talk.say("in Ukrainian")
    talk.sees("Житлова субсидія", "0 800 503 753")
    talk.misses("лише українською")
