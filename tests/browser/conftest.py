"""Drives a real chromium found on the machine; without one these tests are left out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from tests.chromium import CHROMIUM
from tests.waiting import PATIENCE

expect.set_options(timeout=PATIENCE * 1000)

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--in-process-gpu",  # there is none: a process of its own doubles the work
    "--no-first-run",
]
RESULTS = Path(__file__).parents[2] / "test-results"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run browser tests in the loop of their browser; leave them out where there is none."""
    browser = [item for item in items if item.get_closest_marker("browser")]
    if CHROMIUM:
        for item in browser:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
        return
    config.hook.pytest_deselected(items=browser)
    items[:] = [item for item in items if item not in browser]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser; each test opens profiles of its own in it."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@asynccontextmanager
async def with_page_cache() -> AsyncIterator[Browser]:
    """A browser that keeps left pages for the back button, as people's browsers do."""
    off = "--disable-back-forward-cache"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=FLAGS, ignore_default_args=[off]
        )
        yield browser
        await browser.close()


@pytest.fixture
def results() -> Path:
    """Where pictures go."""
    RESULTS.mkdir(exist_ok=True)
    return RESULTS
