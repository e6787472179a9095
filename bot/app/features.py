"""All features of the program, a line each: their order is that of menus and lists."""

from bot.announcements.feature import FEATURE as ANNOUNCEMENTS
from bot.appointments.feature import FEATURE as APPOINTMENTS
from bot.catalogue.feature import FEATURE as CATALOGUE
from bot.content.feature import FEATURE as CONTENT
from bot.contracts.features import Features
from bot.conversation.feature import CONVERSATION, PRIVACY
from bot.coverage.feature import FEATURE as COVERAGE
from bot.files.feature import FEATURE as FILES
from bot.learning.feature import FEATURE as LEARNING
from bot.legal_aid.feature import FEATURE as LEGAL_AID
from bot.libraries.feature import FEATURE as LIBRARIES
from bot.linking.feature import FEATURE as LINKING
from bot.open_data.feature import FEATURE as OPEN_DATA
from bot.places.feature import FEATURE as PLACES
from bot.problems.feature import FEATURE as PROBLEMS
from bot.requests.feature import FEATURE as REQUESTS
from bot.staff.feature import FEATURE as STAFF
from bot.understanding.feature import FEATURE as QUESTIONS

FEATURES = Features(
    [
        CONVERSATION,
        QUESTIONS,
        PLACES,
        CATALOGUE,
        LEGAL_AID,
        APPOINTMENTS,
        REQUESTS,
        ANNOUNCEMENTS,
        LIBRARIES,
        LINKING,
        FILES,
        STAFF,
        PROBLEMS,
        COVERAGE,
        OPEN_DATA,
        LEARNING,
        CONTENT,
        PRIVACY,
    ]
)
