"""Rules of the staff, without a database: who may do what, codes, logins, passwords."""

import math
import re
import secrets
import unicodedata
from datetime import datetime, timedelta
from enum import StrEnum

from bot.engine.texts import N_
from bot.pacing.backoff import Backoff
from bot.staff.model import Person, Role

INVITATION = timedelta(days=7)
SIGN_IN_LINK = timedelta(minutes=15)
RESET_LINK = timedelta(days=1)
LINKING_CODE = timedelta(hours=1)
FIRST_LINK = timedelta(days=1)  # it was printed: it may stand in a log that is kept
SESSION = timedelta(days=7)
SESSION_IDLE = timedelta(hours=8)
SEEN_EVERY = timedelta(minutes=5)  # so seldom is it written that a session is used
CONFIRMED = timedelta(minutes=10)  # for so long the password need not be given again
THROTTLE = timedelta(minutes=15)
CODES_THROTTLE = timedelta(hours=1)
MOST_CODES = 5  # wrong ones of one conversation within CODES_THROTTLE, wherever they are typed
MOST_FAILURES = 10  # of one login from one place within THROTTLE
MOST_LINK_CODES = 5  # wrong ones of an app, with one link
SLOW_AFTER = 20  # failures of one login from everywhere within THROTTLE
SLOWER_EVERY = 5  # further failures the pause is doubled
PAUSES = Backoff(0.5, 8.0)
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256
# No letters that look alike: 0 and O, 1, I and L.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LETTERS = 8
_LOOK_ALIKES = str.maketrans("АВЕКМНРСТУХЗЅЈԚԜΑΒΕΗΚΜΝΡΤΥΧΖ", "ABEKMHPCTYX3SJQWABEHKMNPTYXZ")
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{2,63}\Z")
_RANKS = {role: rank for rank, role in enumerate(Role)}  # in the order of their list


class StaffRefusal(StrEnum):
    """Why something of an account or a sign-in can't be; told by MESSAGES."""

    USED = "used"
    EXPIRED = "expired"
    REPLACED = "replaced"  # by a newer link that is not used yet
    ENDED = "ended"  # whose it was works here no more
    UNKNOWN = "unknown"
    CODE_USED = "code_used"
    CODE_EXPIRED = "code_expired"
    CODES_THROTTLED = "codes_throttled"
    LINKED = "linked"
    WRONG = "wrong"
    THROTTLED = "throttled"
    BAD_LOGIN = "bad_login"
    TAKEN_LOGIN = "taken_login"
    SHORT_PASSWORD = "short_password"  # noqa: S105 -- a code
    LONG_PASSWORD = "long_password"  # noqa: S105 -- a code
    SAME_PASSWORD = "same_password"  # noqa: S105 -- a code
    OWN_PASSWORD = "own_password"  # noqa: S105 -- a code
    COMMON_PASSWORD = "common_password"  # noqa: S105 -- a code
    BAD_TOTP = "bad_totp"
    OLD_TOTP = "old_totp"
    NEEDS_CODE = "needs_code"
    WRONG_CODE = "wrong_code"
    WRONG_CONFIRM = "wrong_confirm"
    CONFIRM_OVER = "confirm_over"
    NO_PASSWORD = "no_password"  # noqa: S105 -- a code
    MAY_NOT = "may_not"
    LAST_ADMIN = "last_admin"
    BAD_ADDRESS = "bad_address"
    WRONG_MAIL_CODE = "wrong_mail_code"
    MAIL_THROTTLED = "mail_throttled"


