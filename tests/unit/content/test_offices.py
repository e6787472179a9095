"""The local directory: what is wrong is named, what is unknown stays so, whose office it is."""

from pathlib import Path

from bot.catalogue.office import Serves
from bot.content import load
from bot.places.model import Settlement
from bot.places.offices import office_for
from tests.unit.content.small import LEGAL_AID, small_content

CODE = "UA68040150010024820"
OFFICES = f"""\
kinds:
  - id: cnap
    title: {{uk: ЦНАП}}
    nearest: {{uk: Найближчий ЦНАП}}
    card_words: [цнап]
    in_each_hromada: true
  - id: legal-aid
    title: {{uk: Правнича допомога}}
    nearest: {{uk: Найближче бюро}}
offices:
  - id: cnap-derazhnia
    kind: cnap
    name: {{uk: ЦНАП Деражнянської міської ради}}
    settlement: {CODE}
    hromada: Деражнянська
    phone: ['03856 2-00-00', '067 000-00-00']
    source: Лист ради від 20.11.2026
    checked: 2026-11-23
  - id: all
    kind: cnap
    name: {{uk: Усі}}
    serves: oblast
    source: https://example.com/all
"""
AID = LEGAL_AID.replace(
    "offices: []",
    f"""offices:
  - id: biuro
    kind: bureau
    name: {{uk: Бюро}}
    phone: '0 800 000 000'
    phones_more: ['03856 2-11-11']
    address: вул. Миру, 1
    hours: Mo-Fr 09:00-18:00
    settlement: {CODE}
    source: https://example.com/legal""",
)
TOWN = Settlement(CODE, "M", "Деражня", "UA1", "Деражнянська", "", "", None)


def test_offices_are_read_with_those_of_legal_aid(tmp_path: Path) -> None:
    files = {"offices.yaml": OFFICES, "legal_aid.yaml": AID}
    loaded = load(small_content(tmp_path, **files))
    assert loaded.problems == ()
    found = {one.id: one for one in loaded.content.offices.all}
    assert list(found) == ["cnap-derazhnia", "all", "biuro"]
    ours = found["cnap-derazhnia"]
    assert (ours.address, ours.hours, ours.approximate) == (None, None, True)
    assert ours.phones == ("03856 2-00-00", "067 000-00-00")
    assert found["all"].serves is Serves.OBLAST
    biuro = found["biuro"]
    assert biuro.phones == ("0 800 000 000", "03856 2-11-11")
    assert (biuro.address, biuro.hours) == ("вул. Миру, 1", "Mo-Fr 09:00-18:00")


def test_whose_office_it_is(tmp_path: Path) -> None:
    offices = load(small_content(tmp_path, **{"offices.yaml": OFFICES})).content.offices.of("cnap")
    own = office_for(offices, TOWN)
    assert own
    assert (own.office.id, own.is_own) == ("cnap-derazhnia", True)
    elsewhere = Settlement("UA2", "C", "Далеке", "UA3", "Далека", "", "", None)
    far = office_for(offices, elsewhere)  # nobody knows how far it is: the oblast's is told
    assert far
    assert (far.office.id, far.is_own, far.km) == ("all", False, None)


def test_what_is_wrong_is_named(tmp_path: Path) -> None:
    wrong = OFFICES.replace("kind: cnap\n    name: {uk: Усі}", "kind: none\n    name: {uk: Усі}")
    wrong = wrong.replace(f"settlement: {CODE}", "settlement: UA68040150010000000")
    wrong += "  - id: nowhere\n    kind: cnap\n    name: {uk: Десь}\n    source: https://a.ua\n"
    loaded = load(small_content(tmp_path, **{"offices.yaml": wrong}))
    told = "\n".join(map(str, loaded.problems))
    assert "немає виду «none»" in told
    assert "немає населеного пункту з кодом «UA68040150010000000»" in told
    assert "невідомо, де це" in told
    assert [one.id for one in loaded.content.offices.all] == ["cnap-derazhnia"]
