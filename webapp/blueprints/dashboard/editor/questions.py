"""Questions: what guests are asked beside their name and e-mail address."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import Field, FormField, HiddenField

from webapp.blueprints.dashboard.editor.meeting_place import question_of
from webapp.blueprints.dashboard.editor.question_rows import (
    FILLED_IN_BY_PROGRAMS,
    READY_MADE,
    Definition,
    QuestionForm,
    key_of,
    values_of,
)
from webapp.blueprints.dashboard.editor.section import Section, move, numbered, put_in_place, remove
from webapp.lib.text_form import Rows
from webapp.services.configurations import drafts
from webapp.services.configurations.document import ADDITIONAL_FIELDS_AT_MOST
from webapp.words import gettext, lazy_gettext, ngettext

_FIELDS = "scheduler.additional_fields"


class QuestionsSection(Section):
    """`sent`: tells a form whose last question was removed from one that says nothing of questions."""

    name = "questions"
    template = "dashboard/editor/_questions.html"
    title = lazy_gettext("Questions for guests")
    covers: ClassVar = (_FIELDS,)
    ready_made: ClassVar = (
        ("phone", lazy_gettext("Ask for a telephone number")),
        ("topic", lazy_gettext("Ask what it is about")),
    )

    sent = HiddenField()
    rows = Rows(FormField(QuestionForm), lazy_gettext("Questions"), max_entries=ADDITIONAL_FIELDS_AT_MOST)

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        put_in_place(self.rows)
        self._row_of: dict[str, QuestionForm] = {}

    @classmethod
    def values_of(cls, document: Mapping[str, Any]) -> dict[str, Any]:
        return {"rows": [values_of(key, field) for key, field in _rows(_stored(document)).items()]}

    def write(self, draft: dict[str, Any]) -> None:
        if not self.sent.data:
            return
        stored = _stored(draft)
        elsewhere = {key: field for key, field in stored.items() if not _has_row(field)}
        typed: dict[str, Definition] = {}
        for row in self.rows:
            if not row.form.is_empty:
                key = _key_of(row.form, taken={*typed, *elsewhere})
                typed[key] = row.form.definition(stored.get(key) or {})
                self._row_of[key] = row.form
        drafts.put(draft, _FIELDS, {**elsewhere, **_in_order(typed, before=list(_rows(stored)))})

    def act(self, action: str) -> bool:
        if action == "add" or action in {f"add_{name}" for name in READY_MADE}:
            self._add(READY_MADE.get(action.removeprefix("add_"), {}))
            return True
        return (
            action.startswith("try")
            or numbered(action, "up", lambda number: move(self.rows, self._at(number), -1))
            or numbered(action, "down", lambda number: move(self.rows, self._at(number), 1))
            or numbered(action, "remove", lambda number: remove(self.rows, self._at(number)))
        )

    def field_at(self, path: str) -> Field | None:
        if path == _FIELDS:
            return self.rows
        named = [key for key in self._row_of if f"{path}.".startswith(f"{_FIELDS}.{key}.")]
        if not named:
            return None
        key = max(named, key=len)  # a key may have a dot in it
        form = self._row_of[key]
        part = path.removeprefix(f"{_FIELDS}.{key}").lstrip(".").partition("[")[0]
        # What is wrong with a question as a whole is that it has no choices.
        return form[part] if part in form and part != "key" else form.options

    def summary(self, document: Mapping[str, Any]) -> str:
        count = len(_rows(_stored(document)))
        return ngettext("%(num)s question", "%(num)s questions", count) if count else gettext("none")

    def by_programs(self, document: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Key and label of what programs fill in, and guests never see."""
        stored = _stored(document)
        return [
            (key, str(field.get("label") or ""))
            for key, field in stored.items()
            if field.get("type") == FILLED_IN_BY_PROGRAMS
        ]

    def for_the_place(self, document: Mapping[str, Any]) -> str | None:
        """The question whose answer is the place, which is changed elsewhere (`meeting_place.py`)."""
        asked = question_of(document)
        return str(asked[1].get("label") or "") if asked else None

    @property
    def is_full(self) -> bool:
        """Whether there is no room for another row."""
        return len(self.rows) >= ADDITIONAL_FIELDS_AT_MOST

    def _at(self, number: int) -> int:
        """Where the row stands that the page called by this number; -1 where it is gone."""
        numbers = [row.form.number.data for row in self.rows]
        return numbers.index(str(number)) if str(number) in numbers else -1

    def _add(self, values: Mapping[str, Any]) -> None:
        if not self.is_full:
            self.rows.append_entry({**values, "label": str(values.get("label", ""))})


def _stored(document: Mapping[str, Any]) -> dict[str, Definition]:
    return drafts.value_at(document, _FIELDS) or {}


def _rows(fields: Mapping[str, Definition]) -> dict[str, Definition]:
    """What guests are asked beside the place, in the page's order."""
    asked = [(key, field) for key, field in fields.items() if _has_row(field)]
    return dict(sorted(asked, key=lambda item: item[1].get("order") or 0))


def _has_row(field: Mapping[str, Any]) -> bool:
    return field.get("type") != FILLED_IN_BY_PROGRAMS and not field.get("is_location")


def _key_of(form: QuestionForm, *, taken: set[str]) -> str:
    known = str(form.key.data or "")
    return known if known and known not in taken else key_of(form.label.data or "", taken=taken)


def _in_order(typed: dict[str, Definition], *, before: list[str]) -> dict[str, Definition]:
    """The questions with numbers for their order. As long as nobody moved one, they keep those that they have."""
    if list(typed) == [key for key in before if key in typed]:
        return typed
    return {key: {**field, "order": number} for number, (key, field) in enumerate(typed.items(), start=1)}
