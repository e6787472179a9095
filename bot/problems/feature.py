"""What could not be done: events that broke and letters that were not delivered."""

from bot.contracts.feature import Feature, NavigationEntry, Page
from bot.engine.texts import N_
from bot.problems.pages import problems
from bot.problems.service import Problems
from bot.staff.model import Role

FEATURE = Feature(
    name="problems",
    services={Problems: lambda services: Problems(services.unit)},
    pages=(
        Page("/desk/problems", problems.problems, role=Role.ADMIN),
        Page("/desk/problems/retry", problems.retry, role=Role.ADMIN, post=True),
        Page("/desk/problems/drop", problems.drop, role=Role.ADMIN, post=True),
    ),
    navigation=(NavigationEntry(N_("Problems"), "/desk/problems", role=Role.ADMIN),),
)
