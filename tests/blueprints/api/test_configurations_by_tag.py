"""The ETag of a configuration: two who change it at once overwrite nobody unseen."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.blueprints.api.conftest import Api, data, error
from tests.builders import document, reread
from webapp.models import Configuration, Grant


def path(page: Configuration) -> str:
    return f"/v3/grants/{page.grant_id}/scheduling/configurations/{page.id}"


def ask(api: Api, method: str, page: Configuration, body: Any = None, **headers: str) -> TestResponse:
    client: FlaskClient = api.client
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.open(
        path(page), method=method, json=body, headers={"Authorization": f"Bearer {api.key}", **named}
    )


def renamed(api: Api, page: Configuration, name: str, **headers: str) -> TestResponse:
    return ask(api, "PUT", page, {"name": name}, **headers)


def test_each_change_gives_a_configuration_another_tag(api: Api, grant: Grant) -> None:
    made = api.post(f"/grants/{grant.id}/scheduling/configurations", document())
    found = f"/grants/{grant.id}/scheduling/configurations/{data(made)['id']}"
    changed = api.put(found, {"name": "Another"})

    assert api.get(found).headers["ETag"] == changed.headers["ETag"] != made.headers["ETag"]
    assert not changed.headers["ETag"].startswith("W/")


def test_what_is_known_already_is_not_sent_again(api: Api, page: Configuration) -> None:
    tag = ask(api, "GET", page).headers["ETag"]

    again = ask(api, "GET", page, If_None_Match=tag)

    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert again.headers["x-request-id"]


def test_what_has_changed_is_sent_again(api: Api, page: Configuration) -> None:
    tag = ask(api, "GET", page).headers["ETag"]
    renamed(api, page, "Another")

    again = ask(api, "GET", page, If_None_Match=tag)

    assert data(again)["name"] == "Another"


def test_of_two_who_saw_the_same_only_one_changes_it(api: Api, page: Configuration) -> None:
    seen = ask(api, "GET", page).headers["ETag"]

    first, second = renamed(api, page, "First", If_Match=seen), renamed(api, page, "Second", If_Match=seen)

    status, type_, message = error(second)
    assert (first.status_code, status, type_) == (200, 412, "configuration.changed")
    assert "If-Match" in message
    assert data(ask(api, "GET", page))["name"] == "First"


def test_whoever_reads_again_may_change_it_then(api: Api, page: Configuration) -> None:
    first = renamed(api, page, "First")

    second = renamed(api, page, "Second", If_Match=first.headers["ETag"])

    assert data(second)["name"] == "Second"


@pytest.mark.parametrize("headers", [{}, {"If_Match": "*"}])
def test_whoever_names_no_tag_changes_whatever_is_there(
    api: Api, page: Configuration, headers: dict[str, str]
) -> None:
    renamed(api, page, "First")

    assert data(renamed(api, page, "Second", **headers))["name"] == "Second"


def test_a_configuration_that_was_changed_is_not_deleted(api: Api, page: Configuration) -> None:
    seen = ask(api, "GET", page).headers["ETag"]
    newer = renamed(api, page, "First").headers["ETag"]

    assert ask(api, "DELETE", page, If_Match=seen).status_code == 412
    assert reread(page) is not None
    assert ask(api, "DELETE", page, If_Match=newer).status_code == 200
    assert reread(page) is None


def test_a_tag_is_known_again_when_the_answer_was_compressed(api: Api, page: Configuration) -> None:
    tag = ask(api, "GET", page, Accept_Encoding="gzip").headers["ETag"]

    assert tag.endswith(':gzip"')
    assert ask(api, "GET", page, If_None_Match=tag).status_code == 304
    assert renamed(api, page, "Another", If_Match=tag).status_code == 200


def test_a_browser_of_another_origin_may_send_and_read_tags(api: Api, page: Configuration) -> None:
    preflight = api.client.options(path(page))

    assert {"If-Match", "If-None-Match"} <= set(preflight.headers["Access-Control-Allow-Headers"].split(", "))
    assert "ETag" in ask(api, "GET", page).headers["Access-Control-Expose-Headers"]
