"""Links by which conversations are opened from anywhere: a button, a poster, `?start=`.

Each is declared here once and opens the flow that claims it (`flow.link`). A name never changes:
buttons of last year hold it.
"""

from bot.engine.links import DeepLink

# Anybody’s: the menu, what is said of the service, leaving it.
MENU = DeepLink("menu")
ABOUT = DeepLink("about")
PRIVACY = DeepLink("privacy")
CREDITS = DeepLink("credits")
LANGUAGE = DeepLink("language", "lang")
FORGET = DeepLink("forget")
MY_CHATS = DeepLink("my_chats")
LINK_CHAT = DeepLink("link_chat", "code")
DANGER = DeepLink("danger", "kind")

# Libraries.
WHERE = DeepLink("where")
ELSEWHERE_FOR = DeepLink("elsewhere_for", "service")
ELSEWHERE_WITH = DeepLink("elsewhere_with", "need")
ELSEWHERE_WARM = DeepLink("elsewhere_warm")
NEAR = DeepLink("near", "code")
LIBRARY = DeepLink("library", "library")
SAVE_LIBRARY = DeepLink("save_library", "library")
MY_LIBRARY = DeepLink("my_library")
REPORT = DeepLink("report", "library")
HELP = DeepLink("help", "service")

# E-services.
SERVICES = DeepLink("services")
SERVICE = DeepLink("service", "service")
EVENT = DeepLink("event", "event")
OTHER_CASES = DeepLink("other_cases", "service")
OUTDATED = DeepLink("outdated", "service")
ASK_LACKING = DeepLink("ask_lacking", "service", "aspect")
PLAYBOOK = DeepLink("trouble", "playbook", "card")
PLAYBOOK_END = DeepLink("trouble_end", "playbook", "card", "end")

# Legal aid.
LEGAL = DeepLink("legal")
LEGAL_OFFICES = DeepLink("legal_offices")
LEGAL_FREE = DeepLink("legal_free")

# Appointments.
RIGHT_HELP = DeepLink("right_help", "kind")
BOOK = DeepLink("book")
HELP_HOUR = DeepLink("help_hour", "service")
APPOINTMENTS = DeepLink("appointments")
APPOINTMENT = DeepLink("appointment", "number")
APPOINTMENT_COMING = DeepLink("appointment_coming", "number")
APPOINTMENT_MOVE = DeepLink("appointment_move", "number")
APPOINTMENT_CANCEL = DeepLink("appointment_cancel", "number")
APPOINTMENT_AGAIN = DeepLink("appointment_again", "number")
APPOINTMENT_TAKE = DeepLink("appointment_take", "number")
APPOINTMENT_PASS = DeepLink("appointment_pass", "number")
APPOINTMENT_SLIP = DeepLink("appointment_slip", "token")
WAITING_LEAVE = DeepLink("waiting_leave", "waiting")

# Questions to a librarian, as the citizen sees them.
PERSON = DeepLink("person")
PERSON_ABOUT = DeepLink("person_about", "service")
COPY = DeepLink("copy")
MY_QUESTIONS = DeepLink("my_questions")
MY_QUESTIONS_PAGE = DeepLink("my_questions_page", "page")
REQUEST = DeepLink("request", "number")
ADD_WORDS = DeepLink("add_words", "number")
WITHDRAW = DeepLink("withdraw", "number")
AGREE = DeepLink("agree", "number")
DECLINE = DeepLink("decline", "number")
REOPEN = DeepLink("reopen", "number")
RATE = DeepLink("rate", "number", "rating")
ABOUT_OTHER = DeepLink("about_other", "number", "entry")
LEAVE_MAIL = DeepLink("leave_mail", "number")
OWN_REQUEST = DeepLink("own_request")
OWN_NUMBERED = DeepLink("own_number", "number")
OWN_NAMED = DeepLink("own_named", "number")
OWN_OPENED = DeepLink("own_opened", "number", "key")
NO_FOLLOW_UP = DeepLink("no_follow_up")
FOLLOW_UP = DeepLink("follow_up")

# The desk.
DESK = DeepLink("desk")
DESK_LIST = DeepLink("desk_list", "list", "page")
DESK_BROWSER = DeepLink("desk_browser")
DESK_NOTICES = DeepLink("desk_notices", "wanted")
DESK_LEAVE = DeepLink("desk_leave")
DESK_RECORD = DeepLink("desk_record")
DESK_REQUEST = DeepLink("desk_request", "number")
DESK_DO = DeepLink("desk_do", "number", "act")
DESK_WORDS = DeepLink("desk_words", "number", "act")
DESK_TIME = DeepLink("desk_time", "number")
DESK_OVER = DeepLink("desk_over", "number")
DESK_LIVE = DeepLink("desk_live")
DESK_CARD = DeepLink("desk_card")
DESK_TODAY = DeepLink("desk_today")
DESK_APPOINTMENT = DeepLink("desk_appointment", "number")
DESK_NOTE = DeepLink("desk_note", "number", "state")
STAFF = DeepLink("staff", "code")
STAFF_PERHAPS = DeepLink("staff_perhaps", "code")

DECLARED = tuple(one for one in tuple(vars().values()) if isinstance(one, DeepLink))
