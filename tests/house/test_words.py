"""Words for people: each can be translated."""

from collections.abc import Iterable

import pytest

from tests.house import sources
from tests.house.templates import templates
from tests.house.words import bare_in_modules, bare_in_templates, bare_sentences, lazy_with_values

# Commands, logs and the API speak plain English and are not here.
SPEAK_TO_PEOPLE = (
    "webapp.blueprints.public",
    "webapp.blueprints.dashboard",
    "webapp.blueprints.previews",
    "webapp.display",
    "webapp.delivery.rendering",
    "webapp.services.availability.sentences",
    "webapp.services.availability.busy_sentences",
    "webapp.error_pages",
    "webapp.validators",
)
NOT_FOR_PEOPLE = {
    "Hm": "a skeleton of CLDR",
    "Cookie": "the name of a header",
    "noindex, nofollow": "a header, for search engines",
    "private, no-cache": "a header, for browsers",
    "noopener nofollow": "an attribute, for search engines",
    "100 per hour": "a limit, read by Flask-Limiter",
    "20 per day": "a limit, read by Flask-Limiter",
    "20 per hour": "a limit, read by Flask-Limiter",
    "5 per hour": "a limit, read by Flask-Limiter",
    "unforeseen error at %s": "a log",
    "the database is away: %s": "a log",
    "a view of the dashboard ran without a sign-in": "a fault of ours, and a log",
}


ONLY_FOR_US = "dashboard/components/"  # not there in production: for whoever builds pages
FOR_PROGRAMS = "public/llms.txt"  # they read plain English, as in the API


def speaking() -> dict[str, str]:
    return {name: source for name, source in sources.program().items() if name.startswith(SPEAK_TO_PEOPLE)}


def in_template(text: str, *, name: str = "bad.html") -> list[str]:
    return [found.removeprefix(f"{name}: ") for found in bare_in_templates({name: text})]


def in_module(source: str) -> list[str]:
    return [found.removeprefix("bad: ") for found in bare_in_modules({"bad": source}, allowed=set())]


def test_no_word_in_a_template_is_outside_of_a_translation() -> None:
    read = {
        path: text for path, text in templates().items() if not path.startswith((ONLY_FOR_US, FOR_PROGRAMS))
    }
    found = [line for line in bare_in_templates(read) if line.partition(": ")[2] not in NOT_FOR_PEOPLE]

    assert found == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p>Book this time</p>", ["Book this time"]),
        ("<p>{{ _('Book') }} now</p>", ["now"]),
        ('<a title="Next month" class="turn big">{{ icon("forward") }}</a>', ["Next month"]),
        ('<img alt="A face">', ["A face"]),
        ('<section aria-label="Details"></section>', ["Details"]),
        ('<input placeholder="Your name">', ["Your name"]),
        ('<input type="submit" value="Send">', ["Send"]),
        ('<meta name="description" content="Choose a time">', ["Choose a time"]),
        ("<p>{{ 'field' if one else _('fields') }}</p>", ["field"]),
        ("<p>{{ name or 'nobody' }}</p>", ["nobody"]),
        ("<p>{{ {1: 'gone'}[status] }}</p>", ["gone"]),
        ("<p>{{ {1: 'gone'}.get(status, 'lost') }}</p>", ["gone", "lost"]),
        ("<p>{{ name|default('nobody') }}</p>", ["nobody"]),
        ("<p>{{ 'now'|upper }}</p>", ["now"]),
        ("<p>{{ ['by', name]|join(' ') }}</p>", ["by"]),
        ('<p aria-description="Details"></p>', ["Details"]),
        ("<p>{{ 'by ' ~ name }}</p>", ["by "]),
        ("{% set heading = 'Fully booked' %}", ["Fully booked"]),
        ("{{ button(url, 'Confirm or decline') }}", ["Confirm or decline"]),
        ("{{ _('Booked by %(name)s', name='Somebody else') }}", ["Somebody else"]),
        ("{% macro a() %}<b>Deep inside</b>{% endmacro %}", ["Deep inside"]),
    ],
)
def test_a_planted_word_in_a_template_is_found(text: str, found: list[str]) -> None:
    assert sorted(set(in_template(text))) == found


