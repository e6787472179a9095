"""Where people meet an entry in a conversation: its steps, run aside on the content as edited."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bot.console.visit import Visit
from bot.content.edited import edited
from bot.content.load import Content
from bot.content.pages.danger_shown import LINES, MANNERS, name_of_danger
from bot.contracts.feature import Ctx
from bot.contracts.features import Features
from bot.contracts.services import Services
from bot.engine.draw import draw_ask, draw_say
from bot.engine.flow import Citizen, Context
from bot.engine.model import Ask, Go, Message, Reply, Say, StepRef
from bot.engine.texts import N_
from bot.engine.turn import Turn, TurnKind
from bot.places.gazetteer import Gazetteer
from bot.places.model import Settlement


@dataclass(frozen=True, slots=True)
class Scene:
    """A step of a flow by the names that rest in dialogues, and what the flow knows there.

    `caption` tells it from others of the same entry, "" where it is alone; `topic` is what is told.
    """

    flow: str
    step: str
    data: Mapping[str, Any] = field(default_factory=dict)
    caption: str = ""
    topic: Mapping[str, str] = field(default_factory=dict)


OFFICES_OF_LEGAL_AID: Final = (Scene("legal_help", "offices"),)
# Of kinds whose scene does not depend on the entry.
_ALWAYS: Final[Mapping[str, tuple[Scene, ...]]] = {
    "legal_centre": (Scene("legal_help", "whom"),),
    "legal_offices": OFFICES_OF_LEGAL_AID,
    "library_points": OFFICES_OF_LEGAL_AID,
    "legal_primary": (Scene("legal_help", "free"),),
    "legal_secondary": (Scene("legal_help", "free"),),
    "about": (
        Scene("about", "who", caption=N_("About")),
        Scene("about", "stored", caption=N_("What you store")),
        Scene("about", "credits", caption=N_("Where the data is from")),
    ),
}
# Of kinds that one step shows: its flow, its name, and what the entry's id is called there.
_BY_ID: Final = {
    "services": ("services", "card", "service"),
    "libraries": ("find_library", "card", "library"),
    "groups": ("services", "events", "group"),
    "dangers": ("danger", "lines", "kind"),
}


def scenes(visit: Visit, content: Content, key: str, id: str, places: Gazetteer) -> list[Scene]:
    """Where the entry `id` is met; `content` has it as edited."""
    if key in _BY_ID:
        flow, step, name = _BY_ID[key]
        return [Scene(flow, step, {name: id})]
    if key == "playbooks":
        return list(_of_playbook(visit, content, id))
    if key in {"offices", "office_kinds"}:
        return _of_office(content, key, id, places)
    if key == MANNERS:
        return _of_manner(visit, content, id)
    if key == LINES:
        found = [
            Scene("danger", "lines", {"kind": one.kind}, name_of_danger(visit._, one.kind))
            for one in content.emergency.dangers
            if any(line.number == id for line in one.lines)
        ]
        return found or [Scene("danger", "lines")]  # among all numbers
    return [
        Scene(one.flow, one.step, one.data, visit._(one.caption) if one.caption else "")
        for one in _ALWAYS.get(key, ())
    ]


def _of_manner(visit: Visit, content: Content, id: str) -> list[Scene]:
    """After each danger that comes about so; of none, among all numbers."""
    manner = content.emergency.manner(id)
    if manner is None or not manner.of:
        return [Scene("danger", "after", topic={"danger_anyhow": id})]
    topic = {"danger_manner": id}
    return [
        Scene("danger", "after", {"kind": kind}, name_of_danger(visit._, kind), topic)
        for kind in manner.of
    ]


def _of_playbook(visit: Visit, content: Content, id: str) -> Iterator[Scene]:
    playbook = content.playbooks.get(id)
    if playbook is None:
        return
    yield Scene("playbook", "show", {"playbook": id})
    if playbook.question is None:
        return
    for number, one in enumerate(playbook.endings, 1):
        label = one.label.in_(visit.lang) if one.label else ""
        yield Scene("playbook", "end", {"playbook": id, "end": str(number)}, label)


def _of_office(content: Content, key: str, id: str, places: Gazetteer) -> list[Scene]:
    """As who lives there is shown it."""
    field = "kind" if key == "office_kinds" else "id"
    offices = [one for one in content.offices.all if getattr(one, field) == id]
    for one in offices:
        place = _place_of(places, one.settlement, one.hromada, one.raion)
        if place is not None:
            data = {"kind": one.kind, "code": place.code}
            return [Scene("find_office", "near", data)]
    return []


def _place_of(
    places: Gazetteer, code: str | None, hromada: str | None, raion: str | None
) -> Settlement | None:
    """The settlement, else one of the hromada, of the raion; any of the oblast."""
    if code and (found := places.get(code)) is not None:
        return found
    own = [one for one in places.settlements if not one.oblast]
    of_hromada = (one for one in own if hromada and one.hromada == hromada)
    of_raion = (one for one in own if raion and one.raion == raion)
    return next(of_hromada, None) or next(of_raion, None) or next(iter(own), None)


async def played(
    visit: Visit, services: Services, key: str, id: str, data: Mapping[str, Any], lang: str
) -> list[tuple[str, list[Message]]]:
    """Each scene's caption and its messages in a language.

    Raises ValueError where the values are not sound.
    """
    places = services[Gazetteer]
    content = edited(services[Content], key, id, data, places)
    name = str(data.get(_NAMES.get(key, "id"), "")) or id
    aside = services.instead(content)
    return [
        (one.caption, await _messages(visit, aside, one, lang))
        for one in scenes(visit, content, key, name, places)
    ]


_NAMES: Final = {"dangers": "kind", LINES: "number"}  # what an entry is named by, else `id`


def context(visit: Visit, services: Services, lang: str, data: object = None) -> Ctx[Any]:
    """A conversation of nobody, who has told nothing."""
    now = visit.console.clock()
    turn = Turn(TurnKind.OTHER, "web", "", now)
    return Context(turn, services, Citizen(0, lang), visit.console.texts, now, data)


async def _messages(visit: Visit, services: Services, scene: Scene, lang: str) -> list[Message]:
    """What is said until it rests; where it goes on to another flow, nothing more."""
    flow = next(one for one in services[Features].flows if one.name == scene.flow)
    step: StepRef | None = flow.steps[scene.step]
    ctx = context(visit, services, lang, flow.data(**scene.data))
    ctx.topic.update(scene.topic)
    said: list[Message] = []
    while step is not None and step.flow == flow.name:
        reply = await flow.steps[step.name].run(ctx)
        said += drawn(reply, lang)
        moves = reply if isinstance(reply, tuple) else (reply,)
        on = next((one for one in moves if isinstance(one, Go)), None)
        step = on.to if on else None
        if on and on.data is not None:
            ctx = replace(ctx, data=on.data)
    return said


def drawn(reply: Reply | Sequence[Say], lang: str) -> Iterator[Message]:
    """What is said, as channels get it."""
    for one in reply if isinstance(reply, Sequence) else (reply,):
        if isinstance(one, Say):
            yield draw_say(one, lang=lang)
        elif isinstance(one, Ask):
            yield draw_ask(one, mark=1, lang=lang)
