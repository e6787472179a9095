"""The bot's account."""

TOKEN = "4a5b6c7d8e9f0a1b-2c3d4e5f6a7b8c9d-0e1f2a3b4c5d6e7f"  # the shape of a token, nobody's
NAME = "Місток"
FIRST_TOKEN = 5_741_311_803_571_721_087  # of a message: beyond what JavaScript counts to
