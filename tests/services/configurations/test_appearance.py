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