MESSAGES = {
    StaffRefusal.USED: N_(
        "This link has been used already. Ask whoever invited you for a new one, or sign in with "
        "your password."
    ),
    StaffRefusal.EXPIRED: N_(
        "This link’s term is over. Sign in with your password, or ask whoever invited you for a "
        "new one."
    ),
    StaffRefusal.REPLACED: N_(
        "You were given a newer link since, and this one opens nothing any more. Open the newer "
        "one, or ask whoever invited you for another."
    ),
    StaffRefusal.ENDED: N_(
        "The access that this link was for has ended. If you work at the desk, ask your library’s "
        "head to invite you."
    ),
    StaffRefusal.UNKNOWN: N_("This link or code is not known. Check it, or ask for a new one."),
    StaffRefusal.CODE_USED: N_(
        "That code was used already. Ask whoever invited you for a new one."
    ),
    StaffRefusal.CODE_EXPIRED: N_(
        "That code’s term is over. Ask whoever invited you for a new one."
    ),
    StaffRefusal.CODES_THROTTLED: N_(
        "Too many wrong codes. Try again in %(minutes)s min, or ask whoever invited you for a new "
        "one."
    ),
    StaffRefusal.LINKED: N_(
        "This conversation is linked to another person of the staff. Unlink it first."
    ),
    StaffRefusal.WRONG: N_(
        "The login, the password or the code is wrong. Try again, or ask your library’s head for "
        "a new link."
    ),
    StaffRefusal.THROTTLED: N_(
        "Too many attempts from here. Try again in %(minutes)s min, or use a computer you have "
        "signed in at before."
    ),
    StaffRefusal.BAD_LOGIN: N_(
        "A login is 3 to 64 letters a–z, digits, dots or dashes. An e-mail address will do."
    ),
    StaffRefusal.TAKEN_LOGIN: N_("Somebody has this login already. Choose another."),
    StaffRefusal.SHORT_PASSWORD: N_(
        "The password is too short: at least 12 characters. Three or four words are easy to "
        "remember."
    ),
    StaffRefusal.LONG_PASSWORD: N_(
        "The password is too long: at most 256 characters. Three or four words are enough."
    ),
    StaffRefusal.SAME_PASSWORD: N_(
        "The password must not contain the login. Choose three or four words that have nothing to "
        "do with each other."
    ),
    StaffRefusal.OWN_PASSWORD: N_(
        "Your name or your library is easy to guess. Choose three or four words that have nothing "
        "to do with each other."
    ),
    StaffRefusal.COMMON_PASSWORD: N_(
        "Many people have passwords like this one, so it is guessed first. Choose three or four "
        "words that have nothing to do with each other."
    ),
    StaffRefusal.BAD_TOTP: N_(
        "The code is wrong or was used already. Wait for the next one in the app."
    ),
    StaffRefusal.OLD_TOTP: N_(
        "This page was open for too long. Scan the new picture and write the code once more."
    ),
    StaffRefusal.NEEDS_CODE: N_(
        "Write the six digits that your app shows, or one of your spare codes."
    ),
    StaffRefusal.WRONG_CODE: N_(
        "The code is wrong or was used already. Wait for the next one in the app and write it here."
    ),
    StaffRefusal.WRONG_CONFIRM: N_(
        "This is not your password or the code of your app. Nothing was changed: try again."
    ),
    StaffRefusal.CONFIRM_OVER: N_(
        "Too many attempts: you are signed out. Nothing was changed. Sign in anew, or ask your "
        "library’s head for a link."
    ),
    StaffRefusal.NO_PASSWORD: N_("Set a login and a password first: this asks for them."),
    StaffRefusal.MAY_NOT: N_(
        "Your role does not allow this. Ask the oblast library’s administrator."
    ),
    StaffRefusal.BAD_ADDRESS: N_(
        "This is no e-mail address. Write it like oksana@library.example."
    ),
    StaffRefusal.WRONG_MAIL_CODE: N_(
        "This is not the code of the letter. Look at the newest letter, also among spam, and write "
        "its six digits."
    ),
    StaffRefusal.MAIL_THROTTLED: N_(
        "Too many tries with the letters’ codes. Try again in %(minutes)s min."
    ),
    StaffRefusal.LAST_ADMIN: N_("This is the last administrator. Invite another one first."),
}

# Of whom no more is known: a name is kept for a year after the access has ended.
FORMER = N_("former colleague")

BUSY = N_("A lot of people are signing in just now. Nothing was lost: try again in a few seconds.")


class StaffError(Exception):
    """What can't be done; `code` says why, `minutes` to wait when throttled."""

    def __init__(self, code: StaffRefusal, *, minutes: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.minutes = minutes


def pause_of(failures: int) -> float:
    """Seconds to wait before a password is compared, after so many failures from everywhere."""
    if failures < SLOW_AFTER:
        return 0.0
    return PAUSES.after(1 + (failures - SLOW_AFTER) // SLOWER_EVERY)


def minutes_left(until: datetime, now: datetime) -> int:
    """Whole minutes, at least one."""
    return max(1, math.ceil((until - now).total_seconds() / 60))


def new_code() -> str:
    """A code to be typed in a chat, like "K7MX-P2QD"."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(CODE_LETTERS))
    return f"{letters[:4]}-{letters[4:]}"


def is_between(sign: str) -> bool:
    """Whether it parts the letters of a code: any space, any dash, what nobody sees."""
    return sign in "_−~=." or unicodedata.category(sign) in {"Pd", "Zs", "Cc", "Cf"}


def normal_code(text: str) -> str:
    """A typed code as it was given: any case, any dash or spaces, letters that look alike.

    "" for what can't be a code.
    """
    typed = unicodedata.normalize("NFKC", text).upper().translate(_LOOK_ALIKES)
    letters = "".join(letter for letter in typed if not is_between(letter))
    whole = len(letters) == CODE_LETTERS and all(letter in LETTERS for letter in letters)
    return f"{letters[:4]}-{letters[4:]}" if whole else ""


def normal_login(text: str) -> str:
    """A typed login as it is kept."""
    return text.strip().casefold()


def check_login(text: str) -> str:
    """The login as it is kept. Raises StaffError."""
    login = normal_login(text)
    if not _LOGIN.match(login):
        raise StaffError(StaffRefusal.BAD_LOGIN)
    return login


def check_length(password: str) -> None:
    """Long is what counts, but it ends somewhere. Raises StaffError."""
    if len(password) < SHORTEST_PASSWORD:
        raise StaffError(StaffRefusal.SHORT_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise StaffError(StaffRefusal.LONG_PASSWORD)


def at_least(person: Person, role: Role) -> bool:
    """Whether they may what `role` may."""
    return _RANKS[person.role] >= _RANKS[role]


def may_invite(by: Person, *, role: Role, point: str) -> bool:
    """An administrator anybody, a head the librarians of their own library."""
    if by.role is Role.ADMIN:
        return True
    return by.role is Role.HEAD and role is Role.LIBRARIAN and point == by.point


def may_end_codes(by: Person, whom: Person) -> bool:
    """As with invitations: whose phone is lost asks whoever invited them."""
    return by.id != whom.id and may_invite(by, role=whom.role, point=whom.point)


def may_let_keep_card(by: Person, whom: Person) -> bool:
    """A head the librarians of her library, coordinators those of any; not who may anyway."""
    if whom.role is not Role.LIBRARIAN:
        return False
    return at_least(by, Role.COORDINATOR) or (by.role is Role.HEAD and by.point == whom.point)


def may_remove(by: Person, whom: Person) -> bool:
    """As with invitations; nobody removes themselves."""
    return by.id != whom.id and may_invite(by, role=whom.role, point=whom.point)
