"""The storeys: who may import whom."""

import sys

from tests.house import sources
from tests.house.imports import circle, foreign_imports, importers, imports_going_up, reached_from

PROGRAM = sources.program()
STANDARD = frozenset(sys.stdlib_module_names)
# They would make the same question give two answers.
NOT_FOR_THE_ENGINE = {"logging", "os", "random", "secrets", "socket", "subprocess", "time", "urllib"}
PURE = STANDARD - NOT_FOR_THE_ENGINE


def test_imports_go_down() -> None:
    assert imports_going_up(PROGRAM) == []


def test_an_import_that_goes_up_is_found() -> None:
    planted = {
        **PROGRAM,
        "webapp.models.bad": "from webapp.services import bookings",
        "webapp.services.calendars.bad": "from webapp.services.configurations import participants",
        "webapp.services.bookings.bad": "import webapp.delivery.mail",
        "webapp.delivery.bad": "from webapp.services.promises import announcements",
        "webapp.lib.bad": "from ..models import Booking",
        "webapp.blueprints.api.bad": "from webapp.blueprints.public import lookups",
    }

    assert imports_going_up(planted) == [
        "webapp.models.bad -> webapp.services.bookings",
        "webapp.services.calendars.bad -> webapp.services.configurations.participants",
        "webapp.services.bookings.bad -> webapp.delivery.mail",
        "webapp.delivery.bad -> webapp.services.promises.announcements",
        "webapp.lib.bad -> webapp.models",
        "webapp.blueprints.api.bad -> webapp.blueprints.public.lookups",
    ]


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circle(PROGRAM) == []


def test_a_circle_inside_a_folder_is_found() -> None:
    planted = {
        **PROGRAM,
        "webapp.lib.first": "from webapp.lib import second",
        "webapp.lib.second": "from webapp.lib import third",
        "webapp.lib.third": "def later():\n    from webapp.lib.first import anything",
    }

    assert set(circle(planted)) == {"webapp.lib.first", "webapp.lib.second", "webapp.lib.third"}


def test_the_engine_imports_only_what_is_pure_in_the_standard_library() -> None:
    assert foreign_imports(PROGRAM, of="webapp.scheduling", allowed=PURE) == []


def test_an_import_that_is_not_pure_is_found() -> None:
    planted = {
        "webapp.scheduling.bad": "import flask, os.path\nfrom webapp.errors import NotFound\nimport re",
        "webapp.scheduling.worse": "from ..extensions import db\nfrom .rules import Rules",
    }

    assert foreign_imports(planted, of="webapp.scheduling", allowed=PURE) == [
        "webapp.scheduling.bad -> flask",
        "webapp.scheduling.bad -> os.path",
        "webapp.scheduling.bad -> webapp.errors",
        "webapp.scheduling.worse -> webapp.extensions",
    ]


OUTWARD = ("requests", "requests_hardened", "socket", "smtplib", "http", "urllib3", "httpx", "dns")
MAY_CONNECT = {
    "webapp.lib.http",
    "webapp.lib.service_records",  # asks name servers
    "webapp.delivery.mail",
    "webapp.lib.deadline",  # only cuts connections
    "webapp.web_worker",  # the server's side of connections that were accepted
}


def connecting(modules: sources.Sources) -> set[str]:
    # HTTPStatus is a list of numbers; nothing is opened with it.
    read = {name: source.replace("from http import HTTPStatus", "") for name, source in modules.items()}
    return {name for outward in OUTWARD for name in importers(read, of=outward)}


def test_only_one_module_opens_connections_and_one_sends_mail() -> None:
    assert connecting(PROGRAM) - MAY_CONNECT == set()


def test_an_import_that_opens_connections_is_found() -> None:
    planted = {
        "webapp.services.bad": "import requests",
        "webapp.services.worse": "from http import HTTPStatus\nfrom http.client import HTTPConnection",
        "webapp.services.good": "from http import HTTPStatus",
    }

    assert connecting(planted) == {"webapp.services.bad", "webapp.services.worse"}


# Created by `create_app` alone, which imports the rest only when it is called.
FACTORY = "webapp"
BEFORE_INSTALLING = {name: source for name, source in PROGRAM.items() if name != FACTORY} | sources.launcher()


def foreign_before_installing(modules: sources.Sources) -> list[str]:
    """`importer -> imported` for what `run` reaches and what is not there before anything is installed."""
    ours = {name.split(".")[0] for name in modules}
    return [
        wrong
        for name in sorted(reached_from(modules, start="run"))
        for wrong in foreign_imports({name: modules[name]}, of=name, allowed=STANDARD | ours)
    ]


def test_run_reaches_only_the_standard_library() -> None:
    assert foreign_before_installing(BEFORE_INSTALLING) == []


def test_a_library_behind_the_settings_is_found() -> None:
    planted = {
        **BEFORE_INSTALLING,
        "config": "from webapp.lib.bad import anything",
        "webapp.lib.bad": "import flask",
    }

    assert foreign_before_installing(planted) == ["webapp.lib.bad -> flask"]


def beyond_the_settings(modules: sources.Sources) -> list[str]:
    return foreign_imports(modules, of="launcher", allowed=STANDARD | {"config"})


def test_the_launcher_imports_only_the_settings_and_the_standard_library() -> None:
    assert beyond_the_settings(sources.launcher()) == []


def test_an_import_in_the_launcher_that_goes_further_is_found() -> None:
    planted = {
        "launcher.bad": "import os, config\nfrom launcher import serving\nfrom webapp.lib import files"
    }

    assert beyond_the_settings(planted) == ["launcher.bad -> webapp.lib"]
