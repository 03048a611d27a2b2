"""Codes of an app, by the test vectors of RFC 6238 and at the edges of their steps."""

import pytest

from webapp.lib import totp

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # "12345678901234567890", as in RFC 6238 appendix B


@pytest.mark.parametrize(
    ("now", "code"), [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")]
)
def test_codes_are_those_of_the_standard(now: int, code: str) -> None:
    assert totp.step_of(code, secret=SECRET, now=now) == now // 30
    assert totp.step_of(f"{code[:3]} {code[3:]}", secret=SECRET, now=now) == now // 30


@pytest.mark.parametrize(("steps_off", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_the_clock_of_the_app_may_be_off_by_one_step(steps_off: int, fits: bool) -> None:
    code = totp.code_at(1_000 + steps_off, secret=SECRET)

    assert totp.step_of(code, secret=SECRET, now=30_000) == (1_000 + steps_off if fits else None)


@pytest.mark.parametrize("typed", ["", "28708", "2870820", "٢٨٧٠٨٢", "abcdef"])
def test_what_is_no_code_fits_nothing(typed: str) -> None:
    assert totp.step_of(typed, secret=SECRET, now=59) is None


def test_an_app_reads_whose_account_it_is_and_every_secret_is_new() -> None:
    assert totp.address(SECRET, account="maya@example.com") == (
        f"otpauth://totp/Openslot:maya%40example.com?secret={SECRET}&issuer=Openslot"
    )
    assert totp.new_secret() != totp.new_secret()
