"""Origins of websites: each once, as browsers write them, and nothing that a header could be broken with."""

import pytest

from webapp.errors import InvalidInput
from webapp.lib import web_origins


def refused(given: str) -> str:
    with pytest.raises(InvalidInput) as refusal:
        web_origins.checked(given, field="origins")
    assert refusal.value.field == "origins"
    return refusal.value.code


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("", ()),
        (" \n ", ()),
        ("https://www.example.org", ("https://www.example.org",)),
        ("https://www.example.org/", ("https://www.example.org",)),
        ("HTTPS://WWW.Example.ORG:443", ("https://www.example.org",)),
        ("https://a.example:8443\nhttps://b.example", ("https://a.example:8443", "https://b.example")),
        ("https://a.example https://a.example/", ("https://a.example",)),
        ("https://müller.example", ("https://xn--mller-kva.example",)),
        ("http://localhost:8080", ("http://localhost:8080",)),
        ("http://127.0.0.1:80", ("http://127.0.0.1",)),
        ("http://[::1]:8080", ("http://[::1]:8080",)),
    ],
)
def test_origins_are_read(given: str, read: tuple[str, ...]) -> None:
    assert web_origins.checked(given, field="origins") == read


@pytest.mark.parametrize(
    "given",
    [
        "www.example.org",
        "https://www.example.org/contact",
        "https://www.example.org?a=1",
        "https://www.example.org/#top",
        "https://*.example.org",
        "*",
        "'self'",
        "null",
        "https://",
        "https://maya@example.org",
        "https://a.example;script-src",
        "https://a.example,https://b.example",
        "https://a.example:x",
        "https://a.example:99999",
        "data:text/html,x",
        "https://<x>.example",
        "https://a|b.example",
        "https://{a}.example",
        "https://" + "ü" * 100 + ".example",
    ],
)
def test_what_is_more_or_less_than_an_origin_is_refused(given: str) -> None:
    assert refused(given) == "web_origin.invalid"


@pytest.mark.parametrize(
    "given", ["http://www.example.org", "http://localhost.example.org", "http://10.0.0.1"]
)
def test_an_origin_that_others_can_read_along_is_refused(given: str) -> None:
    assert refused(given) == "web_origin.not_safe"


def test_more_than_ten_are_refused() -> None:
    ten = " ".join(f"https://{number}.example" for number in range(10))

    assert len(web_origins.checked(ten, field="origins")) == 10
    assert refused(f"{ten} https://more.example") == "web_origin.too_many"
