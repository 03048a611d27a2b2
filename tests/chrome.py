"""One Chromium for all tests of a process: a second one beside it cannot be driven."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests import chromium
from tests.waiting import HANG_SECONDS

WAIT_MILLISECONDS = HANG_SECONDS * 1000


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=WAIT_MILLISECONDS)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chrome(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(
        executable_path=chromium.executable(),
        args=chromium.launch_arguments(),
        timeout=WAIT_MILLISECONDS,
    )
    yield browser
    browser.close()
