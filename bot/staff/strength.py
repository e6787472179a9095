"""Whether a password is easy to guess: common ones, keyboards, one's own name and library."""

import re
from collections.abc import Iterable

from bot.languages.word_lists import word_lists
from bot.staff.rules import StaffError, StaffRefusal, check_length
from bot.storage.held import needs_no_unit

LOOKED_AT = 72  # letters: what comes after makes it no weaker, and takes long to judge
STRONG = 3  # of zxcvbn's 0 to 4
SHORTEST_WORD = 4  # of a name: shorter ones are part of anything
# The dictionaries of zxcvbn are English; these are what is chosen here, in every language.
COMMON = word_lists("passwords")["common"]
# The same keys of a Ukrainian keyboard: «йцукен» is "qwerty" typed without looking.
_KEYS = str.maketrans(
    "йцукенгшщзхїфівапролджєячсмитьбюыэъё",
    "qwertyuiop[]asdfghjkl;'zxcvbnm,.s']`",
)


def check_password(
    password: str, *, login: str, own: Iterable[str] = (), common: Iterable[str] = ()
) -> None:
    """Refuse what is guessed first. Takes milliseconds: outside of transactions only.

    Args:
        password: as typed.
        login: as it is kept.
        own: what others know of the person: the name, the library.
        common: words that are chosen first in this oblast.

    Raises:
        StaffError: short_password, long_password, same_password, own_password, common_password.
        UnitHeldError: a transaction is open.
    """
    needs_no_unit("a password is judged")
    check_length(password)
    folded = password.casefold()
    if login in folded:
        raise StaffError(StaffRefusal.SAME_PASSWORD)
    known = [word for text in own for word in re.findall(r"\w+", text.casefold())]
    known = [word for word in known if len(word) >= SHORTEST_WORD]
    rest = folded
    for word in known:
        rest = rest.replace(word, "")
    if rest != folded and len(rest) < SHORTEST_WORD * 2:
        raise StaffError(StaffRefusal.OWN_PASSWORD)
    if _is_common(password, [login, *known, *common]):
        raise StaffError(StaffRefusal.COMMON_PASSWORD)


def _is_common(password: str, known: list[str]) -> bool:
    # Its dictionaries take a while to load.
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]

    looked_at = password[:LOOKED_AT]
    bare = re.sub(r"[\W_]+", "", looked_at)  # «слава-україні» is no better than «славаукраїні»
    typed = {looked_at, bare, looked_at.casefold().translate(_KEYS)} - {""}
    words = [*COMMON, *known]
    return any(zxcvbn(one, user_inputs=words)["score"] < STRONG for one in typed)
