"""What is said of proxies in front is believed of as many as `OPENSLOT_PROXIES` says, and of nothing else."""

from pathlib import Path

import pytest
from flask import request

from webapp import create_app

SAID = {
    "X-Forwarded-For": "198.51.100.7, 192.0.2.9",
    "X-Forwarded-Proto": "http, https",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Port": "1",
    "X-Forwarded-Prefix": "/evil",
}


def origin(folder: Path, proxies: int) -> tuple[str | None, str]:
    app = create_app({"OPENSLOT_ENV": "test", "OPENSLOT_DATA": str(folder), "OPENSLOT_PROXIES": str(proxies)})
    app.add_url_rule("/origin", "origin", lambda: {"by": request.remote_addr, "at": request.base_url})
    seen = app.test_client().get("/origin", headers=SAID).get_json()
    return seen["by"], seen["at"]


@pytest.mark.parametrize(
    ("proxies", "seen"),
    [
        (0, ("127.0.0.1", "http://localhost/origin")),
        (1, ("192.0.2.9", "https://localhost/origin")),
        (2, ("198.51.100.7", "http://localhost/origin")),
    ],
)
def test_only_proxies_of_ones_own_are_believed(tmp_path: Path, proxies: int, seen: tuple[str, str]) -> None:
    assert origin(tmp_path, proxies) == seen
