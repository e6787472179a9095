"""Fixtures made from the small corpus."""

import pytest

from bot.understanding import Corpus, DangerPatterns, Index, Understanding, build_index
from tests.unit.understanding.small import ALARMS, CORPUS, ThreeTowns


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return CORPUS


@pytest.fixture(scope="session")
def index() -> Index:
    return build_index(CORPUS, ThreeTowns())


@pytest.fixture(scope="session")
def alarms() -> DangerPatterns:
    return DangerPatterns(ALARMS)


@pytest.fixture(scope="session")
def understanding(index: Index, alarms: DangerPatterns) -> Understanding:
    return Understanding(index, ThreeTowns(), danger=alarms)
