"""QR codes as files and as parts of a page; `test_pages.py` reads one with a library of others."""

from webapp.lib import qr


def test_a_code_is_a_file_or_a_part_of_a_page_without_a_style_of_its_own() -> None:
    drawn = qr.inline_svg("otpauth://totp/Openslot:maya")

    assert qr.svg("https://book.example.org/intro").startswith(b"<?xml")
    assert drawn.startswith("<svg")
    assert "style" not in drawn
