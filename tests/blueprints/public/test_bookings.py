import json
from urllib.parse import parse_qs, urlsplit

import icalendar
import pytest

from tests.blueprints.public.reading import Guest, Page
from tests.builders import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    PRIYA,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_grant,
    make_pending_configuration,
    reread,
)
from tests.conftest import StoppedClock
from webapp.extensions import db
from webapp.models import Booking, BookingChange, OutboxEntry
from webapp.models.reference import guest_reference, organizer_reference
from webapp.services import bookings
from webapp.services.commands import CancelBooking, DecideBooking, RescheduleBooking

PRIYAS = {"Your name": "Priya Raman", "E-mail": PRIYA}
BOOK = "Book this time"
FORM = f"/intro/bookings/new?start={TOMORROW_AT_TEN}&timezone=Asia/Kolkata"
FIELDS = {
    "topic": {"label": "Topic", "type": "text", "required": True, "order": 1, "pattern": "[A-Z].*"},
    "more": {"label": "More", "type": "multi_line_text", "order": 2},
    "second": {"label": "Second e-mail", "type": "email", "order": 3},
    "phone": {"label": "Phone", "type": "phone_number", "order": 4},
    "size": {"label": "Size", "type": "dropdown", "options": ["Small", "Large"], "order": 5},
    "launch": {"label": "Launch", "type": "date", "order": 6},
    "how": {"label": "How", "type": "radio_button", "options": ["Search", "A friend"], "order": 7},
    "what": {"label": "What", "type": "multi_select", "options": ["Words", "Code, clean", "Law"], "order": 8},
    "agreed": {"label": "I agree", "type": "checkbox", "required": True, "order": 9},
    "campaign": {"label": "Campaign", "type": "metadata", "default": "spring"},
}


def scheduler(**changes: object) -> dict[str, object]:
    return {"min_booking_notice": 0, "available_days_in_future": 60, **changes}


def the_booking() -> Booking:
    db.session.close()
    return db.session.scalars(db.select(Booking).order_by(Booking.created_at.desc())).one()


def shown(guest: Guest, booking: Booking) -> Page:
    return guest.open(f"/bookings/{guest_reference(booking)}")


def test_a_guest_books_and_sees_the_result(guest: Guest) -> None:
    make_configuration()

    result = guest.follow(guest.press(guest.open(FORM), BOOK, by=PRIYAS))

    assert result.heading == "You are booked"
    assert "Tuesday, January 5, 2027" in result.text
    assert "3:30 PM – 4:00 PM" in result.text
    assert "Kolkata" in result.text


def test_a_booking_by_page_is_stored_as_typed(guest: Guest) -> None:
    make_configuration()

    guest.press(guest.open(FORM + "&lang=de"), BOOK, by={"Your name": "  Priya Raman ", "E-mail": PRIYA})

    booking = the_booking()
    assert (booking.guest_name, booking.guest_email) == ("Priya Raman", PRIYA)
    assert (booking.starts_at, booking.ends_at) == (TOMORROW_AT_TEN, TOMORROW_AT_TEN + 30 * MINUTE)
    assert (booking.guest_timezone, booking.language) == ("Asia/Kolkata", "de")


def test_a_request_says_that_somebody_will_answer(guest: Guest) -> None:
    make_pending_configuration()

    form = guest.open(FORM.replace("intro", "consultation"))
    result = guest.follow(guest.press(form, "Send request", by=PRIYAS))

    assert "Maya Lindqvist confirms each request" in form.text
    assert result.heading == "Your request is sent"
    assert "Maya Lindqvist will answer" in result.text


def test_every_type_of_field_is_asked_and_answered(guest: Guest) -> None:
    make_configuration(scheduler=scheduler(additional_fields=FIELDS))
    page = guest.open(FORM)
    typed = {
        "Topic": "Engines",
        "More": "One\nTwo",
        "Second e-mail": "p@example.net",
        "Phone": "+91 22 1234",
        "Size": "Large",
        "Launch": "2027-03-14",
        "How": "Search",
        "What": "Code, clean",
        "I agree": "y",
    }

    guest.press(page, BOOK, by={**PRIYAS, **typed})

    assert the_booking().additional_fields == {
        "topic": "Engines",
        "more": "One\nTwo",
        "second": "p@example.net",
        "phone": "+91 22 1234",
        "size": "Large",
        "launch": "2027-03-14",
        "how": "Search",
        "what": "Code, clean",
        "agreed": "true",
        "campaign": "spring",
    }


