"""An entry as people see it: in each language, in each channel, by the channel's own renderer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.catalogue.desk import fill
from bot.console.visit import Visit
from bot.content.load import Content
from bot.content.pages.scenes import context, drawn, played
from bot.content.schema_desk import PracticeIn, ReadyAnswerIn
from bot.contracts.features import Features
from bot.contracts.looks import Look, Looks, Shown
from bot.contracts.services import Services
from bot.engine.model import Message
from bot.engine.texts import N_, own_name
from bot.requests.deadlines import Clock
from bot.requests.labels import CHANNELS
from bot.requests.model import (
    Holder,
    Request,
    RequestEntry,
    RequestKind,
    RoutingReason,
    Said,
    State,
)
from bot.requests.notices import NoticeTopic, RequestNotice
from bot.requests.pages.ready_answers import OF_REQUEST
from bot.requests.pages.suggestions import values_of_library

NUMBER: Final = "0000-0000"  # of no request
READ_AT_THE_DESK = N_("A librarian who practises reads this in a request.")

Scenes = Sequence[tuple[str, Sequence[Message]]]  # each with its caption


@dataclass(frozen=True, slots=True)
class Played:
    """One scene in one channel: its caption, "" for none, and how it looks."""

    caption: str
    look: Look


@dataclass(frozen=True, slots=True)
class InChannel:
    """A channel: what it is called, with what it shows otherwise, and the scenes."""

    name: str
    scenes: Sequence[Played]
    remarks: Sequence[str]


@dataclass(frozen=True, slots=True)
class Preview:
    """A language by its code and own name, and its channels."""

    code: str
    own_name: str
    channels: Sequence[InChannel]


async def previews(
    visit: Visit, services: Services, key: str, data: Mapping[str, Any], *, id: str = ""
) -> list[Preview]:
    """How it looks; [] while the values are not sound yet, and where no message shows it."""
    found = []
    for lang in visit.console.texts:
        try:
            scenes = await _scenes(visit, services, key, id, data, lang)
        except ValueError:  # the form says what is wrong
            return []
        if any(messages for _, messages in scenes):
            found.append(Preview(lang, own_name(lang), _in_channels(visit, scenes, lang)))
    return found


async def _scenes(
    visit: Visit, services: Services, key: str, id: str, data: Mapping[str, Any], lang: str
) -> Scenes:
    if key == "ready_answers":
        given = ReadyAnswerIn.model_validate(data)
        text = given.text.by_language().get(lang)
        return [("", _answer(visit, services, text, lang))] if text else []
    if key == "practice":  # a librarian reads it
        words = PracticeIn.model_validate(data).words
        return [(visit._(READ_AT_THE_DESK), [Message(words, lang=lang)])]
    return await played(visit, services, key, id, data, lang)


def _answer(visit: Visit, services: Services, text: str, lang: str) -> list[Message]:
    """As a reader gets it from the library of whoever looks, else from the first one."""
    libraries = services[Content].access_points
    points = [one.id for one in libraries]
    point = visit.person.point if visit.person.point in points else next(iter(points), "")
    ctx = context(visit, services, lang)
    values = {name: ctx._(told) for name, told in OF_REQUEST.items()}
    values |= values_of_library(visit, services, point, lang)
    now = visit.console.clock()
    request = Request(
        id=0, number=NUMBER, kind=RequestKind.REFERENCE, state=State.ANSWERED,
        holder=Holder(point, RoutingReason.OWN), words="", due_at=now,
        clock=Clock("", now, now), created_at=now, lang=lang,
    )  # fmt: skip
    said = RequestEntry(0, "", Said.ANSWER, fill(text, values), now)
    notice = RequestNotice(NoticeTopic.ANSWERED, request, "", entry=said)
    told = services[Features].notices_of(notice)
    return [message for one in told for message in drawn(one.say(ctx, notice), lang)]


def _in_channels(visit: Visit, scenes: Scenes, lang: str) -> list[InChannel]:
    return [_in_channel(visit, one, scenes, lang) for one in visit.console.program[Looks].channels]


def _in_channel(visit: Visit, channel: Shown, scenes: Scenes, lang: str) -> InChannel:
    text = visit.console.texts[lang].text
    shown = [Played(caption, channel.draw(messages, text)) for caption, messages in scenes]
    remarks = _remarks(visit, shown)
    name = visit._(CHANNELS[channel.name]) if channel.name in CHANNELS else channel.name
    if not channel.is_on:
        name = visit._("%(channel)s (not switched on here)", channel=name)
    if remarks:
        told = visit.n_("%(n)s remark", "%(n)s remarks", len(remarks))
        name = f"{name} – {told}"
    return InChannel(name, _parted(shown), remarks)


def _parted(shown: Iterable[Played]) -> list[Played]:
    """Scenes that look alike stand once, with all their captions."""
    found: list[Played] = []
    for one in shown:
        same = next((at for at, other in enumerate(found) if other.look == one.look), None)
        if same is None:
            found.append(one)
        else:
            found[same] = Played(f"{found[same].caption}, {one.caption}", one.look)
    return found


def _remarks(visit: Visit, shown: Iterable[Played]) -> list[str]:
    told = (one for played in shown for one in played.look.remarks)
    return list(dict.fromkeys(visit._(one.msgid, **one.values) for one in told))
