"""Where a message goes that speaks of what was talked about: the card, the library, the place."""

from bot.catalogue.model import Route
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.answers import fold as folded
from bot.engine.model import Go
from bot.understanding import Meaning, follow_up
from bot.understanding.calling import wants_a_call
from bot.understanding.follow_up import LIBRARY_ASPECTS, Aspect, FollowUp
from bot.understanding.model import PERSON, PRIVACY
from bot.understanding.offered import asks_where
from bot.understanding.sequel import Meant
from bot.understanding.text.clauses import asks, asks_at_once
from bot.understanding.text.stems import stems
from bot.understanding.verdict import verdict
from handlers.shared import steps
from handlers.shared.another_case import (
    LIKELY,
    VAGUE,
    tells_more,
    that_or_this,
    together,
    with_what_was_asked,
)
from handlers.shared.choosing import (
    BY_ITSELF,
    FEW,
    is_choosing,
    is_of_another,
    names_its_card,
    picked,
    place_while_choosing,
    stands,
)
from handlers.shared.copies import to_copy
from handlers.shared.data import FindLibraryData, ServicesData
from handlers.shared.from_abroad import goes_on_abroad
from handlers.shared.guessed import the_other
from handlers.shared.libraries import is_question
from handlers.shared.library_follow_ups import asks_of_library, asks_us, has_it, of_library
from handlers.shared.not_a_library import no_library
from handlers.shared.of_the_card import (
    HINTED,
    corrected_to,
    is_an_aside,
    is_of_the_card,
    is_told_by_the_card,
    tells_of_the_card,
)
from handlers.shared.on_screen import is_on_a_card
from handlers.shared.place_told import of_place
from handlers.shared.put_off import instead_of_it
from handlers.shared.reader import Reader
from handlers.shared.ruled_out import instead
from handlers.shared.sequels import chosen_anew, meant_now, of_the_card, to_another
from handlers.shared.service_card import LETTERS
from handlers.shared.troubles import gone_wrong, with_letter
from handlers.shared.who_decides import asked_where

# A sequel has no more words of its own than this, or it stands by itself.
UNKNOWN = "librarian"  # where words go of which nothing is known: of no card either
OWN = 6
# So sure it is of a matter without a card, whatever was talked about.
SURELY_NONE = 0.95
# Of another matter told after «а ще» so much is understood at least.
ANOTHER_MATTER = 0.3
TRANSLIT = "translit"
# What is asked of a library and may be asked of who provides what the card tells.
OF_PROVIDER: dict[Aspect | None, str] = {"phone": "phone", "way": "where", "hours": "hours"}
# What may be asked of a card in one breath: «скільки коштує і чи довго».
SEVERAL = ("term", "cost", "documents")


def going_on(ctx: Ctx, text: str) -> Go | None:
    """Where a sequel goes; None for a message that stands by itself."""
    service = ctx.topic.get("service", "")
    if service not in ctx.services[Content].catalogue:
        service = ""
    if not service and not ctx.topic.get("library"):
        return asks_us(ctx, follow_up(text))
    if other := _not_so(ctx, text):
        return other
    if ctx.topic.get("last") == "service" and folded(text) in ctx.words("first"):
        # One card is on screen, and no list: what is first to be done.
        return Go(steps.ASPECT, ServicesData(service=service, aspect="steps", said=text))
    reader = ctx.services[Reader]
    meaning = reader.understand(text)
    found = _read(reader, text, meaning)
    if (order := to_copy(ctx, meaning, found, text)) is not None:
        return order
    if _is_no_sequel(ctx, found, meaning, service):
        return None
    is_short = found.own <= OWN
    if is_short and _is_of_a_library(ctx, found, meaning, service):
        return None
    if is_short and (chosen := _at_once(ctx, found, meaning, service)) is not None:
        return chosen
    is_aside = is_an_aside(ctx, found, meaning)
    if not is_aside and (likely := meant_now(ctx, meaning, found, service)):
        return _by_chance(ctx, found, meaning, likely)
    by_words = _by_words(ctx, found, meaning, text, service) if is_short else None
    return by_words or chosen_anew(ctx, meaning, text)


