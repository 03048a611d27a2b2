"""Absolute addresses come from BASE_URL and from nothing else."""

import pytest
from flask import Flask

from webapp.lib import links


def test_an_absolute_address_is_made_outside_of_a_request(sqlite_app: Flask) -> None:
    assert links.absolute("public.page_show", slug="intro") == "https://book.example.org/intro"


def test_whoever_calls_us_by_another_name_does_not_change_it(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/", base_url="https://evil.example"):
        assert links.absolute("public.page_show", slug="intro") == "https://book.example.org/intro"


def test_a_path_has_its_query_and_no_origin(sqlite_app: Flask) -> None:
    assert links.path("public.page_show", slug="intro", lang="de") == "/intro?lang=de"


@pytest.mark.parametrize(
    ("base_url", "origin", "host"),
    [
        ("https://book.example.org/", "https://book.example.org", "book.example.org"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000", "127.0.0.1"),
    ],
)
def test_the_origin_has_no_slash_and_the_host_no_port(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch, base_url: str, origin: str, host: str
) -> None:
    monkeypatch.setitem(sqlite_app.config, "BASE_URL", base_url)

    assert (links.origin(), links.host()) == (origin, host)


def test_an_address_is_ours_below_the_origin_and_nowhere_else(sqlite_app: Flask) -> None:
    addresses = ["https://book.example.org/a", "https://book.example.org.evil.example/a", "/a", ""]

    assert [links.is_ours(address) for address in addresses] == [True, False, False, False]
