"""Every page and its main states, walked through in Chromium: what the pictures and the accessibility tests look at."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path

from playwright.sync_api import Error, Page

from tests import page_acts
from tests.journeys.guest_steps import choose_day
from tests.running import Running, environment, run

GUEST, BY_MAIL = ("Priya Raman", "priya@example.com"), ("Jürgen Weiß-Müller", "jw@example.org")
ANNA, ANNAS_PASSWORD = "anna@example.com", "correct horse battery"
ZONE = "timezone=Europe/Stockholm"
Act = Callable[[Page], None]


@dataclass(frozen=True)
class State:
    """One state of a page: opened at `path`, then brought there by `act`, which changes nothing for good."""

    name: str
    path: str
    act: Act = lambda _page: None


@dataclass(frozen=True)
class Walk:
    """What there is to see, by who sees it: a guest, the organizer of the demo, and Anna, who has just started."""

    guest: list[State]
    organizer: list[State]
    newcomer: list[State]


def prepare(page: Page, server: Running) -> Walk:
    """Book, request, move and cancel in the demo, so that each state can be opened by an address."""
    demo = server.demo()
    made = run(
        *("flask", "create-organizer", ANNA, "--name", "Anna Berg", "--password", ANNAS_PASSWORD),
        env=environment(server.data),
    )
    assert made.returncode == 0, made.stderr
    booked, cancelled = book(page, "/intro-call", number=1), book(page, "/intro-call", number=2)
    page.goto(f"{cancelled}/cancel")
    page_acts.press(page, "Cancel")
    requested = book(page, "/consultation", number=1)
    book(page, "/consultation", number=2, who=BY_MAIL)
    sign_in(page, demo["organizer_email"], demo["organizer_password"])
    page.goto("/dashboard/bookings")
    booking = page.locator(".agenda a.name").first.get_attribute("href") or ""
    asked = _link_in_a_mail(server.data, f'{requested.rpartition("/")[0]}/[^\\s"<>]+/confirm')
    return Walk(
        guest=[*_guests(booked, cancelled, requested), State("mail-decide", asked)],
        organizer=_organizers(demo["configuration_id"], booking),
        newcomer=_newcomers(),
    )


def reach(page: Page, state: State) -> bool:
    """Open a state. False when it could not be brought there."""
    try:
        page.goto(state.path)
        state.act(page)
    except Error:
        return False
    return True


def book(page: Page, path: str, *, number: int, who: tuple[str, str] = GUEST) -> str:
    """Book the first time of a free day, counted from 0. Returns the address of the booking."""
    page.goto(f"{path}?{ZONE}")
    choose_day(page, number)
    page.locator("#times a").first.click()
    page.get_by_label("Your name").fill(who[0])
    page.get_by_label("E-mail", exact=False).first.fill(who[1])
    if page.get_by_label("What should we work on?").count():
        page.get_by_label("What should we work on?").select_option(index=1)
    page_acts.press(page, "Send request" if path == "/consultation" else "Book this time")
    page.wait_for_url(re.compile("/bookings/(?!new)"))
    return page.url


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/login")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page_acts.press(page, "Sign in")
    page.get_by_role("button", name="Sign out").wait_for()


def _guests(booked: str, cancelled: str, requested: str) -> list[State]:
    return [
        State("page", f"/intro-call?{ZONE}"),
        State("page-in-a-light-website", f"/intro-call?{ZONE}&embed=1&scheme=light"),
        State("page-in-a-dark-website", f"/intro-call?{ZONE}&embed=1&scheme=dark"),
        State("form-in-a-dark-website", f"/intro-call?{ZONE}&embed=1&scheme=dark", page_acts.to_form),
        State("page-requests", f"/consultation?{ZONE}"),
        State("page-german", f"/intro-call?{ZONE}&lang=de"),
        State("page-past-month", f"/intro-call?{ZONE}&month=2000-01"),
        State("page-unknown-zone", "/intro-call?timezone=Mars/Olympus"),
        State("profile", "/people/maya"),
        State("not-found", "/nobody"),
        State("form", f"/intro-call?{ZONE}", page_acts.to_form),
        State("form-change-time", f"/intro-call?{ZONE}", page_acts.to_other_times),
        State("form-request", f"/consultation?{ZONE}", page_acts.to_form),
        State("form-error", f"/consultation?{ZONE}", page_acts.send_an_empty_form),
        State("form-no-time", f"/intro-call/bookings/new?{ZONE}&start=1"),
        State("booked", booked),
        State("requested", requested),
        State("cancelled", cancelled),
        State("reschedule", f"{booked}/reschedule"),
        State("reschedule-confirm", f"{booked}/reschedule", lambda page: page_acts.follow(page, "#times a")),
        State("cancel", f"{booked}/cancel"),
        State("booking-unknown", "/bookings/nothing"),
        State("setup-over", "/setup/nothing"),
        State("join-over", "/dashboard/join/nothing"),
        State("forgotten", "/dashboard/forgotten"),
        State("forgotten-over", "/dashboard/forgotten/nothing"),
        State("sign-in", "/login"),
        State(
            "sign-in-error",
            "/login",
            lambda page: page_acts.submit(page, "Sign in", email="a@b.example", password="x"),
        ),
    ]


def _organizers(page_id: str, booking: str) -> list[State]:
    of_page = f"/dashboard/pages/{page_id}"
    lists = [State(f"bookings-{kind}", f"/dashboard/bookings?kind={kind}") for kind in KINDS]
    return [
        State("today", "/dashboard"),
        State(
            "today-declining", "/dashboard", lambda page: page.locator(".with-reason summary").first.click()
        ),
        *lists,
        State("bookings-none-found", "/dashboard/bookings?q=nobody"),
        State("bookings-filters", "/dashboard/bookings?order=reversed"),
        State("bookings-select", "/dashboard/bookings?kind=pending&select=1"),
        State("bookings-feed", "/dashboard/bookings/feed"),
        State("bookings-keys", "/dashboard", lambda page: page.keyboard.press("?")),
        State("booking", booking),
        State("calendar-week", "/dashboard/calendar"),
        State("calendar-month", "/dashboard/calendar?view=month"),
        State("calendar-clocks-back", "/dashboard/calendar?date=2027-10-31"),
        State(
            "calendar-menu",
            "/dashboard/calendar",
            lambda page: page.locator(".one-day summary").nth(4).click(),
        ),
        State("away", "/dashboard/calendar/away"),
        State("event-new", "/dashboard/calendar/events/new"),
        State("event-new-error", "/dashboard/calendar/events/new", page_acts.add_an_event_without_a_day),
        State(
            "event", "/dashboard/calendar", lambda page: page_acts.follow(page, ".entry[data-kind=event] a")
        ),
        State("event-dragged", "/dashboard/calendar", page_acts.drag_an_event),
        State("calendar-no-date", "/dashboard/calendar?date=soon"),
        State("calendars-connected", "/dashboard/calendars"),
        State("booking-move", f"{booking}/move"),
        State("booking-message", booking, lambda page: page_acts.follow(page, ".deliveries a")),
        State("booking-move-conflict", f"{booking}/move", page_acts.look_at_a_closed_time),
        State("numbers", "/dashboard/bookings/numbers"),
        State("pages", "/dashboard/pages"),
        State(
            "pages-menu", "/dashboard/pages", lambda page: page.locator("details.menu summary").first.click()
        ),
        State("page-new", "/dashboard/pages/new"),
        State("page-new-error", "/dashboard/pages/new", page_acts.create_without_a_name),
        State("edit", f"{of_page}/edit"),
        State("edit-all", f"{of_page}/edit", page_acts.open_sections),
        State("edit-error", f"{of_page}/edit", page_acts.save_a_bad_address),
        State("share", f"{of_page}/share"),
        State("invitations", f"{of_page}/invitations"),
        State("page-book", f"{of_page}/book"),
        State("page-book-guest", f"{of_page}/book", lambda page: page_acts.follow(page, "#times a")),
        State("preview", f"{of_page}/preview"),
        State("explanation", f"{of_page}/explanation"),
        State("delete", f"{of_page}/delete"),
        State("page-unknown", "/dashboard/pages/nothing/edit"),
        State("deliveries", "/dashboard/deliveries"),
        State("settings", "/dashboard/settings"),
        State("settings-error", "/dashboard/settings", lambda page: page_acts.submit(page, "Save", name="")),
        State("hours", "/dashboard/settings/hours"),
        State("api-keys", "/dashboard/settings/keys"),
        State(
            "api-keys-error",
            "/dashboard/settings/keys",
            lambda page: page_acts.submit(page, "Make the key", name=""),
        ),
        State("webhooks", "/dashboard/settings/webhooks"),
        State(
            "webhooks-error",
            "/dashboard/settings/webhooks",
            lambda page: page_acts.submit(page, "Make the webhook", url="x"),
        ),
        State("mail", "/dashboard/settings/mail"),
        State("people", "/dashboard/people"),
        State(
            "people-error",
            "/dashboard/people",
            lambda page: page_acts.submit(page, "Send the invitation", email="x"),
        ),
        State("person", "/dashboard/people", lambda page: page_acts.follow(page, "a:has-text('Anna Berg')")),
        State("activity", "/dashboard/settings/activity"),
        State("password", "/dashboard/settings/password"),
        State("password-error", "/dashboard/settings/password", page_acts.change_to_a_short_password),
        State("two-steps", "/dashboard/settings/two-steps"),
        State(
            "two-steps-error",
            "/dashboard/settings/two-steps",
            lambda page: page_acts.submit(page, "Set it up", **{"app-password": "x"}),
        ),
        State("sign-ins", "/dashboard/sign-ins"),
        State("components", "/dashboard/components"),
        State("components-guest", "/dashboard/components?side=guest"),
    ]


KINDS = ("pending", "upcoming", "past", "cancelled")


def _newcomers() -> list[State]:
    return [
        State("first-steps", "/dashboard"),
        State("first-page", "/dashboard/pages/new"),
        State("first-hours", "/dashboard/settings/hours"),
        State("no-pages", "/dashboard/pages"),
        State("no-deliveries", "/dashboard/deliveries"),
    ]


def _link_in_a_mail(data: Path, pattern: str) -> str:
    """The first link of this form in the mails that were captured."""
    for mail in sorted((data / "mail").glob("*.eml")):
        for part in message_from_bytes(mail.read_bytes()).walk():
            body = part.get_payload(decode=True)
            if isinstance(body, bytes) and (found := re.search(pattern, body.decode())):
                return found[0]
    raise LookupError(pattern)
