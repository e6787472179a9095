"""How long what the Bot API takes may be, in UTF-16 units or bytes."""

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
LABEL_UNITS = 64
TOKEN_BYTES = 64