def _not_so(ctx: Ctx, text: str) -> Go | None:
    """Another card, no library, not what was answered, not here in Ukraine."""
    other = the_other(ctx, text) or no_library(ctx, text) or instead_of_it(ctx, text)
    return other or goes_on_abroad(ctx, text)


def _at_once(ctx: Ctx, found: FollowUp, meaning: Meaning, service: str) -> Go | None:
    """What can't be read in another way: one of a choice, what was denied or corrected."""
    chosen = picked(ctx, found, meaning) or instead(ctx, meaning, service)
    return chosen or corrected_to(ctx, found, meaning) or has_it(ctx, found, meaning)


def _by_chance(ctx: Ctx, found: FollowUp, meaning: Meaning, likely: tuple[Meant, ...]) -> Go | None:
    """On with the card that was talked about, or to the one that is likelier meant."""
    service, first = ctx.topic["service"], likely[0]
    if is_choosing(ctx) or first.card != service:
        is_told = meaning.decision in {"answer", "hand_over"} and bool(meaning.hits)
        is_said = is_told and meaning.hits[0].id == first.card
        is_said = is_said and meaning.route != "greeting"
        return None if is_said else to_another(ctx, meaning, likely)
    about = of_place(ctx, meaning, found, service)
    about = about or of_library(ctx, found, meaning, meaning.reading) or asks_us(ctx, found)
    if about is None:
        about = _of_service(ctx, found, meaning, service)
    is_case = about is None or about.to == steps.ANOTHER_CARD
    return of_the_card(ctx, meaning, likely) if is_case and not found.corrects else about


def _by_words(ctx: Ctx, found: FollowUp, meaning: Meaning, text: str, service: str) -> Go | None:
    """Where it goes by its words alone: after a library, or where no card is likely."""
    is_alone = _stands_alone(meaning, service, found) and not (
        is_of_the_card(ctx, meaning, found)
        or asks_of_library(ctx, found, meaning)
        or tells_of_the_card(ctx, found, meaning)
        or is_an_aside(ctx, found, meaning)
        or is_told_by_the_card(ctx, found, meaning)
    )
    about: Go | None = None
    if found.is_bare or not is_alone:
        about_service = _of_service(ctx, found, meaning, service) if service else None
        place = place_while_choosing(ctx, found, meaning) or of_place(ctx, meaning, found, service)
        of_one = of_library(ctx, found, meaning, text) or asks_us(ctx, found)
        about = place or of_one or about_service
    elif not tells_more(ctx, found, meaning, service):
        return None
    return about or that_or_this(ctx, meaning, service)


def _is_no_sequel(ctx: Ctx, found: FollowUp, meaning: Meaning, service: str) -> bool:
    """Whether it asks the same once more, or tells of danger."""
    if _asks_once_more(ctx, meaning, service):
        return True
    is_alarming = meaning.route == "emergency" and meaning.decision == "answer"
    return bool(meaning.danger) or (is_alarming and not found.is_bare)


def _read(reader: Reader, text: str, meaning: Meaning) -> FollowUp:
    """Latin letters are read as they were understood, other letters as they are written."""
    spoken = meaning.reading if meaning.lang == TRANSLIT else text
    spans = reader.places(spoken).spans
    return follow_up(spoken, spans) if spans else follow_up(meaning.reading)


_OF_LIBRARIES = {Route.ACCESS_POINT, Route.LIBRARIAN}


def _is_of_a_library(ctx: Ctx, found: FollowUp, meaning: Meaning, service: str) -> bool:
    """«Де роздрукувати документ» after a card: what a library has is another matter."""
    if "equipment" not in found.aspects or ctx.topic.get("last") == "library":
        return False
    first = ctx.services[Content].catalogue.get(meaning.hits[0].id) if meaning.hits else None
    if first is None or first.id == service:
        return False
    is_where = is_choosing(ctx) and "where" in found.aspects
    is_where |= asks_where(meaning.reading, names_a_place=True)
    is_sought = is_where and first.route in _OF_LIBRARIES
    is_told = meaning.decision in {"answer", "hand_over"} and meaning.confidence >= BY_ITSELF
    return is_sought or is_told


