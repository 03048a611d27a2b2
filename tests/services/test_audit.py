"""The list of what administrators did."""

import pytest

from tests.builders import NOW
from tests.second_factors import app_of
from webapp.errors import InvalidInput
from webapp.extensions import transaction
from webapp.models import Organizer
from webapp.services import audit, housekeeping
from webapp.services.access import api_keys, forgotten_passwords, joining, second_factors


def note(maya: Organizer, about: str, *, now: int) -> None:
    with transaction() as session:
        audit.note(session, maya, audit.KEY_MADE, about, now=now)


def test_it_is_read_page_by_page_the_newest_first(maya: Organizer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "PAGE_SIZE", 2)
    for at in range(3):
        note(maya, str(at), now=NOW + at // 2)

    first, cursor = audit.page(maya.application_id)
    rest, end = audit.page(maya.application_id, cursor=cursor)

    assert [first[0].about, {act.about for act in [*first[1:], *rest]}] == ["2", {"0", "1"}]
    assert (len(first), len(rest), end) == (2, 1, None)


def test_a_strange_mark_is_refused(maya: Organizer) -> None:
    with pytest.raises(InvalidInput):
        audit.page(maya.application_id, cursor="?")


def test_it_is_kept_for_two_years(maya: Organizer) -> None:
    note(maya, "old", now=NOW)
    note(maya, "new", now=NOW + 1)

    with transaction() as session:
        housekeeping.forget_expired(session, now=NOW + audit.KEPT_SECONDS)

    assert [act.about for act in audit.page(maya.application_id)[0]] == ["new"]


def test_a_long_name_is_cut(maya: Organizer) -> None:
    note(maya, "x" * 1000, now=NOW)

    assert len(audit.page(maya.application_id)[0][0].about) == audit.ABOUT_AT_MOST


def test_what_is_done_about_accounts_and_keys_is_written_down(maya: Organizer) -> None:
    joining.invite(maya, "ben@example.com", is_admin=False, now=NOW)
    joining.revoke(maya, joining.listing(maya.application_id, now=NOW)[0].id, now=NOW + 1)
    api_keys.create(maya.application_id, name="CRM", by=maya, now=NOW + 2)
    api_keys.revoke(maya.application_id, api_keys.listing(maya.application_id)[0].id, by=maya, now=NOW + 3)
    forgotten_passwords.ask(maya.email, by=maya, now=NOW + 4)
    forgotten_passwords.ask(maya.email, now=NOW + 5)  # by whoever forgot it

    app_of(maya, now=NOW + 6)
    second_factors.take_away(maya, by=maya, now=NOW + 7)

    acts = [(act.act, act.about) for act in reversed(audit.page(maya.application_id)[0])]

    assert acts == [
        (audit.INVITED, "ben@example.com"),
        (audit.INVITATION_REVOKED, "ben@example.com"),
        (audit.KEY_MADE, "CRM"),
        (audit.KEY_REVOKED, "CRM"),
        (audit.PASSWORD_LINK_SENT, maya.email),
        (audit.SECOND_FACTOR_OFF, maya.email),
    ]
