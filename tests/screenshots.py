"""Pictures of every page and state: `python -m tests.screenshots FOLDER [NAME ...]`.

Starts a demo of its own, walks through all that `tests/every_page.py` knows, or only the states of these names, on a
phone and on a desktop, in light and in dark colours, and judges each by axe-core. Ends with 1 when a rule is
broken, or when a state could not be reached.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium, every_page
from tests.every_page import Walk
from tests.journeys.axe import broken_rules
from tests.running import Running, running

WIDTHS = {360: 740, 1280: 900}  # and how high the window is
SCHEMES = ("light", "dark")


def main(arguments: list[str]) -> int:
    """Take the pictures. An absent folder is a usage error."""
    if not arguments:
        print("Usage: python -m tests.screenshots FOLDER [NAME ...]", file=sys.stderr)
        return 2
    folder, names = Path(arguments[0]), frozenset(arguments[1:])
    folder.mkdir(parents=True, exist_ok=True)
    broken = list(_all(folder, names))
    print("\n".join(broken) or "axe-core has nothing against any page.")
    return 1 if broken else 0


def _all(folder: Path, names: frozenset[str]) -> Iterator[str]:
    with (
        tempfile.TemporaryDirectory() as data,
        running(Path(data) / "data", RATELIMIT_ENABLED="false") as server,
        sync_playwright() as playwright,
    ):
        chrome = playwright.chromium.launch(
            executable_path=chromium.executable(), args=chromium.launch_arguments()
        )
        walk = every_page.prepare(_page(chrome, server, 1280, "light"), server)
        for width in WIDTHS:
            for scheme in SCHEMES:
                yield from _taken(chrome, server, walk, width, scheme, folder, names)
        chrome.close()


def _taken(
    chrome: Browser, server: Running, walk: Walk, width: int, scheme: str, folder: Path, names: frozenset[str]
) -> Iterator[str]:
    """Take the pictures of one width and one scheme, and tell what axe-core finds."""
    demo = server.demo()
    accounts = {
        "guest": None,
        "organizer": (demo["organizer_email"], demo["organizer_password"]),
        "newcomer": (every_page.ANNA, every_page.ANNAS_PASSWORD),
    }
    for who, account in accounts.items():
        page = _page(chrome, server, width, scheme)
        if account:
            every_page.sign_in(page, *account)
        states = [state for state in getattr(walk, who) if not names or state.name in names]
        for state in states:
            name = f"{who}-{state.name}-{width}-{scheme}"
            if not every_page.reach(page, state):
                yield f"{name}: this state could not be reached"
            _take(page, folder / f"{name}.png")
            yield from (f"{name}: {rule}" for rule in broken_rules(page, scheme))
        page.context.close()


def _take(page: Page, file: Path) -> None:
    """A picture of the whole page, in a window as high as it: what is fixed to the window's end covers nothing."""
    window = page.viewport_size or {"width": 0, "height": 0}
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": window["width"], "height": max(height, window["height"])})
    page.screenshot(path=file, animations="disabled")
    page.set_viewport_size(window)


def _page(chrome: Browser, server: Running, width: int, scheme: str) -> Page:
    context = chrome.new_context(
        base_url=server.demo()["base_url"],
        viewport={"width": width, "height": WIDTHS[width]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        timezone_id="Europe/Stockholm",
        locale="en-GB",
    )
    context.set_default_timeout(20_000)
    return context.new_page()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
