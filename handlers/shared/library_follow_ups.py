"""Where a message goes that asks of the libraries that were shown: «а в неділю?», «а друга?»."""

from datetime import timedelta

from bot.appointments.wish_reading import read_wish
from bot.catalogue.model import EntryKind, Route
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.answers import fold as folded
from bot.engine.model import Go
from bot.engine.wording import kyiv
from bot.understanding import Meaning
from bot.understanding.follow_up import LIBRARY_ASPECTS, Aspect, FollowUp, follow_up
from bot.understanding.model import PERSON
from bot.understanding.offered import wanted
from bot.understanding.text.clauses import asks
from bot.understanding.text.stems import stems
from handlers.shared import steps
from handlers.shared.choosing import BY_ITSELF
from handlers.shared.data import FindLibraryData
from handlers.shared.libraries import library
from handlers.shared.on_screen import MATTER
from handlers.shared.profile import LIBRARY

FEW = 4  # words of one's own; more of them are another matter
LIKELY = 3  # so many of the likeliest cards may be of the library's own services
VAGUE = 0.5  # less sure, it is of no card
# Words of the place of a library in the list that was shown.
NTH = ("first", "second", "third", "fourth")


def asks_of_library(ctx: Ctx, found: FollowUp, meaning: Meaning) -> bool:
    """«Вони мають принтер?» while libraries are on screen: of them, and no matter of its own."""
    asked = any(one in LIBRARY_ASPECTS for one in found.aspects)
    is_few = (
        found.own <= ("phone" not in found.aspects)
        and not meaning.places
        and meaning.decision in {"choose", "hand_over"}
    )
    return ctx.topic.get("last") == "library" and asked and is_few


def only_asks_of_a_library(text: str) -> bool:
    """«А до котрої вони?», «телефон який?»: when it is open, how to call or to get there."""
    found = follow_up(text)
    return found.is_bare and bool({"hours", "phone", "way"}.intersection(found.aspects))


def is_of_our_hours(ctx: Ctx) -> bool:
    """Whether this message only asks when libraries are open: «ви до котрої сьогодні?».

    «А до котрої вони» is so too, where the phone of one was shown.
    """
    found = follow_up(ctx.answer.text)
    of_shown = ctx.topic.get("last") == "library" and found.is_bare and "hours" in found.aspects
    return not ctx.answer.files and (_is_of_our_hours(found) or of_shown)


def _is_of_our_hours(found: FollowUp) -> bool:
    return found.of_us and found.is_bare and "hours" in found.aspects


def asks_us(ctx: Ctx, found: FollowUp) -> Go | None:
    """«Сьогодні ви працюєте?» where no library is on screen: their own, or one near them."""
    if not _is_of_our_hours(found):
        return None
    if (mine := ctx.citizen.profile[LIBRARY]) and library(ctx, mine) is not None:
        return Go(steps.LIBRARY_FACT, FindLibraryData(library=mine, aspect="hours"))
    return Go(steps.FIND_LIBRARY, FindLibraryData(aspect="hours"))


def has_it(ctx: Ctx, found: FollowUp, meaning: Meaning) -> Go | None:
    """«А дитячі книжки там є?» while libraries are on screen: of the one, with its card."""
    asks_price = {"equipment", "cost"} <= set(found.aspects)  # «почім роздрукувати»
    is_question = found.there or found.again or bool(found.aspects) or asks(meaning.reading)
    is_told = bool(found.own or asks_price) and found.own <= FEW and is_question
    is_of_hours = "hours" in found.aspects and found.own <= 1  # «їхній графік роботи»
    is_alone = ctx.topic.get("last") == "library" and not ctx.topic.get(MATTER)
    if is_alone and _asks_its_price(found, meaning):
        known = FindLibraryData(library=ctx.topic.get("library", ""), text=meaning.reading)
        return Go(steps.LIBRARY_FACT, known)
    if ctx.topic.get("last") != "library" or not is_told or is_of_hours:
        return None
    if _is_of_its_offers(ctx, found, meaning):
        known = FindLibraryData(
            library=ctx.topic.get("library", ""), aspect="equipment", text=meaning.reading
        )
        return Go(steps.LIBRARY_FACT, known)
    if _is_elsewhere(ctx, found, meaning):
        return None
    catalogue = ctx.services[Content].catalogue
    near = (catalogue.get(hit.id) for hit in meaning.hits[:LIKELY])
    ours = (one for one in near if one is not None and one.kind is EntryKind.LIBRARY)
    card = next((one.id for one in ours if one.route is not Route.ACCESS_POINT), "")
    if ctx.topic.get(MATTER) and not found.there:
        return None  # the list is of who helps with something: that is asked about
    is_none = meaning.confidence < VAGUE or (meaning.lacks_a_card and found.own < LIKELY)
    if not card and not (found.there or (found.again and is_none)):
        return None
    known = FindLibraryData(
        library=ctx.topic.get("library", ""), service=card, text=meaning.reading
    )
    return Go(steps.LIBRARY_FACT, known)


