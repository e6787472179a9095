"""What cards and playbooks say alike: telephones, and when it was checked."""

from collections.abc import Iterable
from datetime import date

from bot.catalogue.model import Call
from bot.contracts.feature import Ctx
from bot.engine.model import Button
from bot.engine.wording import full_date, phone


def call_lines(ctx: Ctx, calls: Iterable[Call]) -> list[str]:
    """Whom to call, a line each; the call is said to be free only where somebody told it."""
    lines = []
    for one in calls:
        known = {"phone": phone(one.phone), "whom": one.whom.in_(ctx.lang)}
        told = ctx._("Call %(phone)s – %(whom)s.", **known)
        lines.append(ctx._("Call %(phone)s – %(whom)s, free.", **known) if one.free else told)
    return lines


def call_buttons(ctx: Ctx, calls: Iterable[Call]) -> tuple[Button, ...]:
    """The first number as the primary button."""
    return tuple(
        Button(
            ctx._("Call %(phone)s", phone=phone(one.phone)),
            url=f"tel:{''.join(filter(lambda sign: sign.isdecimal() or sign == '+', one.phone))}",
            tone="" if number else "primary",
        )
        for number, one in enumerate(calls)
    )


def checked_line(ctx: Ctx, checked: date | None) -> str:
    """When somebody compared it with its source; that nobody has."""
    if checked is None:
        return ctx._("Not checked yet.")
    return ctx._("Checked on %(date)s.", date=full_date(checked, ctx.lang))
