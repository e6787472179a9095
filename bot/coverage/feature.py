"""Who lives near a library that can help: for coordinators and the administration."""

from bot.contracts.feature import Feature, NavigationEntry, Page
from bot.coverage.pages import coverage
from bot.coverage.pages.coverage import PAGE
from bot.engine.texts import N_
from bot.staff.model import Role

FEATURE = Feature(
    name="coverage",
    pages=(
        Page(PAGE, coverage.page, role=Role.COORDINATOR),
        Page(f"{PAGE}/coverage.xlsx", coverage.spreadsheet, role=Role.COORDINATOR),
        Page(f"{PAGE}/map.svg", coverage.picture, role=Role.COORDINATOR),
    ),
    navigation=(NavigationEntry(N_("Coverage"), PAGE, role=Role.COORDINATOR, last=True),),
)
