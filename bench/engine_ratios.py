"""Compare the instructions of the engine with those of the reference engines, in a single run.

Goals: at most 1.2 times the better of sweep and grid at each size; growth exponent at most 1.0 in events
(1,000 to 10,000) and at most 0.9 in participants (1 to 20); the same slots on every workload.
"""

import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import workload
from bench.icount import REFERENCE, per_call

OURS = f"{sys.executable} -m bench.engine {{wl}} --calls {{n}}"
SIZES = [(1000, 1), (1000, 20), (10_000, 1)]
ROOT = Path(__file__).parent.parent


def main(_arguments: list[str]) -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in workload.files(False):
            (Path(folder) / f"{name}.json").write_text(json.dumps(content))
        print(_same_slots(Path(folder)))
        _print_ratios(Path(folder))


def _same_slots(folder: Path) -> str:
    differing = [
        path.stem for path in sorted(folder.glob("*.json")) if _sha(path, "ours") != _sha(path, "grid")
    ]
    expected = ["dst-fall-allday-step15", "dst-spring-allday-step15"]
    if differing == expected:
        return (
            "Slots: as the reference on every workload; on dst-*-allday-step15 ours alone may cross midnight."
        )
    return f"Slots: DIFFERENT from the reference on {', '.join(differing)}."


def _sha(path: Path, engine: str) -> str:
    command = ["-m", "bench.engine"] if engine == "ours" else [str(REFERENCE), engine]
    run = subprocess.run(
        [sys.executable, *command, str(path), "0"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return str(json.loads(run.stdout)["sha"])


def _print_ratios(folder: Path) -> None:
    ours = {}
    print("\nevents x participants | ours | sweep | grid (million instructions a call) | ours / better")
    for events, participants in SIZES:
        path = str(folder / f"wl-n{events}-p{participants}.json")
        sweep, grid = (
            per_call(f"{sys.executable} {REFERENCE} {name} {{wl}} --calls {{n}}", workload=path)
            for name in ("sweep", "grid")
        )
        ours[events, participants] = per_call(OURS, workload=path)
        counts = " | ".join(f"{count / 1e6:6.2f}" for count in (ours[events, participants], sweep, grid))
        print(
            f"{events:6d} x {participants:2d} | {counts} | {ours[events, participants] / min(sweep, grid):.3f}"
        )
    in_events = math.log(ours[10_000, 1] / ours[1000, 1]) / math.log(10)
    in_participants = math.log(ours[1000, 20] / ours[1000, 1]) / math.log(20)
    print(f"\nGrowth exponent: {in_events:.2f} in events, {in_participants:.2f} in participants.")


if __name__ == "__main__":
    main(sys.argv[1:])
