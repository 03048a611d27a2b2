from tests.builders import document
from webapp.services.configurations import drafts


def test_a_value_is_read_by_its_path() -> None:
    read = drafts.value_at

    assert read({"a": {"b": [{"c": 1}]}}, "a.b[0].c") == 1
    assert read({"a": {"b": [{"c": 1}]}}, "a.b[1].c") is None
    assert read({"a": None}, "a.b") is None


def test_a_value_is_put_at_its_path_and_the_stored_document_stays() -> None:
    stored = {"a": {"b": [{"c": 1}]}, "d": None}
    draft = drafts.draft_of(stored)

    drafts.put(draft, "a.b[0].c", 2)
    drafts.put(draft, "d.e", "new")

    assert draft == {"a": {"b": [{"c": 2}]}, "d": {"e": "new"}}
    assert stored == {"a": {"b": [{"c": 1}]}, "d": None}
    assert drafts.changes(stored, draft) == draft


def test_no_object_is_made_to_hold_nothing() -> None:
    draft = drafts.draft_of({"d": None})

    drafts.put(draft, "d.e", "")

    assert draft == {"d": None}


def test_everything_that_is_wrong_is_named() -> None:
    wrong = document(name=5, slug=7)

    assert {problem.field for problem in drafts.complaints(wrong)} == {"name", "slug"}
    assert drafts.complaints(document()) == []
