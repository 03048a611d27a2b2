"""Pages and mails: nothing is missing, nothing is left over."""

import pytest

from tests.house import sources
from tests.house.templates import (
    STATIC,
    mails,
    refused_by_policy,
    sheets,
    static_files,
    templates,
    unused_classes,
    unused_files,
    unused_imports,
    unused_macros,
    unused_templates,
)
from webapp.services.access import account_links, second_factor_mails
from webapp.services.calendars import grant_news
from webapp.services.promises import announcements, mail_state

PROGRAM = sources.program()
TEMPLATES = templates()
USERS = [*TEMPLATES.values(), *PROGRAM.values(), *(path.read_text() for path in STATIC.glob("*.js"))]
MAIL_FILES = {"subject.txt", "body.txt", "body.html"}


def incomplete_mails(found: dict[str, str]) -> list[str]:
    return [folder for folder, files in mails(found).items() if files != MAIL_FILES]


def test_every_mail_has_its_three_files() -> None:
    assert incomplete_mails(TEMPLATES) == []


def test_a_mail_without_plain_text_is_found() -> None:
    assert incomplete_mails({"mail/bad/subject.txt": "", "mail/bad/body.html": ""}) == ["bad"]


def unpromised_mails(found: dict[str, str]) -> set[str]:
    tables = (
        announcements.GUEST_MAIL,
        announcements.ADDITIONAL_GUEST_MAIL,
        announcements.HOST_MAIL,
        announcements.ORGANIZER_ONLY_MAIL,
        announcements.PUT_BACK_MAIL,
    )
    names = {name for table in tables for name in table.values()} | {
        grant_news.LOST_MAIL,
        mail_state.TEST_MAIL,
        *account_links.MAILS.values(),
        *second_factor_mails.MAILS,
    }
    return set(mails(found)) ^ names


def test_every_mail_is_promised_and_every_promise_has_its_mail() -> None:
    assert unpromised_mails(TEMPLATES) == set()


def test_a_mail_that_nothing_promises_is_found() -> None:
    assert unpromised_mails({**TEMPLATES, "mail/bad/subject.txt": ""}) == {"bad"}


def test_no_template_is_unused() -> None:
    assert unused_templates(TEMPLATES, sources=PROGRAM.values()) == []


def test_a_template_that_nothing_names_is_found() -> None:
    planted = {**TEMPLATES, "public/bad.html": ""}

    assert unused_templates(planted, sources=PROGRAM.values()) == ["public/bad.html"]


def test_no_class_of_a_style_sheet_is_unused() -> None:
    assert unused_classes(sheets(), users=USERS) == []


def test_a_class_that_nothing_has_is_found() -> None:
    planted = {"bad.css": '/* .seen */ .badge .bad-class:hover { background: url("a.png"); }'}

    assert unused_classes(planted, users=USERS) == ["bad.css: bad-class"]


def test_no_import_in_a_template_is_unused() -> None:
    assert unused_imports(TEMPLATES) == []


def test_an_unused_import_in_a_template_is_found() -> None:
    planted = {
        "bad.html": '{% from "_macros.html" import icon, span as stretch, brand with context %}{{ brand() }}',
        "worse.html": '{% import "_macros.html" as macros %}',
    }

    assert unused_imports(planted) == ["bad.html: icon", "bad.html: stretch", "worse.html: macros"]


def test_no_macro_is_unused() -> None:
    assert unused_macros(TEMPLATES) == []


def test_a_macro_that_nothing_calls_is_found() -> None:
    planted = {
        **TEMPLATES,
        "bad.html": "{% macro crumb(name) %}{{ name }}{% endmacro %}{% macro time(at) %}{{ at }}{% endmacro %}",
    }

    assert unused_macros(planted) == ["bad.html: crumb", "bad.html: time"]


def test_no_static_file_is_unused() -> None:
    files = static_files()

    assert unused_files(files, found=TEMPLATES, sheets=sheets(), sources=PROGRAM.values()) == []


def test_a_static_file_that_neither_a_template_nor_a_style_sheet_names_is_found() -> None:
    planted = [*static_files(), "bad.css", "vendor/bad.woff2"]

    found = unused_files(planted, found=TEMPLATES, sheets=sheets(), sources=PROGRAM.values())
    assert found == ["bad.css", "vendor/bad.woff2"]


def test_no_style_sheet_shows_what_the_policy_refuses() -> None:
    assert refused_by_policy(sheets()) == []


@pytest.mark.parametrize(
    "address", ["'data:image/svg+xml,x'", '"https://cdn.example/a.png"', "//cdn.example/a"]
)
def test_a_style_sheet_that_shows_more_than_our_own_is_found(address: str) -> None:
    planted = {
        "bad.css": f"a {{ background: url({address}); }}",
        "good.css": 'a { background: url("a.svg"); }',
    }

    assert refused_by_policy(planted) == ["bad.css"]
