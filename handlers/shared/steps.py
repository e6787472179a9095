"""Steps that conversations open in one another, by name: flows import no other.

A step keeps its name while a citizen's dialogue may rest at it. Whether each is in its flow is
checked at start, and the diagrams draw every use.
"""

from bot.engine.model import StepRef
from handlers.shared.data import (
    AppointmentData,
    AskLibrarianData,
    AskQuestionData,
    DangerData,
    FindLibraryData,
    FindOfficeData,
    LanguageData,
    MenuData,
    MyAppointmentData,
    OneQuestionData,
    PlaybookData,
    RateAnswerData,
    ReportData,
    ServicesData,
)
from handlers.shared.staff_data import DeskData, DeskReplyData, DeskRequestData

HELLO = StepRef("start", "hello")
MENU: StepRef[MenuData] = StepRef("menu", "menu")
THANKS = StepRef("thanks", "welcome")
IN_LANGUAGE: StepRef[LanguageData] = StepRef("language", "said")
IT_HELPED = StepRef("verdict", "helped")
AGREED = StepRef("verdict", "agreed")
IT_FAILED: StepRef[ServicesData] = StepRef("verdict", "failed")
RATE: StepRef[RateAnswerData] = StepRef("rate_answer", "rate")
ABOUT = StepRef("about", "who")
STORED = StepRef("about", "stored")
PROGRAM = StepRef("about", "program")
FREE = StepRef("about", "free")
DANGER: StepRef[DangerData] = StepRef("danger", "lines")
AFTER_DANGER: StepRef[DangerData] = StepRef("danger", "after")
DANGER_OVER: StepRef[DangerData] = StepRef("danger", "over")

REPORT: StepRef[ReportData] = StepRef("report", "told")
ANSWER: StepRef[AskQuestionData] = StepRef("ask_question", "answer")
CHOICE: StepRef[AskQuestionData] = StepRef("ask_question", "choose")
CHOICE_STANDS: StepRef[AskQuestionData] = StepRef("ask_question", "noted")
NONE_OF_THEM: StepRef[AskQuestionData] = StepRef("ask_question", "none")
FILE: StepRef[AskQuestionData] = StepRef("ask_question", "file")

FIND_LIBRARY: StepRef[FindLibraryData] = StepRef("find_library", "where")
LIBRARY_NAMED: StepRef[FindLibraryData] = StepRef("find_library", "named")
LIBRARY_IN_WORDS: StepRef[FindLibraryData] = StepRef("find_library", "in_words")
WHICH_OF_NAME: StepRef[FindLibraryData] = StepRef("find_library", "which_library")
LIBRARY: StepRef[FindLibraryData] = StepRef("find_library", "card")
LIBRARY_FACT: StepRef[FindLibraryData] = StepRef("find_library", "fact")
MY_LIBRARY: StepRef[FindLibraryData] = StepRef("find_library", "mine")
LIBRARY_NEAR: StepRef[FindLibraryData] = StepRef("find_library", "shared")

OFFICE: StepRef[FindOfficeData] = StepRef("find_office", "named")

SERVICES: StepRef[ServicesData] = StepRef("services", "groups")
SERVICE: StepRef[ServicesData] = StepRef("services", "card")
ASPECT: StepRef[ServicesData] = StepRef("services", "aspect")
PLAYBOOK: StepRef[PlaybookData] = StepRef("playbook", "show")
ANOTHER_CARD: StepRef[ServicesData] = StepRef("services", "another")
ABROAD: StepRef[ServicesData] = StepRef("abroad", "told")
OTHER_CASES: StepRef[ServicesData] = StepRef("services", "other_cases")
OUTDATED: StepRef[ServicesData] = StepRef("services", "outdated")

ASK_LIBRARIAN: StepRef[AskLibrarianData] = StepRef("hand_over", "words")
OFFER_LIBRARIAN: StepRef[AskLibrarianData] = StepRef("hand_over", "offer")
LIVING_PERSON: StepRef[AskLibrarianData] = StepRef("living_person", "whom")
WHICH_LIBRARY: StepRef[AskLibrarianData] = StepRef("hand_over", "place")
TELL_MORE: StepRef[AskLibrarianData] = StepRef("tell_more", "ask")
BEGIN = StepRef("tell_more", "begin")
CALL_BACK: StepRef[AskLibrarianData] = StepRef("call_back", "phone")
ORDER_COPY: StepRef[AskLibrarianData] = StepRef("document_delivery", "what")

RIGHT_HELP: StepRef[AppointmentData] = StepRef("right_help", "what")
ASK_FOR_TIME: StepRef[AppointmentData] = StepRef("right_help", "ask_for_time")
BOOK: StepRef[AppointmentData] = StepRef("book_appointment", "place")
FREE_TIMES: StepRef[AppointmentData] = StepRef("book_appointment", "times")
TIME_IN_WORDS: StepRef[AppointmentData] = StepRef("book_appointment", "chosen_by_words")
TAKE_TIME: StepRef[AppointmentData] = StepRef("confirm_appointment", "take")
HELD_TIME: StepRef[AppointmentData] = StepRef("confirm_appointment", "confirm")
MY_APPOINTMENTS: StepRef[MyAppointmentData] = StepRef("my_appointments", "list")
MY_APPOINTMENT: StepRef[MyAppointmentData] = StepRef("my_appointments", "show")
MOVE_APPOINTMENT: StepRef[MyAppointmentData] = StepRef("my_appointments", "move")
CANCEL_APPOINTMENT: StepRef[MyAppointmentData] = StepRef("my_appointments", "cancel")
WAIT: StepRef[AppointmentData] = StepRef("wait_for_appointment", "join")

REQUEST_NUMBER = StepRef("own_request", "number")
MY_QUESTIONS = StepRef("my_questions", "list")
ONE_QUESTION: StepRef[OneQuestionData] = StepRef("one_question", "show")
PASS_ON: StepRef[OneQuestionData] = StepRef("one_question", "passed_on")
WITHDRAW: StepRef[OneQuestionData] = StepRef("one_question", "withdraw")
ABOUT_OTHER: StepRef[OneQuestionData] = StepRef("one_question", "about_other")
AGREE: StepRef[OneQuestionData] = StepRef("one_question", "agree")
DECLINE: StepRef[OneQuestionData] = StepRef("one_question", "decline")
REOPEN: StepRef[OneQuestionData] = StepRef("one_question", "reopen")

DESK: StepRef[DeskData] = StepRef("desk", "home")
DESK_REQUEST: StepRef[DeskRequestData] = StepRef("desk_request", "show")
DESK_ANSWER: StepRef[DeskReplyData] = StepRef("desk_reply", "drafted")

PUBLISHED = tuple(one for one in tuple(vars().values()) if isinstance(one, StepRef))
