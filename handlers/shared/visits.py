"""What those hear who are expected at a library that is closed or elsewhere then."""

from bot.contracts.feature import Ctx
from bot.engine.model import Button, Say
from bot.libraries.live import VisitAffected
from handlers.shared import links
from handlers.shared.appointments import when, where
from handlers.shared.live import line_of


def visit_affected(ctx: Ctx, event: VisitAffected) -> Say:
    """To who has an appointment there: closed or moved, or as usual again."""
    one = event.appointment
    expected = ctx._("Your appointment: %(when)s, %(where)s.", when=when(ctx, one.starts_at),
                     where=where(ctx, one))  # fmt: skip
    if event.is_over:
        return Say("\n".join((expected, ctx._("The library works as usual again: do come."))))
    advice = ctx._("Call before you go, or choose another time.")
    return Say(
        "\n".join((expected, line_of(ctx, event.state), advice)),
        buttons=(
            Button(ctx._("Move it"), links.APPOINTMENT_MOVE(one.number)),
            Button(ctx._("Cancel it"), links.APPOINTMENT_CANCEL(one.number)),
        ),
    )
