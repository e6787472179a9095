"""Content files: load, check, export schemas. The only room that knows YAML."""

from bot.content.load import Content, Loaded, load
from bot.content.problems import Problem, Severity

__all__ = ["Content", "Loaded", "Problem", "Severity", "load"]
