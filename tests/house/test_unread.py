"""Rules of the house: nothing is taken in silence."""

from pydantic import BaseModel

from tests.house.documents import documents
from tests.house.sources import program
from tests.house.unread import said_to_be_missing, unread_keys
from webapp.services.configurations import document

SHAPES = "webapp.services.configurations.document"


def parts() -> list[type[BaseModel]]:
    return [
        model for model in vars(document).values() if isinstance(model, type) and issubclass(model, BaseModel)
    ]


def test_a_key_of_a_configuration_that_does_nothing_is_named_in_the_api_document() -> None:
    sources = [text for path, text in program().items() if path != SHAPES]
    within_another = set(document.Reminder.model_fields)  # `reminders` is named

    unread = set(unread_keys(parts(), sources)) - within_another

    assert unread <= said_to_be_missing(documents()["docs/api.md"])


def test_a_key_that_nothing_reads_is_found() -> None:
    class Planted(BaseModel):
        read_by_us: int
        read_by_nobody: int

    assert list(unread_keys([Planted], ["view.read_by_us"])) == ["read_by_nobody"]

    assert said_to_be_missing("`a`\n## Not there\n\n* `b`\n\n## After\n`c`\n") == {"b"}
