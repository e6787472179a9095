"""Learning from use: questions that were not understood, for editors."""

from bot.content import Content
from bot.contracts.feature import Feature
from bot.learning.model import unclear_questions
from bot.learning.service import Learning

FEATURE = Feature(
    name="learning",
    tables=(unclear_questions,),
    services={Learning: lambda s: Learning(s.unit, content_version=s[Content].version)},
)
