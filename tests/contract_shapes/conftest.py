"""One application on SQLite is enough here: the shape of an answer does not depend on the database."""

import pytest
from flask import Flask

from tests.blueprints.api.conftest import Api
from tests.builders import make_api_key, make_configuration, make_grant
from tests.conftest import StoppedClock
from webapp.models import Configuration, Grant


@pytest.fixture
def api(sqlite_app: Flask, clock: StoppedClock) -> Api:
    return Api(sqlite_app.test_client(), make_api_key())


@pytest.fixture
def grant(api: Api) -> Grant:
    return make_grant()


@pytest.fixture
def page(grant: Grant) -> Configuration:
    return make_configuration(grant)
