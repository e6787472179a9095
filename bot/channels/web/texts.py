"""What the chat page, its errors and the widget say; English msgids, translated by catalogue."""

from collections.abc import Callable, Mapping

from bot.engine.texts import N_
from bot.files.rules import REFUSED, FileRefusal
from bot.files.words import KILOBYTES, MEGABYTES

Translate = Callable[[str], str]

PAGE: Mapping[str, str] = {
    "tagline": N_("Ask in your own words. Public libraries answer."),
    "title": N_("chat with public libraries"),
    "skip": N_("To the message field"),
    "menu": N_("Menu"),
    "language": N_("Language"),
    "conversation": N_("Conversation"),
    "you": N_("You:"),
    "field": N_("Your message"),
    "hint": N_("Write your question"),
    "send": N_("Send"),
    "locate": N_("Send my location"),
    "located": N_("My location"),
    "locating": N_("Finding where you are…"),
    "locate_denied": N_(
        "The browser didn’t share your location. Write the name of your village or town instead."
    ),
    "locate_failed": N_(
        "Your location could not be found. Write the name of your village or town instead."
    ),
    "route": N_("Route on the map"),
    "details": N_("More: steps, for whom, source"),
    "copy": N_("Copy"),
    "copied": N_("Copied. Paste it where you write."),
    "not_copied": N_("It could not be copied. Select the text and copy it."),
    "approximate": N_("approximate place"),
    "new_tab": N_("opens in a new tab"),
    "attach": N_("Attach a file"),
    "attached": N_("Attached files"),
    "remove": N_("Remove the file"),
    "uploading": N_("The file is on its way. Wait a little, please:"),
    "uploaded": N_("Attached. Write a few words or send it as it is:"),
    "renamed": N_("%(was)s is really of another kind, so it goes as %(name)s."),
    "not_uploaded": N_(
        "The file did not get through. Check the connection and choose the file again."
    ),
    "many_files": N_("Up to %(n)s files go with one message. Send these first."),
    "file_large": REFUSED[FileRefusal.LARGE],
    "kilobytes": KILOBYTES,
    "megabytes": MEGABYTES,
    "offline": N_("No connection. Reconnecting…"),
    "unsent": N_("No connection. The message is saved and will be sent as soon as it is back."),
    "troubled": N_(
        "Something else answers instead of us: perhaps this Wi-Fi asks you to sign in. What you"
        " wrote is kept here and will be sent by itself."
    ),
    "waiting": N_("Not sent yet"),
    "refused": N_("Not sent"),
    "too_long": N_("The message is longer than 4,096 characters. Send it in parts, please."),
    "left": N_("Characters left:"),
    "latest": N_("Latest message"),
    "end": N_("End the conversation"),
    "end_question": N_("End the conversation?"),
    "end_explained": N_(
        "It will disappear from this device. Questions you sent stay with the library."
    ),
    "end_numbers": N_("Note down the numbers of your questions:"),
    "end_answers": N_(
        "By its number and key an answer opens in any chat of ours, on the page /request and at"
        " any library."
    ),
    "end_mail": N_("Tell me by e-mail"),
    "end_unsent": N_("Something here is not sent yet. It will be lost."),
    "end_files": N_("Files you saved stay on this device: delete them yourself."),
    "end_yes": N_("End"),
    "end_no": N_("Stay"),
    "exit": N_("Leave quickly"),
    "exit_told": N_(
        "To hide this conversation: “Leave quickly” at the top, or Esc twice. To come back to it"
        " later, write here: open my conversation"
    ),
    "exit_told_shared": N_(
        "To hide this conversation: “Leave quickly” at the top, or Esc twice. It will be over."
    ),
    "exit_back": N_("open my conversation"),
    "ended": N_("The conversation is over. It is no longer seen here."),
    "ended_offline": N_("No connection. Begin when it is back."),
    "begin": N_("Begin a new conversation"),
    "cover_title": N_("There is a conversation here"),
    "cover_text": N_("It was begun on this device earlier. If not by you, begin a new one."),
    "cover_go_on": N_("Continue the conversation"),
    "cover_new": N_("Begin a new one"),
    "cover_new_explained": N_("If you begin a new one, the earlier will not be seen here."),
    "shared": N_("Shared computer. The conversation disappears after %(n)s min without you."),
    "warn_question": N_("Are you still here?"),
    "warn_text": N_(
        "If nothing is pressed for a minute, the conversation disappears from this computer."
    ),
    "warn_numbers": N_(
        "Write the number and the key down: by them the answer opens in any chat of ours, on the"
        " page /request and at any library."
    ),
    "warn_left": N_("Seconds left:"),
    "warn_stay": N_("I’m still here"),
    "warn_end": N_("End now"),
    "new_chat": N_("The earlier conversation can’t be opened here. This is a new one."),
    "plain_title": N_("This works in any browser: write here, and the answer comes on a new page."),
    "plain_field": N_("Your question"),
    "plain_ask": N_("Ask"),
    "plain_librarian": N_("Ask a librarian"),
    "plain_look": N_("Show new answers"),
    "plain_waits": N_("There is no new answer yet. Press “Show new answers” in a minute."),
    "plain_phones": N_("Or phone"),
}

ERRORS: Mapping[str, str] = {
    "session_missing": N_("This page has lost its conversation. Reload it, please."),
    "session_forged": N_(
        "This conversation can’t be opened here. Reload the page to begin a new one."
    ),
    "session_old": N_(
        "The earlier conversation was not used for long and is no longer seen here. This is a new"
        " one. Questions you sent stay with the library."
    ),
    "body_large": N_("That is too much for one message. Send it in parts, please."),
    "text_long": PAGE["too_long"],
    "text_empty": N_("The message is empty. Write a few words, please."),
    "bad_json": N_("The page sent something we can’t read. Reload it, please. Nothing was lost."),
    "bad_message": N_(
        "The page sent something we can’t read. Reload it, please. Nothing was lost."
    ),
    "bad_point": N_("We could not read the location. Write the name of your village or town."),
    **{f"file_{code}": text for code, text in REFUSED.items()},
    "file_slow": N_(
        "The file came too slowly and was not kept. Find a better connection and choose it again, "
        "or send a smaller one."
    ),
    "file_gone": N_("The file is no longer here. Attach it again, please."),
    "not_uploaded": PAGE["not_uploaded"],
    "too_many": N_("A lot of messages at once. Wait a little, please: nothing was lost."),
    "not_saved": N_("We could not save the message just now. The page will send it again."),
}

WIDGET: Mapping[str, str] = {
    "open": N_("Ask a library"),
    "close": N_("Close the chat"),
    "label": N_("Chat with a library"),
    "blocked": N_("The chat didn’t open on this page."),
    "elsewhere": N_("Open it in a new tab"),
}


def page_texts(translate: Translate) -> dict[str, str]:
    """Every text of the page in one language, by key."""
    return {key: translate(msgid) for key, msgid in PAGE.items()}


def widget_texts(translate: Translate) -> dict[str, str]:
    """Every text of the widget in one language, by key."""
    return {key: translate(msgid) for key, msgid in WIDGET.items()}
