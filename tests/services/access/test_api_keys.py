"""Keys for programs."""

from typing import Any

import pytest
from flask import Flask

from tests.builders import NOW, make_application, reread
from tests.queries import statements
from webapp.errors import InvalidInput, NotAllowedNow, NotFound, Unauthorized
from webapp.extensions import db
from webapp.lib import signature
from webapp.models import ApiKey
from webapp.services.access import api_keys


def test_a_key_opens_its_application(app: Flask) -> None:
    application = make_application()
    token = api_keys.create(application.id, name="CRM", now=NOW)

    assert api_keys.authenticate(token, now=NOW).application_id == application.id


def test_only_the_digest_of_a_key_is_stored(app: Flask) -> None:
    token = api_keys.create(make_application().id, name="CRM", now=NOW)

    key = api_keys.listing(make_application().id)[0]
    assert key.digest == signature.digest(token)
    assert (key.name, key.prefix) == ("CRM", token[:12])
    assert token not in str(vars(key))


@pytest.mark.parametrize("token", ["", "osk_", "osk_nobody", "nobody", "é\0"])
def test_an_unknown_key_is_refused(app: Flask, token: str) -> None:
    with pytest.raises(Unauthorized):
        api_keys.authenticate(token, now=NOW)


def test_a_revoked_key_is_refused(app: Flask) -> None:
    application = make_application()
    token = api_keys.create(application.id, name="CRM", now=NOW)
    api_keys.revoke(application.id, api_keys.listing(application.id)[0].id, now=NOW)

    with pytest.raises(Unauthorized):
        api_keys.authenticate(token, now=NOW)


def test_a_key_is_revoked_by_its_own_application_alone(app: Flask) -> None:
    application = make_application()
    api_keys.create(application.id, name="CRM", now=NOW)
    key = api_keys.listing(application.id)[0]

    with pytest.raises(NotFound):
        api_keys.revoke("another", key.id, now=NOW)


def test_a_key_that_is_revoked_again_keeps_the_time_at_which_it_was(app: Flask) -> None:
    application = make_application()
    api_keys.create(application.id, name="CRM", now=NOW)
    key = api_keys.listing(application.id)[0]

    for now in (NOW, NOW + 60):
        api_keys.revoke(application.id, key.id, now=now)

    assert api_keys.listing(application.id)[0].revoked_at == NOW


@pytest.mark.parametrize("name", ["", "x" * 201, "a\nb"])
def test_a_key_has_a_name_of_one_line(app: Flask, name: str) -> None:
    with pytest.raises(InvalidInput):
        api_keys.create(make_application().id, name=name, now=NOW)


def test_its_last_use_is_written_at_most_once_in_five_minutes(app: Flask) -> None:
    token = api_keys.create(make_application().id, name="CRM", now=NOW)

    seen = []
    for at in (NOW, NOW + 299, NOW + 300, NOW + 599):
        key = api_keys.authenticate(token, now=at)
        seen.append(reread(key).last_used_at)

    assert seen == [NOW, NOW, NOW + 300, NOW + 300]


def test_a_key_used_a_moment_ago_is_read_without_writing(app: Flask) -> None:
    token = api_keys.create(make_application().id, name="CRM", now=NOW)
    api_keys.authenticate(token, now=NOW)
    db.session.close()

    with statements() as seen:
        api_keys.authenticate(token, now=NOW + 10)

    # PostgreSQL sets the transaction read-only first.
    assert [word for word in (statement.split()[0] for statement in seen) if word != "SET"] == ["SELECT"]
    assert ApiKey.__tablename__ in seen[-1]


def test_a_key_works_until_its_last_second(app: Flask) -> None:
    token = api_keys.create(make_application().id, name="CRM", expires_at=NOW + 60, now=NOW)

    assert api_keys.authenticate(token, now=NOW + 59).name == "CRM"
    with pytest.raises(Unauthorized):
        api_keys.authenticate(token, now=NOW + 60)


def test_a_key_that_would_never_work_is_refused(app: Flask) -> None:
    with pytest.raises(InvalidInput, match="expires_at"):
        api_keys.create(make_application().id, name="CRM", expires_at=NOW, now=NOW)


def test_one_form_makes_one_key_however_often_it_is_sent(app: Flask) -> None:
    application, form = make_application(), signature.new_token()
    typed: dict[str, Any] = {"name": "CRM", "allowed": ["webhooks.read"], "form_token": form, "now": NOW}

    assert api_keys.create(application.id, **typed) == api_keys.create(application.id, **typed)
    assert len(api_keys.listing(application.id)) == 1
    assert api_keys.create(application.id, **{**typed, "name": "Website"}).startswith("osk_")
    assert len(api_keys.listing(application.id)) == 2


def test_there_are_only_so_many_keys_that_work(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api_keys, "LIVE_AT_MOST", 2)
    application = make_application()
    api_keys.create(application.id, name="soon over", expires_at=NOW + 1, now=NOW)
    api_keys.create(application.id, name="CRM", now=NOW)

    with pytest.raises(NotAllowedNow):
        api_keys.create(application.id, name="one more", now=NOW)

    api_keys.create(application.id, name="in place of the first", now=NOW + 1)


def test_where_there_are_more_keys_than_that_none_is_added(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = make_application()
    for name in ("CRM", "Website"):
        api_keys.create(application.id, name=name, now=NOW)
    monkeypatch.setattr(api_keys, "LIVE_AT_MOST", 1)

    with pytest.raises(NotAllowedNow):
        api_keys.create(application.id, name="one more", now=NOW)


def test_the_newest_keys_that_were_not_revoked_come_first(app: Flask) -> None:
    application = make_application()
    for age, name in enumerate(["old", "newer", "newest"]):
        api_keys.create(application.id, name=name, now=NOW + age)
    api_keys.revoke(application.id, api_keys.newest(application.id)[0].id, now=NOW + 9)

    assert [key.name for key in api_keys.newest(application.id)] == ["newer", "old", "newest"]
