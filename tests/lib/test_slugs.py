"""Names as they stand in addresses."""

import pytest

from webapp.lib import slugs


@pytest.mark.parametrize("name", ["ab", "intro-call", "9_to_5", "a" * 63])
def test_a_name_of_small_letters_and_digits_can_stand_in_an_address(name: str) -> None:
    assert slugs.is_slug(name)


@pytest.mark.parametrize(
    "name", ["", "a", "-a", "A b", "ä-b", "a" * 64, "ab\n", "5f0c2a52-6f1c-4d4e-9d58-0b1c2f3a4d5e"]
)
def test_other_texts_and_ids_cannot(name: str) -> None:
    assert not slugs.is_slug(name)
