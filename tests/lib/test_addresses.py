"""One person has one address, however it is spelled."""

import pytest

from webapp.lib.addresses import identity, is_same


@pytest.mark.parametrize(
    "spelling",
    ["tom@bücher.example", "TOM@Bücher.Example", "tom@xn--bcher-kva.example", "Tom@XN--BCHER-KVA.example"],
)
def test_case_and_the_spelling_of_the_domain_make_no_other_person(spelling: str) -> None:
    assert is_same(spelling, "tom@bücher.example")


@pytest.mark.parametrize("other", ["tim@bücher.example", "tom@bucher.example", "tom+x@bücher.example"])
def test_other_letters_do(other: str) -> None:
    assert not is_same(other, "tom@bücher.example")


def test_a_text_that_is_no_address_is_compared_by_its_case_alone() -> None:
    assert identity(" Room 4 ") == identity("room 4")
