"""`python -m benchmarks [name …] [--quick]`: measures, prints each figure as it is known, and puts a whole run's table
into docs/measurements.md."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import machine, table
from benchmarks.beside import measuring as beside
from benchmarks.cases import (
    cold,
    exports,
    reporting,
    reports,
    rerun,
    script,
    sending,
    sessions,
    status,
    workbooks,
)
from benchmarks.cases.regions import measuring as regions
from benchmarks.cases.trial import Trial
from benchmarks.measurement import Measurement

BENCHMARKS: dict[str, tuple[str, Callable[[Trial], Iterator[Measurement]]]] = {
    "rerun": ("A rerun of 总览 in Chromium", rerun.measure),
    "dash": ("A rerun of 总览 beside the same content in Dash", beside.measure),
    "script": ("The script part of each screen (AppTest)", script.measure),
    "cold": ("Cold start and first visit", cold.measure),
    "status": ("The status query", status.measure),
    "regions": ("Many regions, on both engines and on workers", regions.measure),
    "workbooks": ("Monthly workbooks", workbooks.measure),
    "reports": ("A work report's file to proposed targets", reports.measure),
    "reporting": ("From an upload to its preview", reporting.measure),
    "sending": ("Eight units sending at once", sending.measure),
    "exports": ("The files of an edition", exports.measure),
    "sessions": ("Fifty people at once", sessions.measure),
}


def main(arguments: list[str] | None = None) -> int:
    """Measure what is asked for, everything by default; 0 also where an aim is missed, since a miss is a result."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="What is measured, against what.")
    parser.add_argument("names", nargs="*", metavar="name", help=f"only some of: {', '.join(BENCHMARKS)}")
    parser.add_argument(
        "--quick",
        action="store_true",
        help="few repetitions, small amounts: shows that it works, its figures mean little",
    )
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.names if name not in BENCHMARKS]:
        print(f"no measurement is called {unknown[0]!r}; there are: {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    circumstances = "; ".join(filter(None, (machine.description(), machine.load())))
    print(circumstances, flush=True)
    results: dict[str, list[Measurement]] = {}
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        trial = Trial(Path(folder), options.quick)
        for name in options.names or BENCHMARKS:
            title, measure = BENCHMARKS[name]
            print(f"\n{title}", flush=True)
            results[title] = []
            for measurement in measure(trial):
                print(f"  {measurement.sentence}", flush=True)
                results[title].append(measurement)
    if options.names or options.quick:
        print("\nOnly a whole run is written into docs/measurements.md.")
    else:
        table.write(results, circumstances)
        print("\nWritten into docs/measurements.md.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
