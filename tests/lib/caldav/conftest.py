"""The two real servers, and clients of them."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.caldav_servers import PASSWORD, USERNAME
from webapp.lib.caldav.client import Client, Login, signed_in

TIMEOUT = 60.0


@pytest.fixture(autouse=True)
def app(asking_app: Flask) -> Flask:
    return asking_app


@pytest.fixture
def sign_in() -> Iterator[Callable[[str], Client]]:
    """A client of the server at an address, as the user whom both real servers know."""
    opened = []

    def make(url: str) -> Client:
        opened.append(signed_in(Login(home=url, username=USERNAME, password=PASSWORD), timeout=TIMEOUT))
        return opened[-1].__enter__()

    yield make
    for each in opened:
        each.__exit__(None, None, None)
