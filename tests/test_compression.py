import gzip

import pytest
from flask.testing import FlaskClient

from tests.builders import make_configuration
from tests.conftest import StoppedClock

PACKED = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize("path", ["/intro", "/static/app.css", "/static/vendor/htmx-4.0.1.min.js"])
def test_what_a_page_needs_first_travels_compressed(
    client: FlaskClient, clock: StoppedClock, path: str
) -> None:
    make_configuration()

    plain, packed = client.get(path, buffered=True), client.get(path, headers=PACKED, buffered=True)

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"].count("Accept-Encoding") == 1
    assert gzip.decompress(packed.data) == plain.data


def test_a_page_with_a_forgery_token_is_not_compressed(client: FlaskClient, clock: StoppedClock) -> None:
    answer = client.get("/login", headers=PACKED, buffered=True)

    assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, None)


def test_an_unchanged_file_is_still_not_sent_again(client: FlaskClient, clock: StoppedClock) -> None:
    etag = client.get("/static/app.css", buffered=True).headers["ETag"]

    assert (
        client.get("/static/app.css", headers={**PACKED, "If-None-Match": etag}, buffered=True).status_code
        == 304
    )


def test_an_answer_that_cannot_be_read_compressed_is_sent_as_it_is(
    client: FlaskClient, clock: StoppedClock
) -> None:
    answer = client.get("/static/app.css", headers={"Accept-Encoding": "gzip;q=0"}, buffered=True)

    assert "Content-Encoding" not in answer.headers
