import pytest

from webapp.lib.address_lists import is_listed

LISTED = ("spam.example", "@ads.example", "Jo@Example.com", "bücher.example", "")


@pytest.mark.parametrize(
    "address",
    [
        "anybody@spam.example",
        "anybody@SPAM.example",
        "anybody@mail.spam.example",
        "anybody@ads.example",
        "jo@example.com",
        "anybody@xn--bcher-kva.example",
    ],
)
def test_an_address_is_listed_by_itself_by_its_domain_or_by_one_above(address: str) -> None:
    assert is_listed(address, LISTED)


@pytest.mark.parametrize(
    "address", ["ana@example.com", "jo@mail.example.com", "jo@notspam.example", "jo@example", "no address"]
)
def test_nobody_else_is_listed(address: str) -> None:
    assert not is_listed(address, LISTED)
