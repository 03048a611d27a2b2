"""The form of the editor: all sections, in the order in which they stand on the page."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wtforms import Field, FieldList, FormField, HiddenField, StringField

from webapp import refusals
from webapp.blueprints.dashboard.editor.access import AccessSection
from webapp.blueprints.dashboard.editor.basics import BasicsSection
from webapp.blueprints.dashboard.editor.hours import HoursSection
from webapp.blueprints.dashboard.editor.inputs import whole_number
from webapp.blueprints.dashboard.editor.length import LengthSection
from webapp.blueprints.dashboard.editor.limits import LimitsSection
from webapp.blueprints.dashboard.editor.look import LookSection
from webapp.blueprints.dashboard.editor.messages import MessagesSection
from webapp.blueprints.dashboard.editor.people import PeopleSection
from webapp.blueprints.dashboard.editor.questions import QuestionsSection
from webapp.blueprints.dashboard.editor.section import Section
from webapp.errors import InvalidInput
from webapp.lib import zone_names
from webapp.lib.text_form import TextForm
from webapp.models import Configuration
from webapp.services.configurations import drafts
from webapp.services.configurations.accounts import Accounts

NOT_WRITTEN = ("hidden", "number", "time", "date")  # types of inputs; a text of several lines has none
SECTIONS: tuple[type[Section], ...] = (
    BasicsSection,
    LengthSection,
    PeopleSection,
    HoursSection,
    LimitsSection,
    QuestionsSection,
    MessagesSection,
    LookSection,
    AccessSection,
)


class EditorForm(TextForm):
    """Made by `editor_form`. `revision`: of the page when the form was opened. `problems`: what no field says."""

    revision = HiddenField()

    @property
    def sections(self) -> list[Section]:
        return [self[kind.name].form for kind in SECTIONS]

    @property
    def problems(self) -> list[str]:
        found: list[str] = self.__dict__.setdefault("_problems", [])
        return found

    @property
    def has_errors(self) -> bool:
        return bool(self.problems) or any(section.has_errors for section in self.sections)

    @property
    def opened_at(self) -> int:
        """The revision that was edited; 0 for anything that we did not make."""
        return whole_number(self.revision.data) or 0

    def draft_of(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """The stored document with everything that was typed."""
        draft = drafts.draft_of(document)
        # The others name participants by their stored places, and people may change places.
        for section in sorted(self.sections, key=lambda section: section.name == PeopleSection.name):
            section.write(draft)
        return draft

    def act(self, action: str) -> bool:
        """Do what a button such as `questions.add` asks for. False when no section knows it."""
        name, _, rest = action.partition(".")
        return any(section.act(rest) for section in self.sections if section.name == name)

    def take_uploads(self, *, now: int) -> list[InvalidInput]:
        """Store what was uploaded, before anything else is judged. Returns what is refused."""
        taken = [section.take_upload(now=now) for section in self.sections]
        return [problem for problem in taken if problem is not None]

    def complain(self, problems: Iterable[InvalidInput]) -> None:
        """Show each refusal beside its field, or above the form where there is none."""
        for problem in problems:
            if not any(section.complain(problem) for section in self.sections):
                self.problems.append(refusals.for_person(problem))

    def sentences(self, problems: Iterable[InvalidInput]) -> list[str]:
        """The same refusals as a list, each with the name of its field, for where there are no fields."""
        return [refusals.for_person(problem, label=self._label_at(problem.field)) for problem in problems]

    def _label_at(self, path: str) -> str | None:
        fields = (section.field_at(path) for section in self.sections)
        return next((str(field.label.text) for field in fields if field is not None), None)


def editor_form(page: Configuration) -> EditorForm:
    """The editor of a page. What is sent counts more than what is stored."""
    stored = {kind.name: kind.values_of(page.document) for kind in SECTIONS}
    # The document does not say it where it is that of working hours that the page follows.
    stored[HoursSection.name]["zone"] = zone_names.present(page.timezone)
    form = _form(data={**stored, "revision": str(page.revision)})
    accounts = Accounts(page)
    for section in form.sections:
        section.know(page.document, accounts)
    return form


def typed_texts() -> list[tuple[str, str]]:
    """Label and text of what people write in words, as it was sent, for a page that is not there any more."""
    return list(_texts(_form()))


def _form(**values: Any) -> EditorForm:
    fields = {kind.name: FormField(kind, str(kind.title)) for kind in SECTIONS}
    form: EditorForm = type("EditorFormOfPage", (EditorForm,), fields)(**values)
    return form


def _texts(fields: Iterable[Field]) -> Iterator[tuple[str, str]]:
    for field in fields:
        if isinstance(field, FormField | FieldList):
            yield from _texts(field)
        elif isinstance(field, StringField) and _is_written(field) and field.data:
            yield str(field.label.text), field.data


def _is_written(field: StringField) -> bool:
    return getattr(field.widget, "input_type", "") not in NOT_WRITTEN
