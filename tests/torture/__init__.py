"""Attacks on the real program, over loopback, while a citizen talks to it."""
