"""Conversations of the staff at a messenger desk."""
