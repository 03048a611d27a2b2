"""What is said of a failure that is no refusal of a use case."""

from webapp.refusals import statuses


def test_a_program_and_a_person_each_have_a_sentence_for_a_status() -> None:
    assert statuses.for_program(404) == "There is nothing at this address."
    assert statuses.for_person(404).startswith("There is nothing at this address. Perhaps")


def test_a_status_without_a_sentence_is_a_fault_of_the_request_or_ours() -> None:
    assert statuses.for_program(418) == statuses.for_program(400)
    assert statuses.for_person(501) == statuses.for_person(500)


def test_a_program_may_read_the_name_of_a_status_instead() -> None:
    assert statuses.for_program(415, otherwise="Unsupported Media Type") == "Unsupported Media Type"
    assert statuses.for_program(404, otherwise="Not Found") == "There is nothing at this address."
