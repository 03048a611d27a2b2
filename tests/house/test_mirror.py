"""The tests' own house: where they live."""

from tests.house import mirror


def test_no_test_module_imports_another() -> None:
    assert mirror.imports_of_tests(mirror.tests()) == []


def test_an_import_of_a_test_module_is_found() -> None:
    planted = {
        "tests.lib.test_bad": "from tests.lib.test_text import clean",
        "tests.lib.test_worse": "from tests.services import test_locks, builders",
        "tests.lib.test_worst": "import tests.test_run",
    }

    assert mirror.imports_of_tests(planted) == [
        "tests.lib.test_bad -> tests.lib.test_text",
        "tests.lib.test_worse -> tests.services.test_locks",
        "tests.lib.test_worst -> tests.test_run",
    ]
