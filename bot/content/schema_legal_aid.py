"""The shape of legal_aid.yaml."""

from typing import Literal

from bot.content.fields import Day, Email, Hours, Id, Katottg, Phone, Url, Words
from bot.content.schema import Strict, TextIn


class ContactPointIn(Strict):
    """A point of free legal aid."""

    id: Id
    kind: Literal[
        "contact_centre", "centre", "bureau", "legal_education", "official_information",
        "legal_clinic", "legal_information",
    ]  # fmt: skip
    name: TextIn
    phone: Phone | None = None
    phones_more: list[Phone] = []
    email: Email | None = None
    website: Url | None = None
    address: Words | None = None
    hours: Hours | None = None
    hours_note: TextIn | None = None
    free_call: bool | None = None
    settlement: Katottg | None = None
    settlement_name: Words | None = None
    offers: list[TextIn] = []
    note: TextIn | None = None
    source: Url
    sources_more: list[Url] = []
    seen: Day | None = None
    checked: Day | None = None


class FactIn(Strict):
    """One sourced sentence."""

    id: Id
    text: TextIn
    law: Words | None = None
    source: Url
    seen: Day | None = None


class LegalAidIn(Strict):
    """content/legal_aid.yaml."""

    contact_centre: ContactPointIn
    offices: list[ContactPointIn]
    library_points: list[ContactPointIn] = []
    network: list[FactIn] = []
    primary: list[FactIn] = []
    secondary: list[FactIn] = []
