"""Libraries, offices and services as search engines read them: JSON-LD of schema.org.

What nobody knows is left out. A point that is merely the settlement's is no `geo` of the building.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date

from bot.catalogue.library import Library
from bot.catalogue.model import Service
from bot.catalogue.offers import OFFERS
from bot.catalogue.office import Office
from bot.catalogue.photos import address_of
from bot.open_data.published import Published, Spans, office_week, week_of

Node = dict[str, object]
CONTEXT = "https://schema.org"
COUNTRY = "UA"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def library_node(
    published: Published, of: Library, lang: str, *, today: date, says: Mapping[str, str]
) -> Node:
    """A library; `says` are what it may offer, by capability, in words."""
    return _known({
        "@context": CONTEXT,
        "@type": "Library",
        "@id": published.page_of("libraries", of.id),
        "name": of.name.in_(lang),
        "url": of.website or published.page_of("libraries", of.id),
        "address": _address(published, of, lang),
        "geo": _geo(of),
        "telephone": list(of.phones),
        "email": of.email,
        "image": _image(published, of, lang),
        "knowsLanguage": list(of.languages),
        "openingHoursSpecification": _hours(week_of(published.access, of, today)),
        "amenityFeature": [
            {"@type": "LocationFeatureSpecification", "name": says[key], "value": has}
            for has, listed in ((True, of.capabilities), (False, of.lacks))
            for key in OFFERS if key in listed
        ],
    })  # fmt: skip


def _image(published: Published, of: Library, lang: str) -> Node | None:
    if of.photo is None:
        return None
    licence = published.region.licence
    return _known({
        "@type": "ImageObject",
        "contentUrl": f"{published.address}{address_of(of.photo.file)}",
        "width": of.photo.width,
        "height": of.photo.height,
        "caption": of.photo.alt.in_(lang),
        "license": licence.url if licence else None,
    })  # fmt: skip


def office_node(published: Published, of: Office, lang: str, *, today: date) -> Node:
    """An office; one without a settlement stands for all of its kind in the oblast."""
    kind = published.offices.kind(of.kind)
    is_government, is_place = kind is None or kind.is_government, bool(of.settlement_name)
    types = {
        (True, True): "GovernmentOffice", (True, False): "GovernmentOrganization",
        (False, True): "LocalBusiness", (False, False): "Organization",
    }  # fmt: skip
    week = office_week(of, today, closed_on=published.off)
    return _known({
        "@context": CONTEXT,
        "@type": types[is_government, is_place],
        "@id": published.page_of("offices", of.id),
        "name": of.name.in_(lang),
        "url": of.website or published.page_of("offices", of.id),
        "address": _address(published, of, lang),
        "geo": _geo(of),
        "telephone": list(of.phones),
        "email": of.email,
        "openingHoursSpecification": _hours(week) if is_place else [],
    })  # fmt: skip


def _address(published: Published, of: Library | Office, lang: str) -> Node:
    return _known({
        "@type": "PostalAddress",
        "streetAddress": of.address,
        "addressLocality": of.settlement_name,
        "addressRegion": published.region.name.in_(lang),
        "addressCountry": COUNTRY,
    })  # fmt: skip


def _geo(of: Library | Office) -> Node | None:
    if of.approximate or of.lat is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": of.lat, "longitude": of.lon}


def service_node(published: Published, of: Service, lang: str) -> Node:
    """A service; libraries' own are no government's."""
    kind = "Service" if of.kind == "library" else "GovernmentService"
    return _known({
        "@context": CONTEXT,
        "@type": kind,
        "@id": published.page_of("services", of.id),
        "name": of.title.in_(lang),
        "description": of.what.in_(lang),
        "url": published.page_of("services", of.id),
        "areaServed": {
            "@type": "AdministrativeArea", "name": published.region.name.in_(lang)
        },
        "provider": {
            "@type": "Organization", "name": of.provider.in_(lang)
        } if of.provider else None,
        "availableChannel": {
            "@type": "ServiceChannel", "serviceUrl": of.official_url
        } if of.official_url else None,
    })  # fmt: skip


def written(node: Node) -> str:
    """The text of a <script>: nothing in it can end that."""
    return json.dumps(node, ensure_ascii=False).replace("<", "\\u003c")


def _hours(week: Iterable[tuple[date, Spans | None]]) -> list[Node]:
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": _DAYS[day.weekday()],
            "opens": opens,
            "closes": closes,
            "validFrom": day.isoformat(),
            "validThrough": day.isoformat(),
        }
        for day, spans in week
        for opens, closes in spans or ()
    ]


def _known(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, [], "")}
