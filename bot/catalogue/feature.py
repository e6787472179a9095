"""The catalogue of e-services."""

from bot.contracts.feature import Feature, MenuEntry
from bot.engine.texts import N_
from handlers.citizen import abroad, e_services, find_office, playbooks, verdict

FEATURE = Feature(
    name="catalogue",
    flows=(e_services.flow, abroad.flow, find_office.flow, playbooks.flow, verdict.flow),
    menu=(MenuEntry("services", N_("E-services"), to=e_services.groups),),
)
