"""Conversations with the real programs, recorded for people to read."""
