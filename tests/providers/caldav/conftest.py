"""The two real servers, and an account on each as the provider knows it."""

import pytest
from flask import Flask

from tests.caldav_servers import PASSWORD, USERNAME, CalDavServer
from webapp.lib.external import Access

OWNER = "alice@example.org"


@pytest.fixture(autouse=True)
def app(asking_app: Flask) -> Flask:
    return asking_app


@pytest.fixture
def access(caldav_server: CalDavServer) -> Access:
    """Alice's account, as her grant stores it."""
    settings = {"url": caldav_server.url, "email": OWNER, "username": USERNAME}
    return Access(email=OWNER, settings=settings, secret={"password": PASSWORD})


@pytest.fixture
def calendar(caldav_server: CalDavServer) -> str:
    """The address of an empty calendar of hers."""
    return caldav_server.new_calendar()
