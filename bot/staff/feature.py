"""Who works at the desk: their accounts, how they come in, and the log of what they do."""

from collections.abc import Sequence

from bot.console.confirm import confirmed
from bot.contracts.feature import (
    Ctx,
    Feature,
    Leaving,
    Mail,
    Mailbox,
    NavigationEntry,
    Notices,
    Page,
)
from bot.contracts.services import Services
from bot.engine.model import Link
from bot.engine.texts import N_
from bot.staff.codes import typed_code
from bot.staff.mailboxes import CodeSent
from bot.staff.model import (
    Role,
    staff,
    staff_acts,
    staff_attempts,
    staff_invitations,
    staff_mail,
    staff_sessions,
    staff_spare_codes,
)
from bot.staff.pages import account, audit, mail, people, sign_in
from bot.staff.service import Staff
from bot.staff.sign_in import SignIn
from bot.storage.database import Unit
from handlers.shared import links

ENTER = "/desk/enter/{token}"


def _opens(text: str) -> Link | None:
    """A code of an invitation opens the desk wherever it is typed, and is never a question.

    What only may be one opens it when it is known.
    """
    typed = typed_code(text)
    if typed is None:
        return None
    return (links.STAFF if typed.is_sure else links.STAFF_PERHAPS)(typed.code)


async def _stays(ctx: Ctx) -> Sequence[str]:
    if await ctx.services[Staff].of_citizen(ctx.citizen.id):
        return (N_("Your seat at the desk stays: your library’s head removes it."),)
    return ()


async def _leave(_ctx: Ctx) -> Sequence[str]:
    return ()


async def _trusts(unit: Unit, key: bytes) -> bool:
    return await Staff(unit).has_conversation(key)


async def _nobody(_services: Services, _sent: CodeSent) -> Sequence[int]:
    return ()


async def _typed(_services: Services, sent: CodeSent) -> Sequence[Mailbox]:
    return (Mailbox(sent.address, sent.lang, str(sent.person)),)


def _code(ctx: Ctx, sent: CodeSent) -> Mail:
    """It says what it is for, and nobody’s name."""
    text = ctx._("Code: %(code)s\n\nWrite it on the page of your account at the librarians’ desk, "
                 "then short letters come to this address. If you have asked for none, do nothing.",
                 code=sent.code)  # fmt: skip
    return Mail(ctx._("Mistok: a code for letters"), text)


FEATURE = Feature(
    name="staff",
    tables=(
        staff,
        staff_invitations,
        staff_sessions,
        staff_spare_codes,
        staff_mail,
        staff_attempts,
        staff_acts,
    ),
    services={Staff: lambda s: Staff(s.unit), SignIn: lambda s: SignIn(s.unit)},
    opens=_opens,
    notices=(
        Notices(
            CodeSent,
            to=_nobody,
            say=lambda _ctx, _sent: (),
            key=lambda sent: f"mailcode.{sent.person}.{int(sent.at.timestamp())}",
            mailboxes=_typed,
            mail=_code,
        ),
    ),
    leaving=Leaving(_stays, _leave),
    trusts=_trusts,
    pages=(
        Page(ENTER, sign_in.link, role=""),
        Page(ENTER, sign_in.enter, role="", post=True),
        Page("/desk/sign-in", sign_in.form, role=""),
        Page("/desk/sign-in", sign_in.sign_in, role="", post=True),
        Page("/desk/sign-out", sign_in.sign_out, post=True),
        Page("/desk/account", account.account),
        Page(
            "/desk/account/password",
            confirmed(account.password, unless=lambda visit: not visit.person.has_password),
            post=True,
        ),
        Page("/desk/account/code", confirmed(account.app_code), post=True),
        Page("/desk/account/spare-codes", confirmed(account.spare_codes), post=True),
        Page(
            "/desk/account/messenger",
            confirmed(account.messenger, unless=lambda visit: bool(visit.text("off"))),
            post=True,
        ),
        Page("/desk/account/sessions", account.end_session, post=True),
        Page("/desk/account/told", account.told, post=True),
        Page("/desk/account/email", mail.offer, post=True),
        Page("/desk/account/email/code", mail.confirm, post=True),
        Page("/desk/account/email/off", mail.off, post=True),
        Page("/desk/account/notices", account.notices, post=True),
        Page("/desk/people", people.people, role=Role.HEAD),
        Page("/desk/people/invite", confirmed(people.invite), role=Role.HEAD, post=True),
        Page("/desk/people/again", confirmed(people.again), role=Role.HEAD, post=True),
        Page("/desk/people/codes", confirmed(people.no_codes), role=Role.HEAD, post=True),
        Page("/desk/people/card", people.card, role=Role.HEAD, post=True),
        Page("/desk/people/remove", confirmed(people.remove), role=Role.HEAD, post=True),
        Page("/desk/audit", audit.audit, role=Role.ADMIN),
        Page("/desk/audit/file", audit.file, role=Role.ADMIN),
    ),
    navigation=(
        NavigationEntry(N_("People"), "/desk/people", role=Role.HEAD),
        NavigationEntry(N_("Log"), "/desk/audit", role=Role.ADMIN),
    ),
)
