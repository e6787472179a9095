"""Місток: the chat service of a region's public libraries."""
