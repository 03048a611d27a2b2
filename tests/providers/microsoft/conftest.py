"""Microsoft Graph in memory, and an account there as its grant stores it."""

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer

from tests.microsoft_server import MicrosoftServer, app_at, microsoft  # noqa: F401  # a fixture
from tests.oauth_server import OWNER
from webapp.lib.external import Access
from webapp.lib.oauth import client


@pytest.fixture(autouse=True)
def app(asking_app: Flask, microsoft: MicrosoftServer, httpserver: HTTPServer) -> Flask:  # noqa: F811
    asking_app.config["OPENSLOT_PROVIDER_APPS"] = {"microsoft": app_at(httpserver)}
    client.known_tokens.forget()
    return asking_app


@pytest.fixture
def access(microsoft: MicrosoftServer) -> Access:  # noqa: F811
    """Ada's account, as her grant stores it."""
    secret = {"refresh_token": microsoft.oauth.new_refresh_token()}
    return Access(email=OWNER, settings={"email": OWNER}, secret=secret)
