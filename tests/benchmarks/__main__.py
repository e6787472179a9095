"""`python -m tests.benchmarks [--only turn]`: every benchmark in turn, or one."""

import argparse
import importlib
import logging

import structlog

NAMES = (
    "turn", "nearest", "libraries", "imports", "coverage", "places", "understanding", "questions",
    "danger", "dialogues", "sequels", "card_facts", "desk", "appointments", "booking", "webhook",
    "footprint",
)  # fmt: skip

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=NAMES)
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    for name in NAMES:
        if given.only in (None, name):
            module = importlib.import_module(f"tests.benchmarks.{name}")
            print("\n".join((f"== {name}: {module.__doc__.splitlines()[0]}", *module.run(), "")))