def _asks_its_price(found: FollowUp, meaning: Meaning) -> bool:
    """«А скільки коштує?», «а скільки за листок»: no price of anything else."""
    is_its_own = found.is_bare or (found.again and found.own <= 1)
    is_other = meaning.confidence >= BY_ITSELF or bool(meaning.places) or bool(meaning.danger)
    is_price = "cost" in found.aspects and set(found.aspects) <= {"cost", "hours"}
    return is_price and is_its_own and not (found.own and is_other)


def _is_of_its_offers(ctx: Ctx, found: FollowUp, meaning: Meaning) -> bool:
    """«А юрист там буває?»: of this library, though a card tells of it too."""
    is_other = bool(meaning.danger) or bool(meaning.places) or bool(_numbered(ctx, meaning))
    asks_price = "cost" in found.aspects
    return found.there and not (is_other or asks_price) and bool(wanted(meaning.reading))


def _is_elsewhere(ctx: Ctx, found: FollowUp, meaning: Meaning) -> bool:
    """Whether it is surely of something else, of a place or of another library of the list."""
    is_sure = meaning.decision == "answer" or bool(meaning.danger) or bool(meaning.places)
    is_sure = is_sure or _calls_a_matter(ctx, found, meaning)
    is_other = _numbered(ctx, meaning) or _next(ctx, meaning, asks_more=False)
    return is_sure or bool(is_other) or meaning.topic == PERSON or meaning.route == "greeting"


def _calls_a_matter(ctx: Ctx, found: FollowUp, meaning: Meaning) -> bool:
    """«А паспорт»: nothing but words of a card's title, and no service or thing of a library's."""
    card = ctx.services[Content].catalogue.get(meaning.hits[0].id) if meaning.hits else None
    if card is None or card.kind is EntryKind.LIBRARY or wanted(meaning.reading):
        return False
    own = set(found.said[: found.own])
    return bool(own) and own <= stems(card.title.in_(ctx.lang))


def of_library(ctx: Ctx, found: FollowUp, meaning: Meaning, text: str) -> Go | None:
    """«А в неділю працюєте?», «а друга далеко?» about the libraries that were shown last."""
    library = ctx.topic.get("library", "")
    asked: Aspect | None = next((one for one in found.aspects if one in LIBRARY_ASPECTS), None)
    is_last = ctx.topic.get("last") == "library"
    if is_last and asked is None and "help" in found.aspects:
        asked = "help"
    other = _other(ctx, found, meaning, is_asked=asked is not None) if is_last else ""
    if other and asked is None:
        return Go(steps.LIBRARY, FindLibraryData(library=other))
    if not library or asked is None or (found.own and (not is_last or asked == "phone")):
        return None
    if is_last or asked in {"hours", "equipment"}:
        day = day_asked(ctx, text) if asked == "hours" else ""
        known = FindLibraryData(library=other or library, aspect=asked, day=day, text=text)
        return Go(steps.LIBRARY_FACT, known)
    return None


def _other(ctx: Ctx, found: FollowUp, meaning: Meaning, *, is_asked: bool) -> str:
    """Id of the library that is meant: by its place in the list, the next, the one on screen."""
    asks_more = found.is_bare and not is_asked
    if picked := _numbered(ctx, meaning) or _next(ctx, meaning, asks_more=asks_more):
        return picked
    is_of_it = asks_more and found.again and not (found.aspects or meaning.places)
    return ctx.topic.get("library", "") if is_of_it else ""  # «а шо там є»


def _numbered(ctx: Ctx, meaning: Meaning) -> str:
    """Id of the library that is called by its place in the list, "" for none."""
    listed = ctx.topic.get("libraries", "").split(",")
    said = set(folded(meaning.reading).split())
    places = (at for at, name in enumerate(NTH) if not said.isdisjoint(ctx.words(name)))
    at = next(places, len(listed))
    return listed[at] if at < len(listed) else ""


def _next(ctx: Ctx, meaning: Meaning, *, asks_more: bool) -> str:
    """Id of the library after the last one in the list, for «а інша?», «яка ще близько?»."""
    listed = ctx.topic.get("libraries", "").split(",")
    said = set(folded(meaning.reading).split())
    is_other = not said.isdisjoint(ctx.words("another"))
    is_other = is_other or (asks_more and not said.isdisjoint(ctx.words("another.more")))
    last = ctx.topic.get("library", "")
    if not is_other or last not in listed:
        return ""
    after = listed.index(last) + 1
    return listed[after] if after < len(listed) else ""


def day_asked(ctx: Ctx, text: str) -> str:
    """The day that a question about hours names, ISO; "" for none or several."""
    today = kyiv(ctx.now).date()
    read = read_wish(text, today=today)
    if read is None:
        return ""
    wish = read.wish
    if wish.since is not None and wish.since == wish.until:
        return wish.since.isoformat()
    if len(wish.weekdays) != 1 or wish.since is not None:
        return ""
    ahead = (min(wish.weekdays) - today.isoweekday()) % 7
    return (today + timedelta(days=ahead)).isoformat()