def test_fields_stand_in_their_order_with_their_kinds_and_marks(guest_on_sqlite: Guest) -> None:
    make_configuration(scheduler=scheduler(additional_fields=FIELDS))

    page = guest_on_sqlite.open(FORM)

    asked = [definition["label"] for definition in FIELDS.values() if definition["type"] != "metadata"]
    assert [page.field(str(label)).kind for label in asked] == [
        *("text", "textarea", "email", "tel", "select", "date", "radio", "checkbox", "checkbox")
    ]
    assert [label for label in asked if page.field(str(label)).is_required] == ["Topic", "I agree"]
    assert page.field("Topic").inputs[0].given["pattern"] == "[A-Z].*"
    assert "Campaign" not in page.text


def test_what_is_wrong_is_said_beside_each_field_and_nothing_is_lost(guest: Guest) -> None:
    make_configuration(scheduler=scheduler(additional_fields=FIELDS))
    typed = {"Your name": "", "E-mail": "nowhere", "Topic": "engines", "More": "One\nTwo", "Phone": "call me"}

    page = guest.press(guest.open(FORM), BOOK, by=typed)

    assert page.status == 422
    assert page.field("Your name").error == "Please tell us your name."
    assert page.field("E-mail").error == "“E-mail” is not a valid e-mail address."
    assert page.field("Topic").error == "Topic does not have the expected form."
    assert page.field("Phone").error == "Phone must be a telephone number."
    assert page.field("I agree").error == "Please tick this box."
    assert {label: page.field(label).value for label in typed} == typed
    assert page.alerts == ["Please look at the marked fields again. Everything you typed is still there."]


@pytest.mark.parametrize(
    "by",
    [
        {"E-mail": "priya@example.com\r\nBcc: all@example.com"},
        {"Your name": "Priya\nRaman"},
        {"Your name": "P" * 201},
        {"E-mail": "p" * 250 + "@example.com"},
        {"Your name": "Priya\x00"},
    ],
)
def test_a_field_that_cannot_be_kept_is_refused_beside_it(guest_on_sqlite: Guest, by: dict[str, str]) -> None:
    make_configuration()

    page = guest_on_sqlite.press(guest_on_sqlite.open(FORM), BOOK, by={**PRIYAS, **by})

    assert page.status == 422
    assert page.field(*by).error
    assert not db.session.scalars(db.select(Booking)).all()


def test_an_option_that_was_not_offered_is_refused(guest_on_sqlite: Guest) -> None:
    make_configuration(scheduler=scheduler(additional_fields={"size": FIELDS["size"]}))

    page = guest_on_sqlite.press(guest_on_sqlite.open(FORM), BOOK, by={**PRIYAS, "Size": "Huge"})

    assert page.status == 422
    assert page.field("Size").error == "Size must be one of the choices."


def test_a_slot_taken_meanwhile_brings_the_form_back_filled_with_the_nearest_times(guest: Guest) -> None:
    configuration = make_configuration()
    form = guest.open(FORM)
    make_booking(configuration, TOMORROW_AT_TEN)

    page = guest.press(form, BOOK, by={"Your name": "Grace Hopper", "E-mail": "grace@example.org"})

    assert page.status == 409
    assert page.alerts[0].startswith("The selected timeslot is unavailable. Please choose another time.")
    assert page.field("Your name").value == "Grace Hopper"
    assert [one.given["value"] for one in page.root.all("input") if one.given.get("type") == "radio"] == [
        str(TOMORROW_AT_TEN + minutes * MINUTE) for minutes in (-90, -60, -30, 30, 60, 90)
    ]


def test_a_time_chosen_instead_of_a_lost_one_is_booked(guest: Guest) -> None:
    configuration = make_configuration()
    form = guest.open(FORM)
    taken = make_booking(configuration, TOMORROW_AT_TEN)
    again = guest.press(form, BOOK, by={"Your name": "Grace Hopper", "E-mail": "grace@example.org"})

    result = guest.press(again, BOOK, start=str(TOMORROW_AT_TEN + HOUR))

    db.session.close()
    starts = db.session.scalars(db.select(Booking.starts_at).where(Booking.id != taken.id)).all()
    assert result.status == 303
    assert starts == [TOMORROW_AT_TEN + HOUR]


def test_a_form_for_a_time_that_is_gone_says_so_before_it_is_filled_in(guest: Guest) -> None:
    make_booking(make_configuration(), TOMORROW_AT_TEN)

    page = guest.open(FORM)

    assert page.status == 200
    assert "These are the nearest free times." in page.alerts[0]


