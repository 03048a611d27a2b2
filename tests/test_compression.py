import gzip

import pytest
from flask.testing import FlaskClient

from tests.builders import make_configuration
from tests.conftest import StoppedClock

PACKED = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize("path", ["/intro", "/static/components.css", "/static/vendor/htmx-4.0.1.min.js"])
def test_what_a_page_needs_first_travels_compressed(
    client: FlaskClient, clock: StoppedClock, path: str
) -> None:
    make_configuration()

    plain, packed = client.get(path, buffered=True), client.get(path, headers=PACKED, buffered=True)

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"].count("Accept-Encoding") == 1
    assert gzip.decompress(packed.data) == plain.data


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate, br, zstd", "zstd"), ("gzip, deflate, br", "br"), ("zstd;q=0, br;q=0, gzip", "gzip")],
)
def test_the_shortest_encoding_that_can_be_read_is_taken(
    client: FlaskClient, clock: StoppedClock, accepted: str, encoding: str
) -> None:
    answer = client.get("/static/components.css", headers={"Accept-Encoding": accepted}, buffered=True)

    assert answer.headers["Content-Encoding"] == encoding
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_a_page_with_a_forgery_token_is_not_compressed(client: FlaskClient, clock: StoppedClock) -> None:
    answer = client.get("/login", headers=PACKED, buffered=True)

    assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, None)


def test_an_unchanged_file_is_still_not_sent_again(client: FlaskClient, clock: StoppedClock) -> None:
    for first in ({}, PACKED):
        etag = client.get("/static/components.css", headers=first, buffered=True).headers["ETag"]
        again = client.get("/static/components.css", headers={**PACKED, "If-None-Match": etag}, buffered=True)

        assert (again.status_code, again.data) == (304, b"")


def test_an_answer_that_cannot_be_read_compressed_is_sent_as_it_is(
    client: FlaskClient, clock: StoppedClock
) -> None:
    answer = client.get("/static/components.css", headers={"Accept-Encoding": "gzip;q=0"}, buffered=True)

    assert "Content-Encoding" not in answer.headers
