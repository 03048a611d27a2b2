"""What the channels of an account need is read from their rows, and changes nothing."""

import pytest
from flask import Flask

from tests.builders import DAY, NOW
from tests.fake_provider import FakeServer
from tests.mirrors import sync
from tests.push_channels import rows
from webapp.extensions import db
from webapp.models import Grant
from webapp.services.calendars import channel_plans
from webapp.services.calendars.channel_plans import Plan


def plan(grant: Grant, *, now: int = NOW) -> Plan:
    found = channel_plans.of_account(db.session(), grant, now=now)
    db.session.close()
    return found


def test_a_calendar_that_was_not_read_yet_needs_none(public: Flask, grant_elsewhere: Grant) -> None:
    assert not plan(grant_elsewhere)


def test_a_calendar_that_was_read_needs_one(public: Flask, grant_elsewhere: Grant) -> None:
    sync(grant_elsewhere)

    assert [(wish.external_id, wish.known) for wish in plan(grant_elsewhere).wishes] == [("work", None)]


def test_a_channel_that_lasts_needs_nothing(channelled: Grant) -> None:
    assert not plan(channelled)


def test_a_channel_of_which_three_quarters_are_over_is_renewed(channelled: Grant) -> None:
    (row,) = rows()
    (wish,) = plan(channelled, now=NOW + 5 * DAY).wishes

    assert not plan(channelled, now=NOW + 4 * DAY)
    assert wish.known is not None
    assert (wish.known.id, wish.known.provider_id) == (row.id, "channel-1")


def test_a_channel_that_has_ended_is_forgotten_and_another_needed(channelled: Grant) -> None:
    (row,) = rows()
    found = plan(channelled, now=NOW + 6 * DAY)

    assert (found.forget, [wish.known for wish in found.wishes]) == ([row.id], [None])


def test_a_large_account_gets_its_channels_little_by_little(
    public: Flask, fake: FakeServer, grant_elsewhere: Grant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel_plans, "AT_ONCE", 2)
    for number in range(3):
        fake.add_calendar(f"calendar-{number}")
    sync(grant_elsewhere)
    sync(grant_elsewhere, now=NOW + DAY)
    sync(grant_elsewhere, now=NOW + DAY)

    assert len(plan(grant_elsewhere, now=NOW + DAY).wishes) == 2
