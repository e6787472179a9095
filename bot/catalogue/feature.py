"""The catalogue of e-services, and what citizens report as wrong in it."""

from bot.catalogue.repository import Faults
from bot.catalogue.tables import service_faults
from bot.content import Content
from bot.contracts.feature import Feature, MenuEntry
from bot.engine.texts import N_
from handlers.citizen import e_services, playbooks, verdict

FEATURE = Feature(
    name="catalogue",
    tables=(service_faults,),
    services={Faults: lambda s: Faults(s.unit, content_version=s[Content].version)},
    flows=(e_services.flow, playbooks.flow, verdict.flow),
    menu=(MenuEntry("services", N_("E-services"), to=e_services.groups),),
)
