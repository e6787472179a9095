"""Places and libraries on the map: «Де бібліотека?»."""

from bot.contracts.feature import Feature, MenuEntry
from bot.engine.texts import N_
from handlers.citizen import find_library
from handlers.shared.profile import LIBRARY

FEATURE = Feature(
    name="places",
    flows=(find_library.flow,),
    menu=(
        MenuEntry("library", N_("Find a library"), to=find_library.where),
        MenuEntry("mine", N_("My library"), to=find_library.mine, own=LIBRARY),
    ),
)
