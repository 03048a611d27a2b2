"""What counts as a telephone number."""

import pytest

from webapp.lib import telephone


@pytest.mark.parametrize(
    "text",
    [
        *(
            "+1-608-555-0100 x11",
            "+1 608 555 0100 ext. 11",
            "608.555.0100, 11",
            "555-0100 extension 4",
            "555 0100 #7",
        ),
        *("+1-608-555-0100;ext=100", "(030) 123/456", "+49 (0)30 123 456", "112", "0011 61 2 5550 1234"),
        *("٠١٢ ٣٤٥٦", "+1‑608‑555‑0100", "+33\u00a01 23 45 67 89"),
    ],
)
def test_a_number_is_taken_as_people_write_it(text: str) -> None:
    assert telephone.is_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "---",
        "",
        "12",
        "+",
        "call me",
        "1+2345",
        "++123456",
        "1" * 21,
        "555-0100 x",
        "x11",
        "555-0100 x11 x12",
        "555 0100 xx11",
    ],
)
def test_what_is_no_number_is_not_taken(text: str) -> None:
    assert not telephone.is_number(text)
