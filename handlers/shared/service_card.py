"""A card as it is read: first what to do now, the rest folded; and what the card lacks."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from bot.catalogue.model import Call, EntryKind, Route, Service
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Button
from bot.engine.texts import N_
from bot.engine.wording import NBSP, full_date, phone
from bot.understanding.follow_up import follow_up
from handlers.shared.card_sentences import telling, to_do
from handlers.shared.nearby_help import helps_near, library_to_ask
from handlers.shared.offices import offices_near

# What a card of these routes can't say, a person can.
ASK_A_PERSON = {Route.LIBRARIAN, Route.DOCUMENT_DELIVERY, Route.EVENT}
HELPED_ANYWHERE = {Route.SERVICE, Route.LEGAL_AID, Route.ACCESS_POINT}
# Aspects for which something written is wanted.
LETTERS = ("complaint", "letter")
# What people ask of an e-service, and how it is asked for them.
ASKED_FOR = {
    "documents": N_("what to take with me"),
    "cost": N_("what it costs"),
    "term": N_("how long it takes"),
}


def lead(ctx: Ctx, service: Service, said: str = "") -> str:
    """What it is and what to do now; that it tells no price to who asks for one in `said`."""
    steps = aspects(ctx, service)["steps"] if service.now is None else ""
    what = service.what.in_(ctx.lang)
    if service.now is None and not service.steps:
        what, _ = to_do(service, ctx.lang)
    shown = (
        _untranslated(ctx, service), what, _no_price(ctx, service, said), now(ctx, service), steps
    )  # fmt: skip
    return "\n\n".join(filter(None, shown))


def _no_price(ctx: Ctx, service: Service, said: str) -> str:
    is_told = service.cost is not None or bool(telling(service, ctx.lang, "cost"))
    if is_told or "cost" not in follow_up(said).aspects:
        return ""
    return ctx._("What it costs the card doesn’t tell: ask the library.")


def _untranslated(ctx: Ctx, service: Service) -> str:
    """That nobody has written some of the card in their language yet; "" where all is."""
    one_each = (service.title, service.what, service.now, service.who, service.cost, service.term)
    told = (*one_each, *service.steps, *service.documents)
    is_whole = all(ctx.lang in one.by_language for one in told if one is not None)
    return "" if is_whole else ctx._("Some of this card is in Ukrainian only.")


def more(ctx: Ctx, service: Service) -> str:
    """What to take, how long it takes, what is not known, who helps near."""
    told = aspects(ctx, service)
    shown = [
        told["documents"],
        "\n".join(filter(None, (told["cost"], told["term"], _unknown(ctx, service)))),
        offices_near(ctx, service),
        _near(ctx, service),
    ]
    return "\n\n".join(filter(None, shown))


def details(ctx: Ctx, service: Service) -> str:
    """Who provides it and for whom, the steps, a note, when it was checked."""
    told = aspects(ctx, service)
    shown = [
        "\n".join(filter(None, (told["where"], told["who"]))),
        told["steps"] if service.now is not None else "",
        service.note.in_(ctx.lang) if service.note else "",
        checked(ctx, service),
    ]
    return "\n\n".join(filter(None, shown))


def aspects(ctx: Ctx, service: Service) -> dict[str, str]:
    """What a card tells of each aspect; "" where its source tells nothing."""
    lang = ctx.lang
    told = dict.fromkeys(("who", "steps", "documents", "cost", "term", "where"), "")
    if service.who:
        told["who"] = ctx._("Who for: %(who)s", who=service.who.in_(lang))
    if service.steps:
        steps = (f"{n}.{NBSP}{step.in_(lang)}" for n, step in enumerate(service.steps, 1))
        told["steps"] = "\n".join((ctx._("Steps:"), *steps))
    if service.documents:
        papers = (f"– {paper.in_(lang)}" for paper in service.documents)
        told["documents"] = "\n".join((ctx._("Take with you:"), *papers))
    if service.cost:
        told["cost"] = ctx._("Cost: %(cost)s", cost=service.cost.in_(lang))
    if service.term:
        told["term"] = ctx._("How long it takes: %(term)s", term=service.term.in_(lang))
    if service.provider:
        provider = service.provider.in_(lang)
        told["where"] = ctx._("Provided by: %(provider)s.", provider=provider)
    return told


def not_told(ctx: Ctx, service: Service, aspect: str) -> str:
    """That a card doesn't tell what was asked, what in it comes near, and who knows."""
    lines = [ctx._("The card doesn’t tell this. A librarian will find out.")]
    if nearest := telling(service, ctx.lang, aspect):
        lines += (ctx._("The nearest that it tells:"), *nearest)
    return "\n".join((*lines, *who_knows(ctx, service)))


