"""Looking entries up."""

from bot.catalogue.model import EntryKind, Group, LifeEvent, Route, Service, Text
from bot.catalogue.service import Catalogue


def _service(service_id, *, event="identity", related=()):
    return Service(
        id=service_id,
        kind=EntryKind.ESERVICE,
        route=Route.SERVICE,
        life_event=event,
        title=Text(service_id),
        what=Text("…"),
        related=related,
    )


CATALOGUE = Catalogue(
    [_service("b", related=("a", "gone")), _service("a"), _service("c", event="no-such")],
    events=[
        LifeEvent(id="travel", title=Text("Поїздка"), group="papers", order=0),
        LifeEvent(id="identity", title=Text("Паспорт"), group="papers", order=1),
    ],
    groups=[Group(id="papers", title=Text("Документи"), order=0)],
)


def test_text_falls_back_to_ukrainian():
    assert Text({"uk": "так", "en": "yes"}).in_("en") == "yes"
    assert Text("так").in_("en") == "так"
    assert Text({"uk": "так", "en": "yes"}).in_("ru") == "так"


def test_services_keep_the_editors_order():
    assert [service.id for service in CATALOGUE.services_of("identity")] == ["b", "a"]


def test_an_empty_life_event_is_not_offered():
    assert [event.id for event in CATALOGUE.events_of("papers")] == ["identity"]


def test_an_entry_of_an_unknown_event_is_still_found():
    assert CATALOGUE.get("c").id == "c"
    assert CATALOGUE.get("gone") is None


def test_related_leaves_out_what_is_gone():
    assert [service.id for service in CATALOGUE.related(CATALOGUE.get("b"))] == ["a"]
