"""Questions in the citizen's own words."""

from bot.contracts.feature import Feature
from bot.places.gazetteer import Gazetteer
from bot.understanding import Understanding
from handlers.citizen import ask_question
from handlers.shared.reader import Reader, ReadTexts

FEATURE = Feature(
    name="questions",
    services={
        Reader: lambda s: Reader(s[Understanding], s[Gazetteer].find, s.known(ReadTexts)),
    },
    flows=(ask_question.flow,),
)
