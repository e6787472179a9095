"""When it went wrong: whom to ask first, one question, then a letter or words to take along."""

from dataclasses import dataclass

from bot.catalogue.playbooks import Ending, Playbook
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Button, Go, Say
from bot.engine.wording import NBSP, label
from handlers.shared import links, steps
from handlers.shared.data import PlaybookData
from handlers.shared.service_card import call_buttons, checked_line, in_their_order


@dataclass(frozen=True, slots=True)
class _Copied:
    """What a person takes along, and how it is told."""

    lead: str
    text: str


Reading = Ctx[PlaybookData]

flow = Flow[Services, PlaybookData]("playbook", data=PlaybookData)


@flow.step("show")
async def show(ctx: Reading) -> Say | tuple[Say, ...] | Go:
    """What to do first; where there is nothing to ask, the whole."""
    playbook = ctx.services[Content].playbooks.get(ctx.data.playbook)
    if playbook is None:
        return Go(steps.SERVICES)
    if playbook.question is None:
        return _ended(ctx, playbook, playbook.endings[0])
    shown = {"playbook": playbook.id, "service": _card(ctx, playbook), "last": "service"}
    ctx.topic |= shown
    answers = [
        Button(
            label(one.label.in_(ctx.lang)),
            links.PLAYBOOK_END(playbook.id, _card(ctx, playbook), str(number)),
        )
        for number, one in enumerate(playbook.endings, 1)
        if one.label
    ]
    return Say(
        "\n\n".join((*_first(ctx, playbook), playbook.question.in_(ctx.lang))),
        title=playbook.title.in_(ctx.lang),
        buttons=(*call_buttons(ctx, playbook.calls), *answers, *_further(ctx, playbook)),
        cards=(_card(ctx, playbook),),
    )


@flow.step("end")
async def end(ctx: Reading) -> tuple[Say, ...] | Go:
    """What to do once it is known how it stands."""
    playbook = ctx.services[Content].playbooks.get(ctx.data.playbook)
    if playbook is None:
        return Go(steps.SERVICES)
    number = int(ctx.data.end) if ctx.data.end.isdecimal() else 0
    if not 1 <= number <= len(playbook.endings):
        return Go(show)
    return _ended(ctx, playbook, playbook.endings[number - 1])


def _card(ctx: Reading, playbook: Playbook) -> str:
    """The card it was opened for; its main one when that is not its."""
    return ctx.data.card if ctx.data.card in playbook.cards else playbook.cards[0]


def _first(ctx: Reading, playbook: Playbook) -> list[str]:
    return [in_their_order(ctx, playbook.calls, [playbook.now.in_(ctx.lang)])]


def _ended(ctx: Reading, playbook: Playbook, ending: Ending) -> tuple[Say, ...]:
    """The steps, and each thing to copy as a message of its own."""
    ctx.topic |= {"service": _card(ctx, playbook), "last": "service"}
    lang = ctx.lang
    copied = _copied(ctx, ending)
    is_first = playbook.question is None
    parts = _first(ctx, playbook) if is_first else []
    parts += ["\n".join(f"{n}.{NBSP}{one.in_(lang)}" for n, one in enumerate(ending.steps, 1))]
    parts += [checked_line(ctx, playbook.checked)] if playbook.source else []
    parts += [copied[0].lead]
    title = playbook.title if ending.label is None else ending.label
    told = Say(
        "\n\n".join(filter(None, parts)),
        title=title.in_(lang),
        buttons=(*call_buttons(ctx, playbook.calls if is_first else ()), *_further(ctx, playbook)),
        cards=(_card(ctx, playbook),),
    )
    says = [told]
    for number, one in enumerate(copied):
        says += [Say(one.lead)] if number else []
        says += [Say(one.text, to_copy=True)]
    return tuple(says)


def _copied(ctx: Reading, ending: Ending) -> list[_Copied]:
    found = []
    if ending.say:
        found.append(_Copied(ctx._("Words to say – copy them:"), ending.say.in_(ctx.lang)))
    if ending.letter:
        lead = ctx._("A letter – copy it and write your own in place of the brackets:")
        found.append(_Copied(lead, ending.letter.in_(ctx.lang)))
    return found


def _further(ctx: Reading, playbook: Playbook) -> tuple[Button, ...]:
    card = _card(ctx, playbook)
    return (
        Button(ctx._("The whole card"), links.SERVICE(card)),
        Button(ctx._("Ask a librarian"), links.PERSON_ABOUT(card)),
    )


flow.link(links.PLAYBOOK, to=show)
flow.link(links.PLAYBOOK_END, to=end)
