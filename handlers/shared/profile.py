"""What conversations remember of a citizen. The names rest in the database."""

from bot.engine.profile import Fact

LANG = Fact("lang", "")  # chosen: questions in the other language don't undo it
LIBRARY = Fact("library", "")  # id of the one saved as theirs
PLACE = Fact("place", "")  # code of the settlement of the last question to a librarian
NAME = Fact("name", "")  # what the librarians may call them
ASKED = Fact("asked", False)  # a librarian was asked: "My questions" stands in the menu
NO_FOLLOW_UP = Fact("no_follow_up", False)  # don't ask weeks later whether an answer helped
BOOKED = Fact("booked", False)  # booked once: "My appointments" stands in the menu
