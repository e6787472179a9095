"""Danger first: by the words that shout it (`patterns`) and by what is told (`told`)."""

from bot.understanding.danger.finder import DangerFinder
from bot.understanding.danger.patterns import (
    DangerPatterns,
    DangerWords,
    Found,
    danger_in,
    find_danger,
)

__all__ = ["DangerFinder", "DangerPatterns", "DangerWords", "Found", "danger_in", "find_danger"]
