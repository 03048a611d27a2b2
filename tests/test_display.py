import zoneinfo

import pytest
from flask import Flask

from tests.promises import MEETING_SAID, a_meeting
from webapp import display, scheduling, words
from webapp.lib import text, zone_names

NINE_UTC = 1_799_053_200  # Monday, 4 January 2027, 09:00 UTC


@pytest.mark.parametrize(
    ("locale", "day", "time"),
    [
        ("en", "Monday, January 4, 2027", "9:00\u00a0AM"),
        ("en_GB", "Monday, 4 January 2027", "09:00"),
        ("de", "Montag, 4. Januar 2027", "09:00"),
        ("fr", "lundi 4 janvier 2027", "09:00"),
        ("es", "lunes, 4 de enero de 2027", "9:00"),
        ("nl", "maandag 4 januari 2027", "09:00"),
        ("sv", "måndag 4 januari 2027", "09:00"),
        ("ja", "2027年1月4日月曜日", "9:00"),
        ("zh", "2027年1月4日星期一", "09:00"),
    ],
)
def test_dates_and_times_follow_the_readers_habits(locale: str, day: str, time: str) -> None:
    assert display.day(NINE_UTC, "UTC", locale) == day
    assert display.time_of_day(NINE_UTC, "UTC", locale) == time


def test_a_locale_nobody_knows_is_english() -> None:
    assert display.day(NINE_UTC, "UTC", "xx_YY") == display.day(NINE_UTC, "UTC", "en")


def test_a_date_is_that_of_the_zone() -> None:
    assert display.short_day(NINE_UTC, "Pacific/Kiritimati") == "Mon, Jan 4"
    assert display.short_day(NINE_UTC + 2 * 3600, "Pacific/Kiritimati") == "Tue, Jan 5"


def test_a_short_date_with_its_time_follows_the_readers_habits() -> None:
    assert display.short_date_time(NINE_UTC, "UTC", "de") == "Mo., 4. Jan., 09:00"
    assert display.short_date_time(NINE_UTC, "UTC") == "Mon, Jan 4, 9:00\u00a0AM"


def test_a_span_names_both_dates_only_when_it_crosses_midnight() -> None:
    half_an_hour, a_day = NINE_UTC + 1800, NINE_UTC + 86_400

    assert display.times_of_day(NINE_UTC, "UTC", half_an_hour, "de") == "09:00 – 09:30"
    assert display.times_of_day(NINE_UTC, "UTC", a_day, "de") == "09:00 – Di., 5. Jan., 09:00"
    assert display.date_times(NINE_UTC, "UTC", half_an_hour, "de") == "Montag, 4. Januar 2027, 09:00 – 09:30"
    assert display.date_times(NINE_UTC, "UTC", a_day, "de").endswith("– Dienstag, 5. Januar 2027, 09:00")


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("UTC", "GMT"),
        ("Europe/London", "GMT"),
        ("Europe/Stockholm", "GMT+1"),
        ("Asia/Kolkata", "GMT+5:30"),
        ("America/St_Johns", "GMT−3:30"),
        ("Pacific/Kiritimati", "GMT+14"),
    ],
)
def test_an_offset_is_that_of_the_instant(zone: str, offset: str) -> None:
    assert display.offset(NINE_UTC, zone) == offset


def test_the_name_of_a_zone_changes_with_the_clocks() -> None:
    july = NINE_UTC + 180 * 86_400

    assert display.zone_name("Europe/Stockholm", NINE_UTC) == "Central European Standard Time (GMT+1)"
    assert display.zone_name("Europe/Stockholm", july) == "Central European Summer Time (GMT+2)"


def test_every_zone_stands_in_exactly_one_group() -> None:
    names = [name for _, zones in display.zone_groups() for name, _ in zones]

    assert len(names) == len(set(names))
    assert set(names) == {zone_names.present(zone) for zone in text.zones()}
    assert {"Asia/Kolkata", "Asia/Calcutta"} & set(names) == {"Asia/Kolkata"}


def test_a_select_of_zones_has_each_by_its_region_and_one_chosen(sqlite_app: object) -> None:
    options = str(display.zone_options("Europe/Stockholm"))

    assert '<optgroup label="Europe"><option value="Europe/Amsterdam">Amsterdam</option>' in options
    assert options.count(" selected") == 1
    assert '<option value="Europe/Stockholm" selected>Stockholm</option>' in options


def test_every_zone_can_be_shown() -> None:
    for zone in zoneinfo.available_timezones() & text.zones():
        assert "GMT" in display.zone_name(zone, NINE_UTC)


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (1, "1 minute"),
        (45, "45 minutes"),
        (60, "1 hour"),
        (90, "1 hour 30 minutes"),
        (1440, "1 day"),
        (0, "0 minutes"),
    ],
)
def test_a_duration_is_written_in_words(minutes: int, text: str) -> None:
    assert display.duration(minutes) == text


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("de", "1 Stunde 30 Minuten"),
        ("sv", "1 timme 30 minuter"),
        ("nl", "1 uur 30 minuten"),
        ("ja", "1 時間 30 分"),
    ],
)
def test_a_duration_follows_the_readers_habits(locale: str, text: str) -> None:
    assert display.duration(90, locale) == text


