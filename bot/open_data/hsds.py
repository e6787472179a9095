"""Libraries and services as HSDS 3 (Human Services Data Specification) has them: `service` objects.

What libraries offer becomes services at the libraries that are known to have it; a card of the
catalogue is a service of whom its page names. A postal code, which HSDS asks for, is empty: nobody
told it. Hours are in `description` as OpenStreetMap writes them. Offices are locations alone: which
of a card's matters each of them deals with, nobody told.
"""

from collections.abc import Iterable
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from bot.catalogue.library import Library
from bot.catalogue.model import Service, Text
from bot.catalogue.offers import OFFERS
from bot.catalogue.office import Office
from bot.catalogue.spoken import language_name
from bot.open_data.published import Published
from bot.open_data.schema_org import COUNTRY

VERSION: Final = "3.0"
LANG: Final = "uk"
STEP_FREE: Final = "accessible_entrance"
Node = dict[str, object]


def services(published: Published, says: dict[str, str]) -> list[Node]:
    """All services; `says` are what libraries may offer, by capability, in words."""
    run_by = _organization(published, published.about.run_by.name, published.about.tagline)
    own = [
        _offered(published, key, says[key], run_by,
                 [one for one in published.given if key in one.capabilities])
        for key in OFFERS
    ]  # fmt: skip
    library = _offered(published, "library", published.about.name.main, run_by, published.given)
    return [library, *filter(None, own), *(_card(published, one) for one in published.catalogue)]


def locations(published: Published) -> list[Node]:
    """Where one may go: libraries, and offices of which the settlement is known."""
    own = (_location(published, one) for one in published.given)
    offices = (_office(published, one) for one in published.offices.all if one.settlement_name)
    return [*own, *offices]


def _offered(
    published: Published, key: str, name: str, run_by: Node, libraries: Iterable[Library]
) -> Node:
    at = [
        {"id": _id(published, "at", key, one.id), "location": _location(published, one)}
        for one in libraries
    ]
    if not at:
        return {}
    return {
        "id": _id(published, "offer", key), "name": name, "status": "active",
        "organization_id": run_by["id"], "organization": run_by, "service_at_locations": at,
    }  # fmt: skip


def _card(published: Published, one: Service) -> Node:
    node: Node = {
        "id": _id(published, "service", one.id),
        "name": one.title.main,
        "description": one.what.main,
        "status": "active",
        "url": one.official_url,
        "application_process": "\n".join(step.main for step in one.steps),
        "fees_description": one.cost.main if one.cost else None,
        "eligibility_description": one.who.main if one.who else None,
        "assured_date": one.checked.isoformat() if one.checked else None,
        "phones": [
            {"id": _id(published, "call", one.id, call.phone), "number": call.phone,
             "description": call.whom.main}
            for call in one.calls
        ],
        "required_documents": [
            {"id": _id(published, "document", one.id, paper.main), "document": paper.main}
            for paper in one.documents
        ],
    }  # fmt: skip
    if one.provider:
        provider = _organization(published, one.provider, one.provider)
        node |= {"organization_id": provider["id"], "organization": provider}
    return _known(node)


def _location(published: Published, one: Library) -> Node:
    return _known({
        **_place(published, one, one.id),
        "description": one.landmark.main if one.landmark else None,
        "url": published.page_of("libraries", one.id),
        "languages": [
            {"id": _id(published, "language", one.id, code), "name": language_name(code, LANG),
             "code": code}
            for code in one.languages
        ],
        "accessibility": [
            {"id": _id(published, "access", one.id), "description": STEP_FREE}
        ] if STEP_FREE in one.capabilities else [],
    })  # fmt: skip


def _office(published: Published, one: Office) -> Node:
    kind = published.offices.kind(one.kind)
    return _known({
        **_place(published, one, f"office/{one.id}"),
        "description": kind.title.main if kind else None,
        "url": published.page_of("offices", one.id),
    })  # fmt: skip


def _place(published: Published, one: Library | Office, id: str) -> Node:
    """What libraries and offices have alike; `id` tells one of these from the other."""
    address: list[Node] = []
    if one.settlement_name:
        address = [{
            "id": _id(published, "address", id), "address_1": one.address or "",
            "city": one.settlement_name, "state_province": published.region.name.main,
            "postal_code": "", "country": COUNTRY, "address_type": "physical",
        }]  # fmt: skip
    return {
        "id": _id(published, "location", id),
        "location_type": "physical",
        "name": one.name.main,
        "latitude": None if one.approximate else one.lat,
        "longitude": None if one.approximate else one.lon,
        "external_identifier": one.settlement,
        "external_identifier_type": "KATOTTG" if one.settlement else None,
        "addresses": address,
        "phones": [
            {"id": _id(published, "phone", id, number), "number": number} for number in one.phones
        ],
        "schedules": [
            {"id": _id(published, "hours", id), "description": one.hours}
        ] if one.hours else [],
    }  # fmt: skip


def _organization(published: Published, name: Text, description: Text) -> Node:
    return {
        "id": _id(published, "organization", name.main), "name": name.main,
        "description": description.main,
    }  # fmt: skip


def _id(published: Published, *parts: str) -> str:
    """The same thing has the same id in every export of this site."""
    return str(uuid5(NAMESPACE_URL, "/".join((published.address, *parts))))


def _known(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, [], "")}
