"""Conversations of citizens, one module each."""
