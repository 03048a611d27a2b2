"""What must hold for every configuration, calendar, zone and window; the judge says what is right.

About two hundred cases in every run, more than 20,000 with `-m slow`. A counter-example becomes
a plain test with a name, in the file of the piece that was wrong.
"""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scheduling.cases import Case, cases
from tests.scheduling.documents import slots_of
from webapp.scheduling import explain, is_open, offer
from webapp.scheduling.notice import NOTICE_GRACE

FEW = settings(max_examples=30, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=4_200, suppress_health_check=list(HealthCheck))


def offered_is_judged(case: Case) -> None:
    for busy in (case.busy, case.columns):
        answer = offer(case.rules, busy, start=case.start, end=case.end, **case.facts)

        assert {start: emails for start, _, emails in slots_of(answer)} == case.judge.offered()


def accepted_is_judged(case: Case, chance: Random) -> None:
    judge = case.judge
    beside = {start + 60 for start in list(judge.grid)[:3]}
    starts = [start for start in sorted(judge.grid | beside) if case.start <= start < case.end]
    named = chance.choice([None, None, [chance.choice([person["email"] for person in judge.people])]])
    for start in chance.sample(starts, min(len(starts), 12)):
        verdict = is_open(
            case.rules,
            case.columns,
            start=start,
            end=start + case.rules.duration,
            participants=named,
            **case.facts,
        )

        assert (start, verdict.participants) == (start, judge.accepted(start, named=named))
        assert verdict.open is not bool(verdict.reasons)


def offered_is_accepted(case: Case, chance: Random) -> None:
    answer = offer(case.rules, case.busy, start=case.start, end=case.end, **case.facts)
    late = {**case.facts, "now": case.now + chance.randint(0, NOTICE_GRACE)}
    for start, end, emails in chance.sample(list(slots_of(answer)), min(len(answer.starts), 8)):
        if start <= late["now"]:
            continue
        verdict = is_open(case.rules, case.busy, start=start, end=end, **late)

        assert verdict.participants == (
            emails[:1] if case.rules.method == "max-availability" else emails
        ) or (case.rules.method == "max-fairness" and verdict.open)


def cut_windows_add_up(case: Case, chance: Random) -> None:
    cut = chance.randint(case.start, case.end)
    whole = offer(case.rules, case.busy, start=case.start, end=case.end, **case.facts)
    left = offer(case.rules, case.busy, start=case.start, end=cut, **case.facts)
    right = offer(case.rules, case.busy, start=cut, end=case.end, **case.facts)

    assert [*slots_of(left), *slots_of(right)] == list(slots_of(whole))


def starts_ascend(case: Case) -> None:
    starts = offer(case.rules, case.busy, start=case.start, end=case.end, **case.facts).starts

    assert starts == sorted(set(starts))


def explanation_is_empty_where_offered(case: Case) -> None:
    offered = offer(case.rules, case.busy, start=case.start, end=case.end, **case.facts).starts
    explained = explain(case.rules, case.busy, start=case.start, end=case.end, **case.facts)

    assert [start for start, reasons in explained if not reasons] == offered
    assert [start for start, _ in explained] == sorted({start for start, _ in explained})


@FEW
@given(cases())
def test_what_is_offered_is_what_the_judge_offers(case: Case) -> None:
    offered_is_judged(case)


@FEW
@given(cases(), st.randoms(use_true_random=False))
def test_what_is_accepted_is_what_the_judge_accepts(case: Case, chance: Random) -> None:
    accepted_is_judged(case, chance)


@FEW
@given(cases(), st.randoms(use_true_random=False))
def test_what_was_offered_is_accepted_until_the_grace_ends(case: Case, chance: Random) -> None:
    offered_is_accepted(case, chance)


@FEW
@given(cases(), st.randoms(use_true_random=False))
def test_the_answer_does_not_depend_on_how_the_window_is_cut(case: Case, chance: Random) -> None:
    cut_windows_add_up(case, chance)


@FEW
@given(cases())
def test_no_start_is_offered_twice(case: Case) -> None:
    starts_ascend(case)


@FEW
@given(cases())
def test_a_start_is_offered_exactly_when_its_list_of_reasons_is_empty(case: Case) -> None:
    explanation_is_empty_where_offered(case)


@pytest.mark.slow
@MANY
@given(cases())
def test_many_cases_are_offered_as_the_judge_offers(case: Case) -> None:
    offered_is_judged(case)


@pytest.mark.slow
@MANY
@given(cases(), st.randoms(use_true_random=False))
def test_many_cases_are_accepted_as_the_judge_accepts(case: Case, chance: Random) -> None:
    accepted_is_judged(case, chance)


@pytest.mark.slow
@MANY
@given(cases(), st.randoms(use_true_random=False))
def test_in_many_cases_what_was_offered_is_accepted(case: Case, chance: Random) -> None:
    offered_is_accepted(case, chance)


@pytest.mark.slow
@MANY
@given(cases(), st.randoms(use_true_random=False))
def test_in_many_cases_cut_windows_add_up(case: Case, chance: Random) -> None:
    cut_windows_add_up(case, chance)


@pytest.mark.slow
@MANY
@given(cases())
def test_in_many_cases_offered_starts_are_those_without_reasons(case: Case) -> None:
    explanation_is_empty_where_offered(case)
    starts_ascend(case)
