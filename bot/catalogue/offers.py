"""What a library may offer, as citizens and staff read it."""

from bot.engine.texts import N_

# What citizens ask for; other capabilities are for finding only. The names are content's own.
OFFERS = {
    "computers": N_("computers"),
    "internet_access": N_("internet"),
    "wifi": N_("Wi-Fi"),
    "printing": N_("printing"),
    "scanning": N_("scanning"),
    "staff_help": N_("help with e-services"),
    "digital_training": N_("digital lessons"),
    "document_delivery": N_("copies by e-mail"),
    "legal_consultation": N_("a lawyer’s advice"),
    "legal_education": N_("legal education"),
    "official_information": N_("official information"),
    "virtual_reference": N_("questions online"),
    "e_catalogue": N_("online catalogue"),
    "children": N_("for children"),
    "bookmobile": N_("a library bus"),
    "outdoor_reading": N_("reading outdoors"),
    "accessible_entrance": N_("entrance without steps"),
    "toilet": N_("toilet"),
    "shelter": N_("shelter from air raids"),
    "generator": N_("generator"),
    "blackout_internet": N_("internet without electricity"),
    "resilience_point": N_("Point of Invincibility"),
    "sign_language": N_("sign language"),
}
