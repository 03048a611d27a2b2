"""One worker reads an account at a time, and a worker that was killed is followed by another."""

import pytest
from sqlalchemy import update

from tests.builders import NOW, make_application
from tests.fake_provider import KIND, PASSWORD, FakeServer
from webapp.extensions import transaction
from webapp.models import Grant, Mirror
from webapp.models.grant import INVALID
from webapp.services.calendars import connecting, grants, mirror_claims
from webapp.services.calendars.mirror_claims import LEASE_SECONDS, Claim, LostClaim

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def grant(fake: FakeServer) -> Grant:
    fake.add_calendar("home")
    settings = {"email": "maya@elsewhere.example", "password": PASSWORD}
    return connecting.connect(make_application().id, KIND, settings, now=NOW)


def take(grant: Grant, *, now: int = NOW) -> Claim:
    claim = mirror_claims.take(grant.id, now=now)
    assert claim is not None
    return claim


def hold(claim: Claim, *, now: int) -> None:
    with transaction() as session:
        mirror_claims.hold(session, claim, claim.calendar_ids[0], now=now)


def test_an_account_is_claimed_with_all_its_calendars_that_are_due(grant: Grant) -> None:
    assert mirror_claims.due_accounts(now=NOW, limit=5) == [grant.id]
    assert len(take(grant).calendar_ids) == 2


def test_a_claimed_account_is_neither_due_nor_claimed_again(grant: Grant) -> None:
    take(grant)

    assert mirror_claims.due_accounts(now=NOW, limit=5) == []
    assert mirror_claims.take(grant.id, now=NOW) is None


def test_after_its_lease_another_takes_it_and_the_first_notices(grant: Grant) -> None:
    first = take(grant)
    later = NOW + LEASE_SECONDS

    assert mirror_claims.due_accounts(now=later, limit=5) == [grant.id]
    take(grant, now=later)

    with pytest.raises(LostClaim):
        hold(first, now=later)


def test_a_claim_that_is_held_on_to_goes_on(grant: Grant) -> None:
    claim = take(grant)

    hold(claim, now=NOW + LEASE_SECONDS - 1)

    assert mirror_claims.take(grant.id, now=NOW + LEASE_SECONDS) is None


def test_a_claim_of_a_calendar_that_is_gone_is_lost(grant: Grant) -> None:
    claim = take(grant)
    grants.destroy(grant, now=NOW)

    with pytest.raises(LostClaim):
        hold(claim, now=NOW)


def test_a_claim_that_is_given_up_can_be_taken_at_once(grant: Grant) -> None:
    mirror_claims.released(take(grant))

    assert mirror_claims.due_accounts(now=NOW, limit=5) == [grant.id]


def test_an_account_that_lets_us_in_no_more_is_not_due(grant: Grant) -> None:
    with transaction() as session:
        session.execute(update(Grant).values(status=INVALID))

    assert mirror_claims.due_accounts(now=NOW, limit=5) == []
    assert mirror_claims.take(grant.id, now=NOW) is None


def test_a_failure_of_a_claim_that_was_lost_is_not_noted(grant: Grant) -> None:
    lost = take(grant)
    later = NOW + LEASE_SECONDS
    held = take(grant, now=later)

    mirror_claims.failed(lost, lost.calendar_ids, "provider.unreachable", now=later)

    hold(held, now=later)


def test_an_account_that_is_gone_is_not_claimed(grant: Grant) -> None:
    grants.destroy(grant, now=NOW)

    assert mirror_claims.take(grant.id, now=NOW) is None


def test_who_is_busy_with_an_account_is_offered_the_others(grant: Grant) -> None:
    assert mirror_claims.due_accounts(now=NOW, limit=5, but=[grant.id]) == []


def test_a_calendar_that_is_not_due_is_left_out(grant: Grant) -> None:
    claim = take(grant)
    with transaction() as session:
        session.execute(
            update(Mirror)
            .where(Mirror.calendar_id == claim.calendar_ids[0])
            .values(due_at=NOW + 60, claim=None, lease_until=None)
        )
    mirror_claims.released(claim)

    assert take(grant).calendar_ids == claim.calendar_ids[1:]
