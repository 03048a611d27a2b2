"""What it takes to read a file ends somewhere."""

import pytest

from tests.lib.ical.files import event, read, zone
from webapp.errors import ProviderError
from webapp.lib.ical import work

START = ("DTSTART:20270322T080000Z", "DURATION:PT1H")


@pytest.mark.parametrize(
    "costly",
    [
        event("DTSTART:19070322T080000Z", *["RRULE:FREQ=YEARLY;BYYEARDAY=1;COUNT=999999"] * 5),
        event(*START, "RRULE:FREQ=DAILY", "EXDATE:" + "20270104T080000Z," * 5000),
        event(*START, "RDATE:" + "20270104T080000Z/PT1H," * 1000),
        "BEGIN:VFREEBUSY\r\nFREEBUSY:" + "20270104T080000Z/PT1H," * 1000 + "\r\nEND:VFREEBUSY",
        "\r\n".join([event("RRULE:FREQ=DAILY", *START)] * 20),
        "\r\n".join([event(*START)] * 1001),
    ],
    ids=["rules", "left out", "added", "free-busy", "occurrences", "events"],
)
def test_a_file_that_takes_too_much_work_is_refused(costly: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "AT_MOST", 40_000)

    with pytest.raises(ProviderError, match=r"provider\.too_large"):
        read(costly)


def test_a_zone_with_very_many_rules_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "AT_MOST", 1500)
    events = [event(f"UID:{year}", f"DTSTART;TZID=Ours:{year}0104T080000") for year in (2025, 2026, 2027)]

    with pytest.raises(ProviderError, match=r"provider\.too_large"):
        read(zone("Ours"), *events)
