"""Pictures as browsers and mail programs get them."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import NOW, make_configuration
from tests.pictures import opened, picture
from webapp.errors import InvalidInput
from webapp.lib.pictures import LOGO, PHOTO
from webapp.services import images


def shown(client: FlaskClient, kind: str = LOGO) -> TestResponse:
    return client.get(images.path(images.accept(picture(), kind=kind, now=NOW)))


@pytest.mark.parametrize(("kind", "content_type"), [(LOGO, "image/png"), (PHOTO, "image/webp")])
def test_a_picture_is_shown_with_its_type(client: FlaskClient, kind: str, content_type: str) -> None:
    answer = shown(client, kind)

    assert (answer.status_code, answer.content_type) == (200, content_type)
    assert opened(answer.data).format == content_type.removeprefix("image/").upper()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_picture_is_the_same_for_everybody_and_for_ever(client: FlaskClient) -> None:
    answer = shown(client)

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Vary" not in answer.headers
    assert "Set-Cookie" not in answer.headers


def test_who_has_a_picture_is_not_sent_it_again(client: FlaskClient) -> None:
    path = images.path(images.accept(picture(), kind=LOGO, now=NOW))
    etag = client.get(path).headers["ETag"]

    again = client.get(path, headers={"If-None-Match": etag})

    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "image_id", ["3f0c2a5e-98f2-4a4b-9f0e-1a2b3c4d5e6f", "nothing", "%00", "..%2f..%2fetc"]
)
def test_a_picture_that_is_not_there_is_not_found(client: FlaskClient, image_id: str) -> None:
    answer = client.get(f"/images/{image_id}")

    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize("slug", ["images", "invitations", "people", "setup", "accessibility", "embed"])
def test_no_page_may_be_called_like_an_address_of_ours(sqlite_app: Flask, slug: str) -> None:
    with pytest.raises(InvalidInput, match=r"slug\.reserved"):
        make_configuration(slug=slug)
