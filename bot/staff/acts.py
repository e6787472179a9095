"""The log of the staff: every reading, every sign-in, every change of an account.

It holds numbers of requests and ids of people, never a citizen's words. Rows are only added.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.engine.texts import N_


class Act(StrEnum):
    """What the log keeps."""

    READ = "read"
    LISTED = "listed"
    DOWNLOADED = "downloaded"
    SHOWN = "shown"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_FAILED = "sign_in_failed"
    THROTTLED = "throttled"
    SLOWED = "slowed"
    SESSION_ENDED = "session_ended"
    PASSWORD_SET = "password_set"  # noqa: S105 -- the name of an act
    CODES_ON = "codes_on"
    CODES_OFF = "codes_off"
    CODES_RESET = "codes_reset"
    SPARE_CODES_MADE = "spare_codes_made"
    SPARE_CODE_USED = "spare_code_used"
    CLOCK_WENT_BACK = "clock_went_back"
    INVITED = "invited"
    RESET_GIVEN = "reset_given"
    RESET_USED = "reset_used"
    REMOVED = "removed"
    CODE_GIVEN = "code_given"
    LINKED = "linked"
    UNLINKED = "unlinked"
    CARD_GIVEN = "card_given"
    CARD_TAKEN = "card_taken"
    EXPORTED = "exported"
    APPOINTMENTS_SEEN = "appointments_seen"
    RETRIED = "problem_retried"
    DROPPED = "problem_dropped"


NAMES = {
    Act.READ: N_("read the request"),
    Act.LISTED: N_("saw requests in a list"),
    Act.DOWNLOADED: N_("took a file of the request"),
    Act.SHOWN: N_("gave the answer to a reader who came with its key"),
    Act.SIGNED_IN: N_("signed in"),
    Act.SIGNED_OUT: N_("signed out"),
    Act.SIGN_IN_FAILED: N_("sign-in failed: wrong password or code"),
    Act.THROTTLED: N_("sign-in stopped for a quarter of an hour: too many attempts"),
    Act.SLOWED: N_("sign-in slowed down: attempts from many addresses"),
    Act.SESSION_ENDED: N_("ended a session on another computer"),
    Act.PASSWORD_SET: N_("set a login and a password"),
    Act.CODES_ON: N_("turned codes of an app on"),
    Act.CODES_OFF: N_("turned codes of an app off"),
    Act.CODES_RESET: N_("turned off the codes of a person who lost their phone"),
    Act.SPARE_CODES_MADE: N_("made new spare codes"),
    Act.SPARE_CODE_USED: N_("a spare code was used in place of the app’s"),
    Act.CLOCK_WENT_BACK: N_("a code was taken although the server’s clock had gone back"),
    Act.INVITED: N_("invited to the desk"),
    Act.RESET_GIVEN: N_("gave a link in place of a lost password"),
    Act.RESET_USED: N_("came in by a link in place of a lost password"),
    Act.REMOVED: N_("ended the access"),
    Act.CODE_GIVEN: N_("asked for a code for a messenger"),
    Act.LINKED: N_("linked a messenger"),
    Act.UNLINKED: N_("unlinked the messenger"),
    Act.CARD_GIVEN: N_("let somebody keep the library’s card right"),
    Act.CARD_TAKEN: N_("ended that somebody keeps the library’s card right"),
    Act.EXPORTED: N_("saved this log as a file"),
    Act.APPOINTMENTS_SEEN: N_("saw who comes to a library on a day"),
    Act.RETRIED: N_("tried again what could not be done"),
    Act.DROPPED: N_("put away what could not be done"),
}
# What somebody must hear of at their next sign-in, when others did it, or guessed.
TELLING = (
    Act.RESET_GIVEN, Act.RESET_USED, Act.CODES_RESET, Act.SPARE_CODE_USED, Act.SESSION_ENDED,
    Act.LINKED, Act.THROTTLED, Act.SLOWED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Logged:
    """One line. `by` did it (None: somebody who had not signed in, or the operator)."""

    id: int
    by: int | None
    about: int | None
    did: Act
    request: str
    facts: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines: of a person (as doer or as whom it was about), an act, a request, a time.

    `since` is included, `until` is not.
    """

    since: datetime
    until: datetime
    person: int | None = None
    did: Act | None = None
    request: str = ""
