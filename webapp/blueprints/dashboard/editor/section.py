"""One folded part of the editor: fields that stand for places of a configuration document.

A section judges nothing. What was typed goes into a draft as it is, the document's own rules judge the draft, and what
they refuse is shown beside the field whose place is named. So the editor and the API refuse the same, in one sentence.
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from wtforms import Field, FieldList, Form, FormField

from webapp import refusals
from webapp.blueprints.dashboard.editor.inputs import whole_number
from webapp.errors import InvalidInput
from webapp.services.configurations import drafts
from webapp.services.configurations.accounts import Accounts

Draft = dict[str, Any]


class Section(Form):
    """`name`: of the section in the form and in the page. `title`: its heading. `template`:
    what lays out its fields.

    `places`: the path in the document of each field that stands for one value. A section with other fields also says
    what they hold (`values_of`), how they are written (`write`), and where a refusal belongs (`field_at`).
    `covers`: paths of the document that it edits beside those of `places`; all below them are meant too.
    """

    name: ClassVar[str]
    template: ClassVar[str]
    title: ClassVar[Any]
    places: ClassVar[Mapping[str, str]] = {}
    covers: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def values_of(cls, document: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields hold for a document, by their names."""
        return {field: drafts.value_at(document, path) for field, path in cls.places.items()}

    def know(self, document: Mapping[str, Any], accounts: Accounts) -> None:
        """Take in the stored document and who has an account, if the section has a use for it."""

    def write(self, draft: Draft) -> None:
        """Put what was typed into the draft."""
        for field, path in self.places.items():
            drafts.put(draft, path, self[field].data)

    def differs(self, document: Mapping[str, Any], draft: Draft) -> bool:
        """Whether a draft differs from a document in what this section edits."""
        of_mine = (*self.places.values(), *self.covers)
        return any(
            as_typed(drafts.value_at(document, path)) != as_typed(drafts.value_at(draft, path))
            for path in of_mine
        )

    def take_upload(self, *, now: int) -> InvalidInput | None:
        """Store a file that was sent with the section, if it takes any. Returns the refusal, None without one."""
        return None

    def summary(self, document: Mapping[str, Any]) -> str:
        """What the section says while it is folded: one line about the document."""
        raise NotImplementedError  # each section has its own

    def act(self, action: str) -> bool:
        """Do what a button in the section asks for, such as adding a row. False when it is none of its buttons."""
        return False

    def field_at(self, path: str) -> Field | None:
        """The field that stands for a place, or for what lies around it."""
        return next((self[field] for field, place in self.places.items() if _reaches(place, path)), None)

    def complain(self, problem: InvalidInput) -> bool:
        """Show a refusal beside its field. False when this section has no such field."""
        field = self.field_at(problem.field)
        if field is None:
            return False
        field.errors = [*field.errors, refusals.for_person(problem, label=str(field.label.text))]
        return True

    @property
    def has_errors(self) -> bool:
        return any(_has_errors(field) for field in self)


def as_typed(value: Any) -> Any:
    """A value as a field would hold it: a number is text there, and nothing is an empty text. Lines end in one way."""
    if isinstance(value, dict):
        return {key: as_typed(part) for key, part in value.items()}
    if isinstance(value, list):
        return [as_typed(part) for part in value]
    if isinstance(value, bool):
        return value
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def put_in_place(rows: FieldList) -> None:
    """Sort rows by the `place` that a script wrote. A row without one stands at the end."""
    rows.entries.sort(key=lambda row: _place_of(row.form))


def move(rows: FieldList, at: int, by: int) -> None:
    """Let a row of a list change places with a neighbour; at an end it stays."""
    if 0 <= at < len(rows.entries) and 0 <= at + by < len(rows.entries):
        first, second = rows.entries[at], rows.entries[at + by]
        held = first.data
        _fill(first, second.data)
        _fill(second, held)


def remove(rows: FieldList, at: int) -> None:
    """Take a row out of a list."""
    if 0 <= at < len(rows.entries):
        rows.pop_entry(at)


def numbered(action: str, verb: str, do: Callable[[int], None]) -> bool:
    """Run `do` with the number of an action such as `remove-3`. False for another action."""
    found, _, number = action.rpartition("-")
    if found != verb or not (number.isascii() and number.isdigit() and len(number) < 4):
        return False
    do(int(number))
    return True


def _place_of(row: Form) -> tuple[bool, int]:
    place = whole_number(row["place"].data)
    return place is None, place or 0


def _fill(field: Field, value: Any) -> None:
    if isinstance(field, FormField):
        for name, part in value.items():
            _fill(field.form[name], part)
    else:
        field.data = value


def _has_errors(field: Field) -> bool:
    if isinstance(field, FieldList | FormField):
        return any(_has_errors(part) for part in field) or bool(field.errors)
    return bool(field.errors)


def _reaches(place: str, path: str) -> bool:
    return path == place or path.startswith((f"{place}.", f"{place}["))
