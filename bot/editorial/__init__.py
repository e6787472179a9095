"""Content files: load, check, export schemas. The only room that knows YAML."""

from bot.editorial.load import Content, Loaded, load
from bot.editorial.problems import Problem, Severity

__all__ = ["Content", "Loaded", "Problem", "Severity", "load"]
