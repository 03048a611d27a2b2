"""The script for other websites: small, the same for all, and kept for an hour."""

from tests.browser import Browser


def test_it_is_a_script_of_less_than_4_kB(guest: Browser) -> None:
    answer = guest.open("/embed.js").answer

    assert answer.mimetype == "text/javascript"
    assert 2000 < len(answer.get_data()) < 4000


def test_every_website_may_load_it_and_keeps_it_for_an_hour(guest: Browser) -> None:
    headers = guest.open("/embed.js").answer.headers

    assert headers["Cache-Control"] == "public, max-age=3600"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers.get("Set-Cookie") is None


def test_who_has_it_already_is_not_sent_it_again(guest: Browser) -> None:
    etag = guest.open("/embed.js").answer.headers["ETag"]

    again = guest.open("/embed.js", If_None_Match=etag).answer

    assert (again.status_code, again.get_data()) == (304, b"")


def test_no_line_of_it_goes_on_from_another(guest: Browser) -> None:
    """Its indentation is left out: no text in it may go over several lines."""
    script = guest.open("/embed.js").answer.get_data(as_text=True)

    assert [line for line in script.splitlines() if line.count("`") % 2] == []
    assert "//" not in script.replace("https://", "")