@pytest.mark.parametrize(("value", "text"), [(True, "Yes"), (False, "No"), ("Engines", "Engines")])
def test_an_answer_is_written_in_words(value: str | bool, text: str) -> None:
    assert display.answer(value) == text


@pytest.mark.parametrize(
    ("zone", "lines"),
    [
        ("Europe/Stockholm", ["Stockholm", "Central European Standard Time (GMT+1)"]),
        ("Asia/Kolkata", ["Kolkata (GMT+5:30)"]),
    ],
)
def test_a_zone_is_shown_by_its_city_and_its_name(zone: str, lines: list[str]) -> None:
    assert display.zone_lines(zone, NINE_UTC) == lines


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Maya Lindqvist", "ML"),
        ("Ada King Lovelace", "AL"),
        ("Plato", "P"),
        ("  ", "·"),
        ("(x)", "·"),
        ("élan vital", "ÉV"),
    ],
)
def test_initials_stand_for_a_person(name: str, letters: str) -> None:
    assert display.initials(name) == letters


def test_weeks_begin_where_the_reader_begins_them() -> None:
    assert display.weekdays("en_US")[0] == ("Sun", "Sunday")
    assert display.weekdays("en_GB")[0] == ("Mon", "Monday")


@pytest.mark.parametrize(
    ("locale", "begins"), [("en_US", ["2027-01-03"] * 7), ("en_GB", ["2026-12-28", *["2027-01-04"] * 6])]
)
def test_a_day_lies_in_the_week_that_the_reader_means(locale: str, begins: list[str]) -> None:
    sunday_to_saturday = range(scheduling.day_of("2027-01-03"), scheduling.day_of("2027-01-10"))

    found = [scheduling.label_of(display.week_begin(day, locale)) for day in sunday_to_saturday]

    assert found == begins


def test_slots_are_grouped_by_the_date_of_the_zone() -> None:
    spans = [(NINE_UTC, NINE_UTC + 1800), (NINE_UTC + 3 * 3600, NINE_UTC + 4 * 3600)]

    assert [day for day, _ in display.groupby_day(spans, "UTC")] == [NINE_UTC]
    assert [day for day, _ in display.groupby_day(spans, "Pacific/Kiritimati")] == [spans[0][0], spans[1][0]]


def test_two_zones_whose_clocks_show_the_same_are_told_from_others() -> None:
    assert display.same_wall_time(NINE_UTC, "Europe/Berlin", "Europe/Stockholm")
    assert not display.same_wall_time(NINE_UTC, "Europe/Berlin", "Europe/London")


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("en", "Mon, Jan 4 – Sun, Jan 10, 2027"),
        ("de", "Mo., 4. – So., 10. Jan. 2027"),
        ("ja", "2027年1月4日(月)～10日(日)"),
    ],
)
def test_a_stretch_of_days_is_written_in_one_format(locale: str, written: str) -> None:
    assert display.days(NINE_UTC, "UTC", NINE_UTC + 6 * 86_400, locale) == written


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("en", "9:00\u00a0AM"),
        ("en-u-hc-h23", "09:00"),
        ("de-u-hc-h12", "9:00\u00a0AM"),
        ("de-u-fw-sun", "09:00"),
        ("ja-u-hc-h12", "午前9:00"),
    ],
)
def test_times_are_written_by_the_clock_that_somebody_chose(locale: str, written: str) -> None:
    assert display.time_of_day(NINE_UTC, "UTC", locale) == written


def test_every_form_of_a_time_follows_the_clock() -> None:
    end, locale = NINE_UTC + 5 * 3600, "en-u-hc-h23"
    forms = (
        display.date_time(NINE_UTC, "UTC", locale),
        display.short_date_time(NINE_UTC, "UTC", locale),
        display.dated(NINE_UTC, "UTC", locale),
        display.times_of_day(NINE_UTC, "UTC", end, locale),
        display.date_times(NINE_UTC, "UTC", end, locale),
    )

    assert [form for form in forms if "09:00" not in form or "M" in form.rpartition("09:00")[2]] == []


def test_weeks_begin_on_the_day_that_somebody_chose() -> None:
    assert display.weekdays("en_US-u-fw-sat")[0] == ("Sat", "Saturday")
    assert (
        scheduling.label_of(display.week_begin(scheduling.day_of("2027-01-03"), "en_US-u-fw-mon"))
        == "2026-12-28"
    )


def test_a_clock_and_a_week_are_the_readers_where_no_locale_is_named(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context():
        words.speak("en_US-u-fw-mon-hc-h23")

        assert display.time_of_day(NINE_UTC, "UTC") == "09:00"
        assert display.first_weekday() == 0
        with words.spoken_in("en_US"):
            assert display.time_of_day(NINE_UTC, "UTC") == "9:00\u00a0AM"
        assert display.time_of_day(NINE_UTC, "UTC", words.spoken_locale()) == "09:00"


def test_a_meeting_online_says_what_is_asked_for_there(sqlite_app: Flask) -> None:
    with words.spoken_in("en"):
        assert display.meeting(a_meeting()) == f"Jitsi\n{MEETING_SAID}"
        assert display.meeting(None) == ""
