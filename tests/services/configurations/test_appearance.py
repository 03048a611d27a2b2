import pytest

from tests.builders import document
from webapp.errors import InvalidInput
from webapp.services.configurations.document import validated


@pytest.mark.parametrize("colour", ["#17614a", "#FA0", ""])
def test_a_colour_is_stored_as_it_came(colour: str) -> None:
    stored = validated(document(appearance={"color": colour, "mood": "calm"}))

    assert stored["appearance"] == {"color": colour, "mood": "calm"}


@pytest.mark.parametrize("colour", ["green", "#17614", "17614a", "rgb(1, 2, 3)", "#17614a80", "#17614a;}"])
def test_a_colour_that_nobody_could_show_is_refused_by_its_name(colour: str) -> None:
    with pytest.raises(InvalidInput, match=r"colour\.malformed") as refused:
        validated(document(appearance={"color": colour}))

    assert refused.value.field == "appearance.color"


def test_other_names_may_hold_any_text() -> None:
    assert validated(document(appearance={"colour": "green"}))["appearance"] == {"colour": "green"}


def test_websites_are_stored_as_they_came() -> None:
    origins = "https://www.example.org/  http://localhost:8080"

    assert validated(document(appearance={"embed_origins": origins}))["appearance"] == {
        "embed_origins": origins
    }


@pytest.mark.parametrize(
    ("origins", "code"),
    [
        ("https://www.example.org/contact", "web_origin.invalid"),
        ("https://*.example.org", "web_origin.invalid"),
        ("http://www.example.org", "web_origin.not_safe"),
        (" ".join(f"https://{number}.example" for number in range(11)), "web_origin.too_many"),
    ],
)
def test_a_website_that_cannot_be_named_in_a_header_is_refused(origins: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        validated(document(appearance={"embed_origins": origins}))

    assert (refused.value.code, refused.value.field) == (code, "appearance.embed_origins")
