"""Google in memory, and an account there as its grant stores it."""

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer

from tests.google_server import GoogleServer, app_at, google  # noqa: F401  # a fixture, found by its name
from tests.oauth_server import OWNER
from webapp.lib.external import Access
from webapp.lib.oauth import client


@pytest.fixture(autouse=True)
def app(asking_app: Flask, google: GoogleServer, httpserver: HTTPServer) -> Flask:  # noqa: F811
    asking_app.config["OPENSLOT_PROVIDER_APPS"] = {"google": app_at(httpserver)}
    client.known_tokens.forget()
    return asking_app


@pytest.fixture
def access(google: GoogleServer) -> Access:  # noqa: F811
    """Ada's account, as her grant stores it."""
    secret = {"refresh_token": google.oauth.new_refresh_token()}
    return Access(email=OWNER, settings={"email": OWNER}, secret=secret)