def asks_an_aspect(ctx: Ctx, text: str) -> bool:
    """Whether it only asks one thing about what was talked about: «а це платно?»."""
    found = follow_up(text)
    return found.is_bare and bool(found.aspects) and going_on(ctx, text) is not None


def who_helps_there(ctx: Ctx, text: str, meaning: Meaning) -> Go | None:
    """«Хто поможе з телефоном у Деражні»: the libraries there, for the likeliest card."""
    if not meaning.places or "help" not in follow_up(meaning.reading or text).aspects:
        return None
    card = ctx.services[Content].catalogue.get(meaning.hits[0].id) if meaning.hits else None
    service = card.id if card is not None and card.need else ""
    codes = tuple(place.code for place in meaning.places)
    known = FindLibraryData(codes=codes, service=service, text=meaning.reading or text)
    return Go(steps.LIBRARY_NAMED, known)


def asks_something(ctx: Ctx, text: str) -> bool:
    """Whether a text that names no place, where one was asked for, is something else instead."""
    return (
        ctx.services[Reader].understand(text).topic == PERSON
        or wants_a_call(text)
        or "?" in text
        or asks_at_once(text)
        or going_on(ctx, text) is not None
        or is_question(ctx, text)
        or verdict(text) is not None
        or _names_a_matter(ctx, text)
    )


def _names_a_matter(ctx: Ctx, text: str) -> bool:
    """«Пенсія мала» where a place is asked: it calls a card by its title."""
    meaning = ctx.services[Reader].understand(text)
    is_likely = meaning.decision == "choose" and meaning.confidence >= ANOTHER_MATTER
    is_short = len(text.split()) <= FEW + 1  # a longer story goes on
    return is_short and is_likely and not meaning.places and names_its_card(ctx, meaning)


def _stands_alone(meaning: Meaning, service: str, found: FollowUp) -> bool:
    """Whether it says by itself what it is about."""
    if meaning.decision == "refuse":
        asks_of_it = bool(found.aspects) and found.own <= 1  # «сколько стоит сделать новый»
        is_little = found.own <= FEW - 1 and not asks(meaning.reading)  # «від тиску»
        tells = (found.tells or is_little) and 0 < meaning.confidence < BY_ITSELF
        return not (found.again or found.corrects or asks_of_it or tells)
    if meaning.places and found.own <= 1 and meaning.decision != "answer":
        return False  # «забула, я з Меджибожа»
    if meaning.places and meaning.route == "access_point" and not meaning.hits[0].score:
        return False  # an address was not even ranked: «Кам’янець-Подільський район, Маків»
    if meaning.route == "greeting" and found.again and meaning.confidence < BY_ITSELF:
        return False  # «а хто її привезе» has words of «хто ти»
    first = meaning.hits[0].id if meaning.hits else ""
    if found.also and first != service and meaning.confidence >= ANOTHER_MATTER:
        return True
    is_asked = found.again or "?" in meaning.reading
    if is_asked and found.own <= 1 and (found.needs or (found.again and meaning.topic == PRIVACY)):
        return False  # «а рецепт треба?», «медкомісію треба?», «а анонімно?»
    is_vague = _is_vague(meaning)
    if is_vague and found.own > 1 and meaning.route != UNKNOWN:
        return False  # «платити нема чим» alone is nobody's question
    if meaning.lacks_a_card and found.own <= FEW and meaning.confidence < SURELY_NONE:
        # «В мене пільги вдови чорнобильця» to the card of these benefits
        goes_on = found.again or found.tells or found.corrects or found.supposes
        return not goes_on and first != service
    if meaning.decision in {"answer", "hand_over"} and meaning.confidence > 0 and not is_vague:
        # «Спасибі, а хто виписує»: one word that another card has too is no other matter.
        goes_on = found.again or found.tells or found.corrects
        is_hint = goes_on and found.own <= 1 and meaning.confidence < HINTED
        is_hint = is_hint or (found.supposes and meaning.confidence < BY_ITSELF)
        return first != service and not is_hint
    goes_on = found.again or found.corrects or found.supposes
    goes_on = goes_on or (bool(found.aspects) and found.own <= 1)  # «коли давати заяву»
    return not (goes_on or (found.tells and found.own <= FEW))


