"""The tests' own house: where they live."""

from tests.house import mirror, sources


def test_no_test_module_imports_another() -> None:
    assert mirror.imports_of_tests(mirror.tests()) == []


def test_an_import_of_a_test_module_is_found() -> None:
    planted = {
        "tests.lib.test_bad": "from tests.lib.test_text import clean",
        "tests.lib.test_worse": "from tests.services import test_locks, builders",
        "tests.lib.test_worst": "import tests.test_run",
        "tests.lib.test_nearest": "from . import test_text",
    }

    assert mirror.imports_of_tests(planted) == [
        "tests.lib.test_bad -> tests.lib.test_text",
        "tests.lib.test_worse -> tests.services.test_locks",
        "tests.lib.test_worst -> tests.test_run",
        "tests.lib.test_nearest -> .test_text",
    ]


# Modules with a function of their own that need no file of tests of their name, and why.
WITHOUT_TESTS = {
    "webapp": "puts the application together: every test that asks for it stands on it",
    "webapp.blueprints.api": "only registers the views",
    "webapp.blueprints.dashboard": "only registers the views",
    "webapp.blueprints.public": "only registers the views",
    "webapp.lib.clock": "one line that tests replace: that nothing else reads the time is a rule of test_calls.py",
}


def program() -> dict[str, str]:
    launched = {name: text for name, text in sources.launcher().items() if name.startswith("launcher.")}
    return {**sources.program(), **launched}


def test_every_module_with_a_rule_has_tests_of_its_name() -> None:
    assert mirror.untested(program(), mirror.tests(), exempt=WITHOUT_TESTS) == []


def test_a_module_without_tests_of_its_name_is_found() -> None:
    rule, data = "def is_free(slot): ...", "FREE = 1"
    planted = {
        "webapp.lib.bad": rule,
        "webapp.lib.tested": rule,
        "webapp.lib.data": data,
        "webapp.lib.exempt": rule,
        "webapp.kinds": rule,
        "webapp.kinds.first": data,
        "launcher.bad": rule,
    }
    tests = {"tests.lib.test_tested", "tests.kinds.test_kinds", "tests.test_bad"}

    found = mirror.untested(planted, tests, exempt={"webapp.lib.exempt"})

    assert found == ["webapp.lib.bad", "launcher.bad"]


def test_no_module_is_exempt_that_is_gone_or_has_tests() -> None:
    without = mirror.untested(program(), mirror.tests())

    assert sorted(without) == sorted(WITHOUT_TESTS)


def test_an_exemption_that_is_out_of_date_is_found() -> None:
    assert mirror.untested({"webapp.lib.tested": "def f(): ..."}, {"tests.lib.test_tested"}) == []
