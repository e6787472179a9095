"""A real process with few open files, and more connections than it may have."""

import asyncio
import resource
import socket
from pathlib import Path

import httpx
import pytest

from tests.channels.web.house import Visitor
from tests.e2e.town import living, page

FILES = 256
CROWD = 300
STREAMS_OF = ("203.0.113.1", "203.0.113.2", "203.0.113.3")


@pytest.fixture
def few_files() -> object:
    """Processes that start meanwhile may open few files; this one as many as before."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