@pytest.mark.parametrize("start", ["", "soon", "-5", "99999999999999", "1e9", "²"])
def test_a_form_without_a_time_leads_back_to_the_times(guest_on_sqlite: Guest, start: str) -> None:
    make_configuration()

    page = guest_on_sqlite.open(f"/intro/bookings/new?start={start}&timezone=Asia/Tokyo")

    assert page.status == 303
    assert page.location == "/intro?timezone=Asia/Tokyo"


@pytest.mark.parametrize("start", ["", "soon", "99999999999999"])
def test_a_time_that_is_none_is_refused_with_the_form_filled(guest_on_sqlite: Guest, start: str) -> None:
    make_configuration()

    page = guest_on_sqlite.press(guest_on_sqlite.open(FORM), BOOK, by=PRIYAS, start=start)

    assert page.status == 422
    assert page.field("Your name").value == "Priya Raman"
    assert any("Please choose a time." in alert for alert in page.alerts)


@pytest.mark.parametrize("start", [NOW - HOUR, TOMORROW_AT_TEN + 7 * MINUTE, NOW + 500 * DAY])
def test_a_time_that_is_not_offered_is_refused(guest: Guest, start: int) -> None:
    make_configuration()

    page = guest.press(guest.open(FORM), BOOK, by=PRIYAS, start=str(start))

    assert page.status == 409
    assert not db.session.scalars(db.select(Booking)).all()


def test_guests_are_added_a_row_at_a_time_without_losing_what_was_typed(guest: Guest) -> None:
    make_configuration()

    page = guest.press(guest.open(FORM), "Add a guest", by={"Your name": "Priya Raman"})
    page = guest.press(page, "Add another guest", **{"guests-0-email": "jonas@example.com"})

    assert page.status == 200
    assert page.field("Your name").value == "Priya Raman"
    assert page.alerts == []
    result = guest.press(page, BOOK, by=PRIYAS, **{"guests-0-name": "Jonas"})
    assert result.status == 303
    assert the_booking().additional_guests == [{"name": "Jonas", "email": "jonas@example.com"}]


def test_a_guest_without_an_address_is_refused_beside_the_row(guest_on_sqlite: Guest) -> None:
    make_configuration()
    page = guest_on_sqlite.press(guest_on_sqlite.open(FORM), "Add a guest")

    page = guest_on_sqlite.press(page, BOOK, by=PRIYAS, **{"guests-0-name": "Jonas"})

    assert page.status == 422
    assert "“E-mail” is required." in page.text


def test_a_page_that_hides_additional_guests_asks_for_none(guest_on_sqlite: Guest) -> None:
    make_configuration(scheduler=scheduler(hide_additional_guests=True))

    page = guest_on_sqlite.open(FORM)

    assert page.buttons == [BOOK]
    assert guest_on_sqlite.press(page, BOOK, by=PRIYAS).status == 303


def test_a_token_that_ran_out_shows_the_form_again_filled(guest: Guest) -> None:
    make_configuration()

    page = guest.press(guest.open(FORM), BOOK, by=PRIYAS, csrf_token="from.long.ago")

    assert page.status == 422
    assert page.alerts == ["This form was open for too long. Nothing was lost: please send it again."]
    assert guest.press(page, BOOK).status == 303
    assert the_booking().guest_name == "Priya Raman"


def test_a_form_without_a_token_books_nothing(guest: Guest) -> None:
    make_configuration()

    page = guest.send(
        "/intro/bookings", {"start": [str(TOMORROW_AT_TEN)], "name": ["Eve"], "email": ["e@example.com"]}
    )

    assert page.status == 422
    assert not db.session.scalars(db.select(Booking)).all()


def test_htmx_gets_the_card_alone_with_what_is_wrong(guest_on_sqlite: Guest) -> None:
    make_configuration()

    page = guest_on_sqlite.send("/intro/bookings", {}, HX_Request="true", HX_Request_Type="partial")

    assert page.status == 422
    assert not [*page.root.all("html")]
    assert next(page.root.all("div")).given["id"] == "booking-form"
    assert page.answer.headers["HX-Reswap"] == "outerHTML show:top"


def test_htmx_is_led_to_the_result(guest: Guest) -> None:
    make_configuration()
    form = guest.open(FORM)
    values = {"csrf_token": [form.hidden("csrf_token")], "start": [str(TOMORROW_AT_TEN)]}

    page = guest.send("/intro/bookings", {**values, "name": ["Priya"], "email": [PRIYA]}, HX_Request="true")

    assert page.status == 204
    assert page.answer.headers["HX-Redirect"] == f"/bookings/{guest_reference(the_booking())}"