def _is_vague(meaning: Meaning) -> bool:
    """Whether a text means too little by itself even to be offered cards."""
    return meaning.decision == "hand_over" and meaning.confidence < VAGUE and not meaning.topic


def _of_service(ctx: Ctx, found: FollowUp, meaning: Meaning, service: str) -> Go | None:
    asked = next((one for one in found.aspects if one not in LIBRARY_ASPECTS), None)
    office = asked_where(ctx, meaning, found, service) if meaning.places else None
    if (first := gone_wrong(ctx, meaning.reading, service) or office) is not None:
        return first
    is_asked = asked is not None and meaning.decision == "answer"
    is_case = found.supposes or (found.tells and not is_asked)
    if is_case and found.own:
        return with_what_was_asked(ctx, found, meaning, service)
    if (there := _there(ctx, meaning, found, service)) is not None:
        return there
    if asked in LETTERS and (ready := with_letter(ctx, service, asked)) is not None:
        return ready
    if asked is not None and not found.corrects:
        if is_of_another(ctx, service, asked):
            return stands(ctx)
        several = [one for one in found.aspects if one in SEVERAL] if asked in SEVERAL else [asked]
        if asked in {"where", "who"} and "phone" in found.aspects:
            several = ["phone"]  # «а подзвонити куди», «кому дзвонити»
        asks = ServicesData(service=service, aspect=",".join(several), said=meaning.reading)
        return Go(steps.ASPECT, asks)
    told = next((one for one in LIBRARY_ASPECTS if one in found.aspects), None)
    if not found.own and told in OF_PROVIDER and not found.corrects:
        aspect = OF_PROVIDER[told]
        return Go(steps.ASPECT, ServicesData(service=service, aspect=aspect))
    goes_on = found.again or found.corrects or _is_vague(meaning) or meaning.decision == "refuse"
    is_of_it = is_of_the_card(ctx, meaning, found) or is_told_by_the_card(ctx, found, meaning)
    if not (goes_on or is_of_it):
        return _seen_already(ctx, meaning, service)
    return with_what_was_asked(ctx, found, meaning, service)


def _there(ctx: Ctx, meaning: Meaning, found: FollowUp, service: str) -> Go | None:
    """Where to go with it: to libraries that help, in the place that was named; to who decides."""
    if "help" not in found.aspects or found.corrects:
        return asked_where(ctx, meaning, found, service)
    codes = tuple(place.code for place in meaning.places)
    known = FindLibraryData(codes=codes, service=service)
    return Go(steps.LIBRARY_NAMED if codes else steps.FIND_LIBRARY, known)


def _seen_already(ctx: Ctx, meaning: Meaning, service: str) -> Go | None:
    """«Я вдова чорнобильця» means the card on screen: it doesn't tell more by being shown again."""
    is_told = meaning.decision == "answer" or meaning.lacks_a_card
    if not is_on_a_card(ctx) or not is_told or not meaning.hits:
        return None
    if meaning.hits[0].id != service:
        return None
    near = tuple(hit.id for hit in meaning.hits[: LIKELY + 1])
    known = ServicesData(
        service=service, others=near, text=together(ctx, meaning), said=meaning.reading
    )
    return Go(steps.ANOTHER_CARD, known)


def _asks_once_more(ctx: Ctx, meaning: Meaning, service: str) -> bool:
    """Whether it is the question that led to the card, or its title, in the same words."""
    if meaning.decision != "answer" or not meaning.hits or meaning.hits[0].id != service:
        return False
    card = ctx.services[Content].catalogue.get(service)
    title = card.title.in_(ctx.lang) if card else ""
    asked = ctx.topic.get("question", "")
    return any(stems(meaning.reading) == stems(one) for one in (asked, title) if one)
