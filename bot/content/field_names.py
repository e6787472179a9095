"""Names of all fields of content: a misspelt one is told with the nearest of them."""

from typing import Final

from bot.content.schema import (
    AboutIn,
    GroupIn,
    InsteadIn,
    LibraryIn,
    LifeEventIn,
    PhotoIn,
    RefusalIn,
    RunByIn,
    ServiceIn,
    ServicesFile,
    TextIn,
    ThresholdsIn,
)
from bot.content.schema_calendar import CalendarIn, HolidayIn, MartialLawIn
from bot.content.schema_emergency import DangerIn, EmergencyIn, LineIn, MannerIn, WordGroupIn
from bot.content.schema_legal_aid import ContactPointIn, FactIn, LegalAidIn
from bot.content.sources import SourceIn

FIELD_NAMES: Final = frozenset(
    name
    for model in (
        TextIn, InsteadIn, SourceIn, ServiceIn, ServicesFile, LifeEventIn, GroupIn, LibraryIn,
        ContactPointIn, FactIn, LegalAidIn, LineIn, DangerIn, WordGroupIn, MannerIn, EmergencyIn,
        HolidayIn, MartialLawIn, CalendarIn, RunByIn,
        ThresholdsIn, RefusalIn, AboutIn, PhotoIn,
    )
    for name in model.model_fields
)  # fmt: skip