def test_a_redirect_of_the_configuration_gets_the_booking_in_its_query(guest: Guest) -> None:
    fields = {"topic": {"label": "Topic", "type": "text", "required": False}}
    configuration = make_configuration(
        scheduler=scheduler(
            additional_fields=fields, confirmation_redirect_url="https://shop.example.net/thanks?from=us"
        )
    )
    form = guest.open(FORM)

    answer = guest.press(form, BOOK, by={**PRIYAS, "Topic": "Größe"})

    booking = the_booking()
    parts = urlsplit(answer.location)
    told = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    assert answer.status == 303
    assert (parts.netloc, parts.path) == ("shop.example.net", "/thanks")
    assert json.loads(told.pop("additional_values")) == {"topic": "Größe"}
    assert told == {
        "from": "us",
        "booking_id": booking.id,
        "name": "Priya Raman",
        "email": PRIYA,
        "start_time": str(TOMORROW_AT_TEN),
        "end_time": str(TOMORROW_AT_TEN + 30 * MINUTE),
        "tz": "Asia/Kolkata",
        "language": "en",
        "page_slug": "intro",
        "config_id": configuration.id,
        "location": "",
        "booking_ref": guest_reference(booking),
    }
    assert "form-action 'self' https://shop.example.net;" in form.answer.headers["Content-Security-Policy"]


def test_the_cancellation_policy_stands_beside_the_button(guest_on_sqlite: Guest) -> None:
    make_configuration(scheduler=scheduler(cancellation_policy="Tell us a day before."))

    assert "Tell us a day before." in guest_on_sqlite.open(FORM).text


def test_a_page_by_reference_stays_out_of_caches_and_search_engines(guest: Guest) -> None:
    page = shown(guest, make_booking(make_configuration()))

    assert page.answer.headers["Cache-Control"] == "no-store"
    assert page.answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.answer.headers["Referrer-Policy"] == "same-origin"


def test_a_booking_page_shows_all_that_was_agreed(guest: Guest) -> None:
    configuration = make_configuration(scheduler=scheduler(additional_fields=FIELDS))
    answers = {"topic": "Engines", "agreed": "true"}

    page = shown(guest, make_booking(configuration, additional_fields=answers))

    for said in (
        "Intro call",
        "Maya Lindqvist",
        "Priya Raman",
        PRIYA,
        "Engines",
        "Yes",
        "Kolkata (GMT+5:30)",
    ):
        assert said in page.text
    assert "spring" not in page.text


def test_a_booking_page_leads_to_the_calendar_file_a_new_time_and_the_end(guest: Guest) -> None:
    booking = make_booking(make_configuration())

    links = shown(guest, booking).links

    at = f"/bookings/{guest_reference(booking)}"
    assert links["Add to calendar"] == f"{at}/calendar.ics"
    assert links["Reschedule"] == f"{at}/reschedule"
    assert links["Cancel booking"] == f"{at}/cancel"


def test_hidden_options_are_no_links_and_the_page_says_whom_to_ask(guest: Guest) -> None:
    hidden = {"hide_rescheduling_options": True, "hide_cancellation_options": True}
    page = shown(guest, make_booking(make_configuration(scheduler=scheduler(**hidden))))

    assert "Reschedule" not in page.links
    assert "Cancel booking" not in page.links
    assert "To change the time, please write to maya@example.com." in page.text
    assert "To cancel, please write to maya@example.com." in page.text


def test_within_the_notice_the_page_says_why_nothing_can_be_changed(
    guest: Guest, clock: StoppedClock
) -> None:
    booking = make_booking(make_configuration(scheduler=scheduler(min_cancellation_notice=120)))
    clock.at = TOMORROW_AT_TEN - HOUR

    page = shown(guest, booking)

    assert "The booking can only be cancelled up to 2 hours before it starts." in page.text
    assert "Cancel booking" not in page.links


def test_a_booking_that_is_over_says_so_and_offers_another(guest: Guest, clock: StoppedClock) -> None:
    booking = make_booking(make_configuration())
    clock.advance(days=3)

    page = shown(guest, booking)

    assert page.heading == "This booking is over"
    assert guest.open(page.links["Book another time"]).times


