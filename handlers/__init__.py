"""Conversation flows, one module each: a reader sees the dialogue as it happens."""
