"""What holds for every team in turn: shares follow weights, and nobody is passed over for a lower priority.

The judge here counts bookings in fractions and looks at everybody anew; it shares no code with the queue.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scheduling.cases import TURNS, WEIGHTS
from tests.scheduling.documents import at, document, participant
from webapp.scheduling import Rules, is_open, queue_of, rules_of

DAY = 86_400
NINE, TEN = at("2027-03-15 09:00"), at("2027-03-15 10:00")
EMAILS = [f"p{number}@example.com" for number in range(7)]
FEW = settings(max_examples=25, deadline=None)
Taken = dict[str, tuple[int, int | None]]


@dataclass
class Team:
    """People by e-mail with their weight and priority, and how often and when each was booked."""

    turns: dict[str, dict[str, int]]
    taken: Taken

    @property
    def rules(self) -> Rules:
        listed = [participant(email, round_robin=each) for email, each in self.turns.items()]
        page = document(duration=60, rules={"availability_method": "max-availability"})
        return rules_of({**page, "participants": listed})

    def count(self, email: str) -> int:
        return self.taken.get(email, (0, None))[0]

    def priority(self, email: str) -> int:
        return self.turns[email].get("priority", 3)

    def book(self, free: set[str], *, now: int) -> str:
        """Book nine o'clock, for which all others are busy; whoever takes it is free again afterwards."""
        rules = self.rules
        verdict = is_open(
            rules,
            {email: [(NINE, TEN)] for email in self.turns if email not in free},
            start=NINE,
            end=TEN,
            now=NINE - DAY,
            queue=queue_of(rules, taken=self.taken),
        )
        (email,) = verdict.participants
        self.taken[email] = (self.count(email) + 1, now)
        return email


@st.composite
def teams(draw: st.DrawFn, turns: st.SearchStrategy[dict[str, int]]) -> Team:
    size = draw(st.integers(2, len(EMAILS)))
    return Team({email: draw(turns) for email in EMAILS[:size]}, {})


weighted = st.fixed_dictionaries({"weight": WEIGHTS})


@FEW
@given(teams(weighted), st.integers(1, 30))
def test_while_everybody_is_free_each_share_is_kept_within_one_booking(team: Team, times: int) -> None:
    whole = sum(each["weight"] for each in team.turns.values())
    for now in range(times):
        team.book(set(team.turns), now=now)

        for email, each in team.turns.items():
            assert abs(team.count(email) - Fraction((now + 1) * each["weight"], whole)) < 1


@FEW
@given(teams(weighted), st.data())
def test_nobody_goes_beyond_their_share_while_somebody_free_is_below_theirs(
    team: Team, data: st.DataObject
) -> None:
    whole = sum(each["weight"] for each in team.turns.values())
    for now in range(12):
        free = data.draw(st.sets(st.sampled_from(list(team.turns)), min_size=1))
        shares = {email: Fraction((now + 1) * team.turns[email]["weight"], whole) for email in free}
        below = {email for email in free if team.count(email) < shares[email]}

        assert team.book(free, now=now) in (below or free)


@FEW
@given(teams(TURNS), st.data())
def test_no_higher_priority_is_passed_over_while_free(team: Team, data: st.DataObject) -> None:
    for now in range(12):
        free = data.draw(st.sets(st.sampled_from(list(team.turns)), min_size=1))

        taker = team.book(free, now=now)

        assert taker in free
        assert team.priority(taker) == max(map(team.priority, free))


@FEW
@given(teams(st.fixed_dictionaries({"weight": st.just(9)})), st.data())
def test_equal_weights_change_nothing(team: Team, data: st.DataObject) -> None:
    counts = st.tuples(st.integers(0, 5), st.one_of(st.none(), st.integers(0, 9)))
    taken: Taken = {email: data.draw(counts) for email in team.turns}

    def fewest_then_longest_ago(email: str) -> Any:
        count, last = taken[email]
        return count, -1 if last is None else last

    assert list(queue_of(team.rules, taken=taken)) == sorted(team.turns, key=fewest_then_longest_ago)