def test_who_ended_a_booking_is_told(guest: Guest) -> None:
    grant = make_grant()
    one = make_booking(make_configuration(grant))
    two = make_booking(make_pending_configuration(grant), TOMORROW_AT_TEN + HOUR)
    bookings.cancel(one.id, CancelBooking(reason="I am ill", actor="organizer", door="dashboard"), now=NOW)
    bookings.decline(two.id, DecideBooking(actor="organizer", door="dashboard"), now=NOW)

    pages = [shown(guest, one), shown(guest, two)]

    assert [page.heading for page in pages] == [
        "Maya Lindqvist cancelled this booking",
        "Maya Lindqvist declined your request",
    ]
    assert "“I am ill”" in pages[0].text


def test_a_private_configurations_booking_leads_nowhere_that_cannot_be_opened(guest: Guest) -> None:
    booking = make_booking(make_configuration(requires_session_auth=True))
    bookings.cancel(booking.id, CancelBooking(reason="", actor="guest", door="api"), now=NOW)

    page = shown(guest, booking)

    assert page.heading == "Your booking is cancelled"
    assert "Book another time" not in page.links


@pytest.mark.parametrize("path", ["", "/calendar.ics", "/reschedule", "/cancel", "/confirm"])
def test_a_wrong_reference_is_a_plain_404(guest: Guest, path: str) -> None:
    booking = make_booking(make_configuration())
    right = guest_reference(booking)

    for wrong in (right[:-1] + ("A" if right[-1] != "A" else "B"), right[:-4], "nonsense", "%00", "a" * 500):
        page = guest.open(f"/bookings/{wrong}{path}")
        assert (page.status, page.heading) == (404, "Nothing here")


def test_the_organizers_reference_does_not_open_the_guests_page(guest: Guest) -> None:
    booking = make_booking(make_pending_configuration())

    assert guest.open(f"/bookings/{organizer_reference(booking)}").status == 404


def test_no_page_of_a_pending_booking_holds_the_organizers_salt(guest: Guest) -> None:
    booking = make_booking(make_pending_configuration())
    at = f"/bookings/{guest_reference(booking)}"

    said = "".join(
        guest.open(at + path).answer.get_data(as_text=True)
        for path in ("", "/calendar.ics", "/reschedule", "/cancel")
    )

    assert said
    assert booking.organizer_salt not in said
    assert organizer_reference(booking)[-8:] not in said


def test_the_calendar_file_is_a_copy_to_keep(guest: Guest) -> None:
    booking = make_booking(make_configuration())

    answer = guest.open(f"/bookings/{guest_reference(booking)}/calendar.ics").answer

    calendar = icalendar.Calendar.from_ical(answer.data)
    [event] = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "PUBLISH"
    assert (event["UID"], int(event["SEQUENCE"]), event["STATUS"]) == (booking.ical_uid, 0, "CONFIRMED")
    assert int(event["DTSTART"].dt.timestamp()) == TOMORROW_AT_TEN
    assert guest_reference(booking) not in answer.get_data(as_text=True)
    assert answer.headers["Content-Disposition"] == "attachment; filename=booking.ics"


def test_the_calendar_file_of_a_request_that_was_moved_is_tentative_and_newer(guest: Guest) -> None:
    booking = make_booking(make_pending_configuration())
    later = TOMORROW_AT_TEN + HOUR
    command = RescheduleBooking(starts_at=later, ends_at=later + 30 * MINUTE, actor="guest", door="page")
    bookings.reschedule(booking.id, command, now=NOW)

    answer = guest.open(f"/bookings/{guest_reference(booking)}/calendar.ics").answer

    [event] = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    assert (int(event["SEQUENCE"]), event["STATUS"]) == (1, "TENTATIVE")


def test_opening_the_pages_of_a_booking_changes_nothing(guest: Guest) -> None:
    booking = make_booking(make_pending_configuration())
    before = (booking.status, booking.updated_at, *counted())

    for path in (
        "",
        "/calendar.ics",
        "/reschedule",
        f"/reschedule?start={TOMORROW_AT_TEN + HOUR}",
        "/cancel",
    ):
        assert guest.open(f"/bookings/{guest_reference(booking)}{path}").status == 200
    assert guest.open(f"/bookings/{organizer_reference(booking)}/confirm").status == 200

    after = reread(booking)
    assert (after.status, after.updated_at, *counted()) == before


def counted() -> tuple[int, int]:
    count = db.func.count()
    return (
        db.session.scalar(db.select(count).select_from(BookingChange)) or 0,
        db.session.scalar(db.select(count).select_from(OutboxEntry)) or 0,
    )
