"""The workload files of the measurements, against the brute-force oracle of the reference engines."""

from typing import Any

import pytest

from bench import engine_ref, workload
from bench.engine import rules_for, starts_of

FILES = dict(workload.files(False))
# Our slots may cross midnight, the reference's may not.
SAME = [name for name in FILES if name.startswith("dst-") and not name.endswith("allday-step15")]


@pytest.mark.parametrize("name", [*SAME, "wl-n0-p1", "wl-n100-p1", "wl-n100-p5", "wl-n1000-p1"])
def test_the_engine_answers_a_workload_as_the_oracle_does(name: str) -> None:
    given: dict[str, Any] = FILES[name]

    assert starts_of(given, rules_for(given)) == engine_ref.oracle(given)


@pytest.mark.parametrize("season", ["spring", "fall"])
def test_all_day_the_engine_offers_what_the_oracle_does_and_slots_across_midnight(season: str) -> None:
    given = FILES[f"dst-{season}-allday-step15"]

    beyond = set(starts_of(given, rules_for(given))) - set(engine_ref.oracle(given))

    assert len(beyond) == 2
