"""Ways to the whole bot for conversations (tests/talk.py): one module for each channel."""
