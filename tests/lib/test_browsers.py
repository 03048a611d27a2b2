"""What a browser is called in the list of sign-ins."""

import pytest

from webapp.lib import browsers

SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/17.5 Mobile/15E148 Safari/604.1"
)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox · Linux"),
        (SAFARI, "Mobile Safari · iOS"),
        ("curl/8.0", "curl"),
        ("", ""),
        ("<script>" * 10_000, ""),
    ],
)
def test_a_browser_is_called_by_its_name_and_its_system(agent: str, name: str) -> None:
    assert browsers.named(agent) == name
