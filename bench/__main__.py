"""Run a measurement by its name, `python -m bench NAME`, or all of them."""

import importlib
import sys

MEASUREMENTS = {
    "engine": "bench.engine_ratios",
    "availability": "bench.availability",
    "clients": "bench.clients",
    "mirror": "bench.mirror",
    "scale": "bench.scale",
}


def main(names: list[str]) -> int:
    """Run each measurement's `main`; an unknown name is a usage error."""
    unknown = [name for name in names if name not in MEASUREMENTS]
    if unknown:
        print(
            f"There is no measurement {unknown[0]!r}; there are: {', '.join(MEASUREMENTS)}.", file=sys.stderr
        )
        return 2
    for name in names or MEASUREMENTS:
        importlib.import_module(MEASUREMENTS[name]).main([])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
