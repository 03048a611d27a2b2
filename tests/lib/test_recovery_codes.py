"""Recovery codes as they are printed, and as tired people type them."""

import pytest

from webapp.lib import recovery_codes


def test_a_code_is_known_again_however_it_is_typed() -> None:
    code = recovery_codes.new()

    assert [len(part) for part in code.split("-")] == [4, 4, 4, 4]
    assert recovery_codes.normal(f" {code.upper().replace('-', ' ')} ") == code.replace("-", "")


@pytest.mark.parametrize("typed", ["", "123456", "abcd-efgh-ijkl-mno1", "abcd-efgh-ijkl-mnop-q"])
def test_what_is_no_code_is_empty(typed: str) -> None:
    assert recovery_codes.normal(typed) == ""


def test_no_two_codes_are_alike() -> None:
    assert len({recovery_codes.new() for _ in range(100)}) == 100