def test_a_planted_word_in_a_plain_mail_is_found() -> None:
    assert in_template("Hello {{ name }},\n", name="mail/bad/body.txt") == ["Hello ,"]


@pytest.mark.parametrize(
    "text",
    [
        "<p>{{ _('Book') }} · {{ ngettext('%(num)d time', '%(num)d times', 2) }}</p>",
        "{% trans name=name %}Booked by {{ name }}{% endtrans %}",
        "<style>.card { color: red }</style><script>let a = 1</script>",
        "<p class='small muted' id='one two'>{{ icon('calendar') }} {{ name }}</p>",
        "{{ url_for('public.booking_show', reference=reference) }}",
        "<!-- A remark -->{# Another remark #}",
        "<button name='action' value='hours.add-date'>{{ _('Add a date') }}</button>",
    ],
)
def test_what_is_translated_or_not_read_is_let_through(text: str) -> None:
    assert in_template(text) == []


def test_no_word_in_a_module_that_speaks_to_people_is_outside_of_a_translation() -> None:
    assert bare_in_modules(speaking(), allowed=set(NOT_FOR_PEOPLE)) == []


@pytest.mark.parametrize(
    "source",
    [
        'label = StringField("Your name")',
        'label = StringField("name", description="Optional. We read it.")',
        'flash("Please sign in first")',
        'return DataRequired(f"Please fill in {label}")',
        'headings = {"booked": "You are booked"}',
        'field.render_kw = {"placeholder": "Your name"}',
        'return gettext("By %(name)s", name="Somebody else")',
        'return f"{guest} declined"',
        'return f"by {guest}"',
    ],
)
def test_a_planted_word_in_a_module_is_found(source: str) -> None:
    assert len(in_module(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        'label = StringField(lazy_gettext("Your name"))',
        '"""A docstring, for whoever reads the module."""',
        'raise NotFound("There is no such page.")',
        'answer.headers["Cache-Control"] = "no-store"',
        'render_template("public/booking.html", kind="fully_booked")',
    ],
)
def test_what_nobody_reads_on_a_page_is_let_through(source: str) -> None:
    assert in_module(source) == []


def refusals() -> dict[str, str]:
    return {name: source for name, source in sources.program().items() if name.startswith("webapp.refusals")}


def test_no_refusal_that_a_person_reads_is_outside_of_a_translation() -> None:
    assert bare_sentences(refusals()) == []


def test_a_bare_refusal_is_found() -> None:
    planted = (
        'SENTENCES = {"a": Sentence("No.", lazy_gettext("No.")), "b": Sentence("No.", "No.")}\n'
        'MORE = {"a": Sentence("No.", lambda values: ngettext("%(num)s", "%(num)s", values["at_most"]))}\n'
        'MOST = {"a": Sentence("No.", lambda values: "At most %(at_most)s." % values)}'
    )

    assert bare_sentences({"webapp.refusals.bad": planted}) == [
        "webapp.refusals.bad:1",
        "webapp.refusals.bad:3",
    ]


def test_no_lazy_sentence_is_given_values() -> None:
    # A template shows a lazy sentence as it is: a guest's name in it could bring markup along.
    assert lazy_with_values(sources.program()) == []


def test_a_lazy_sentence_with_a_value_is_found() -> None:
    planted = 'a = lazy_gettext("Free")\nb = words.lazy_gettext("By %(name)s", name=guest)'

    assert lazy_with_values({"webapp.bad": planted}) == ["webapp.bad:2"]


def needless(exceptions: Iterable[str]) -> list[str]:
    everything = "\n".join([*speaking().values(), *templates().values()])
    return [said for said in exceptions if f'"{said}"' not in everything]


def test_every_word_that_needs_no_translation_is_still_there() -> None:
    assert needless(NOT_FOR_PEOPLE) == []


def test_an_exception_that_nothing_needs_is_found() -> None:
    assert needless({**NOT_FOR_PEOPLE, "Crumbs": "the name of a header"}) == ["Crumbs"]
