"""How much the Bot API of Viber takes."""

BODY_BYTES = 30_000  # of any request; Viber says 30 KB
TEXT_UNITS = 7000
TRACKING_LETTERS = 4000
NAME_LETTERS = 28
FILE_NAME_LETTERS = 256
FILE_BYTES = 50 * 1024 * 1024
LABEL_UNITS = 100
KEYBOARD_ROWS = 12
KEYBOARD_BUTTONS = 24  # more, and the keyboard alone might be longer than a request
COLUMNS = 6  # a row of a keyboard is so wide
HOURLY = 100  # messages to one person who does not reply
