"""The workload files of the measurements, against the brute-force oracle of the reference engines."""

from functools import cache
from itertools import product
from typing import Any

import pytest

from bench import engine_ref, workload
from bench.engine import rules_for, starts_of

SEASONS = ("spring", "fall")
# Our slots may cross midnight, the reference's may not.
SAME = [
    f"dst-{season}-{hours}-step{step}"
    for season, hours, step in product(SEASONS, ("allday", "9to17", "13to18", "0130to0330"), (15, 30))
    if (hours, step) != ("allday", 15)
]


@cache
def files() -> dict[str, dict[str, Any]]:
    return dict(workload.files(False))


@pytest.mark.parametrize("name", [*SAME, "wl-n0-p1", "wl-n100-p1", "wl-n100-p5", "wl-n1000-p1"])
def test_the_engine_answers_a_workload_as_the_oracle_does(name: str) -> None:
    given = files()[name]

    assert starts_of(given, rules_for(given)) == engine_ref.oracle(given)


@pytest.mark.parametrize("season", SEASONS)
def test_all_day_the_engine_offers_what_the_oracle_does_and_slots_across_midnight(season: str) -> None:
    given = files()[f"dst-{season}-allday-step15"]

    beyond = set(starts_of(given, rules_for(given))) - set(engine_ref.oracle(given))

    assert len(beyond) == 2
