"""An organizer puts others on a page: together, in turn, and somebody who is only told, as Chromium sees it."""

import itertools
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import nylas
import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.journeys.axe import broken_rules
from tests.journeys.conftest import DESKTOP, Live
from tests.journeys.organizer_steps import sign_in
from tests.running import environment, run
from tests.waiting import wait_for

Visit = Callable[..., Page]
Picture = Callable[[Page, str], None]
NARROW: ViewportSize = {"width": 360, "height": 740}
ZONE = "Europe/Stockholm"
AHEAD = itertools.count(40)  # days behind the weeks of the demo: each test fills one of its own


@dataclass(frozen=True)
class Team:
    """A page of Maya's with two times a day, and Jonas, who is busy at the first of them on `day`."""

    configuration_id: str
    slug: str
    jonas: str
    day: date


@pytest.fixture
def team(live: Live, sdk: nylas.Client) -> Team:
    name, maya = uuid.uuid4().hex[:8], live.demo["organizer_email"]
    jonas = f"jonas-{name}@example.com"
    made = run(
        *("flask", "create-organizer", jonas, "--name", "Jonas Weber", "--password", "a long enough one"),
        env=environment(live.data),
    )
    assert made.returncode == 0, made
    day = datetime.now(ZoneInfo(ZONE)).date() + timedelta(days=next(AHEAD))
    nine = int(datetime.combine(day, time(9), ZoneInfo(ZONE)).timestamp())
    when = {"start_time": nine, "end_time": nine + 3600, "start_timezone": ZONE, "end_timezone": ZONE}
    sdk.events.create(jonas, {"title": "Dentist", "when": when}, query_params={"calendar_id": "primary"})
    hours = [{"days": [0, 1, 2, 3, 4, 5, 6], "start": "09:00", "end": "11:00"}]
    page = sdk.scheduler.configurations.create(
        maya,
        {
            "participants": [
                {
                    "email": maya,
                    "name": "Maya",
                    "is_organizer": True,
                    "availability": {"calendar_ids": ["primary"]},
                    "booking": {"calendar_id": "primary"},
                }
            ],
            "availability": {
                "duration_minutes": 60,
                "availability_rules": {"default_open_hours": hours},
            },
            "event_booking": {"title": "Team talk", "timezone": ZONE},
            "scheduler": {"available_days_in_future": 60},
            "slug": f"team-{name}",
        },
    )
    return Team(str(page.data.id), f"team-{name}", jonas, day)


@pytest.mark.slow
@pytest.mark.parametrize("live", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("viewport", "java_script"),
    [(DESKTOP, True), (NARROW, False)],
    ids=["desktop with script", "phone without"],
)
def test_two_take_part_together_then_in_turn_and_a_third_is_told(
    live: Live,
    visit: Visit,
    picture: Picture,
    team: Team,
    viewport: ViewportSize,
    java_script: bool,
) -> None:
    edit = f"/dashboard/pages/{team.configuration_id}/edit?section=people"
    page = visit(edit, viewport=viewport, java_script=java_script)
    sign_in(page, live)
    page.goto(edit)
    people = page.locator("#people")
    people.get_by_label("Somebody with an account").select_option(label=f"Jonas Weber ({team.jonas})")
    people.get_by_role("button", name="Add", exact=True).click()
    people.get_by_role("button", name="Add somebody without an account").click()
    people.get_by_label("Name that guests read").last.fill("Amina")
    people.get_by_label("E-mail address").last.fill(f"amina-{team.jonas}")
    picture(page, "1-typed")
    rules = [broken_rules(page, scheme) for scheme in ("light", "dark")] if java_script else []
    if java_script:
        picture(page, "2-dark")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    expect(guests_times(visit, team)).to_have_text(["10:00 AM"])

    page.goto(edit)
    people.get_by_text("One of them, at every time when at least one is free").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    free = guests_times(visit, team)
    expect(free).to_have_text(["9:00 AM", "10:00 AM"])
    free.first.click()
    guest = free.page
    guest.get_by_label("Your name").fill("Ada Lovelace")
    guest.get_by_label("E-mail").fill("ada@example.org")
    guest.get_by_role("button", name="Book this time").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("You are booked")

    wait_for(lambda: f"amina-{team.jonas}" in told(live), what=lambda: "no mail to whoever is told")
    assert not any(rules)


def guests_times(visit: Visit, team: Team) -> Locator:
    """What a guest can choose on the day."""
    return visit(f"/{team.slug}?day={team.day}", zone=ZONE).locator("#times a")


def told(live: Live) -> str:
    """Who got a mail so far."""
    files = (live.data / "mail").glob("*.eml")
    return " ".join(str(message_from_bytes(mail.read_bytes(), policy=policy.default)["To"]) for mail in files)