def beside_aspect(ctx: Ctx, service: Service, aspect: str, told: str, *, asks_where: bool) -> str:
    """What comes nearest of what the card doesn't tell, or when it was checked; a library."""
    near = helps_near(ctx, service) if asks_where or not told else ""
    if asks_where and not near:
        near = ctx._("A library near you helps: press “Help me with this”.")
    if asks_where:
        near = "\n\n".join(filter(None, (offices_near(ctx, service), near)))
    if told:
        return "\n\n".join(filter(None, (near, checked(ctx, service))))
    if asks_where:
        return near
    return "\n\n".join(filter(None, (not_told(ctx, service, aspect), near)))


def who_knows(ctx: Ctx, card: Service) -> list[str]:
    """Whom to ask what a card doesn't tell: its numbers, else who provides it."""
    if lines := call_lines(ctx, calls_of(ctx, card)):
        return lines
    if card.provider is None:
        return []
    return [ctx._("Ask there: %(provider)s.", provider=card.provider.in_(ctx.lang))]


def _near(ctx: Ctx, service: Service) -> str:
    """Who helps near the citizen, where help takes more than a call."""
    if service.kind is EntryKind.LIBRARY and service.route in ASK_A_PERSON:
        return library_to_ask(ctx, service)
    by_phone = "computers" not in service.need and bool(calls_of(ctx, service))
    return "" if by_phone or service.route not in HELPED_ANYWHERE else helps_near(ctx, service)


def now(ctx: Ctx, service: Service) -> str:
    """The next step, of the card or by what it has; "" where the steps and nobody else tell it."""
    told = [service.now.in_(ctx.lang)] if service.now is not None else []
    if not told and not service.steps:
        told = _by_its_route(ctx, service)
    return in_their_order(ctx, calls_of(ctx, service), told)


def in_their_order(ctx: Ctx, calls: tuple[Call, ...], told: list[str]) -> str:
    """Whom to call at once, what else to do now, whom to call after it; "" where nothing is."""
    first = call_lines(ctx, (one for one in calls if not one.after))
    then = call_lines(ctx, (one for one in calls if one.after))
    lines = [*first, *told, *then]
    return "\n".join((ctx._("What to do now:"), *lines)) if lines else ""


def _by_its_route(ctx: Ctx, service: Service) -> list[str]:
    _, do = to_do(service, ctx.lang)
    lines = [do] if do else []
    if service.official_url:
        lines.append(ctx._("Open the official site: the button is below."))
    if service.route in HELPED_ANYWHERE and not calls_of(ctx, service):
        lines.append(ctx._("Hard alone? Press “Help me with this”."))
    if service.route in ASK_A_PERSON:
        lines.append(ctx._("Write to a librarian: the button is below."))
    return lines


def calls_of(ctx: Ctx, service: Service) -> tuple[Call, ...]:
    """Whom to call about it: the card's own numbers, else legal aid's for what it is for."""
    centre = ctx.services[Content].legal_aid.contact_centre
    if service.calls or service.route is not Route.LEGAL_AID or centre is None or not centre.phone:
        return service.calls
    return (Call(phone=centre.phone, whom=centre.name, free=centre.free_call),)


def lacks(service: Service) -> tuple[str, ...]:
    """What people ask of an e-service and this card doesn't tell."""
    if service.kind is not EntryKind.ESERVICE:
        return ()
    return tuple(name for name in ASKED_FOR if not getattr(service, name))


def _unknown(ctx: Ctx, service: Service) -> str:
    missing = [ctx._(ASKED_FOR[name]) for name in lacks(service)]
    if not missing:
        return ""
    return ctx._("Not known yet: %(what)s. Ask a librarian.", what=", ".join(missing))


def question_about(ctx: Ctx, service: Service, missing: Iterable[str]) -> str:
    """The question to a librarian, filled in."""
    asked = ", ".join(ctx._(ASKED_FOR[name]) for name in missing if name in ASKED_FOR)
    return ctx._("%(card)s: %(what)s?", card=service.title.in_(ctx.lang), what=asked)


def inner(ctx: Ctx, card: Service) -> str:
    """A title inside quotation marks: its own become the inner ones."""
    return card.title.in_(ctx.lang).replace("«", "„").replace("»", "“")


def page_label(ctx: Ctx, service: Service) -> str:
    """What the official page is called: by its name, or by its site's address."""
    if service.page_name is not None:
        return service.page_name.in_(ctx.lang)
    host = urlsplit(service.official_url or "").hostname or ""
    return ctx._("Site: %(host)s", host=host.removeprefix("www."))


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


def checked(ctx: Ctx, service: Service) -> str:
    """When the card was compared with its source; that nobody has."""
    if service.checked is None or service.source is None:
        if not service.official_url:
            return ctx._("Not checked yet.")
        return ctx._("Not checked yet: compare with the official site.")
    return checked_line(ctx, service.checked)


def checked_line(ctx: Ctx, on: date | None) -> str:
    """When somebody compared it with its source; that nobody has."""
    if on is None:
        return ctx._("Not checked yet.")
    return ctx._("Checked on %(date)s.", date=full_date(on, ctx.lang))
