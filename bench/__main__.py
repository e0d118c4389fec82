"""Runs every bench, or those that are named, and writes what they found into docs/bench.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from bench import acknowledgement, react, report, search, start
from bench.report import Section

ROUNDS = 5


def main() -> int:
    """Print and write the report; fail when a goal was missed."""
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument(
        "--only", action="append", metavar="NAME", help="react, acknowledgement, search or start"
    )
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    asked.add_argument(
        "--ours-only", action="store_true", help="leave frameworks and MiniLM out; installs nothing"
    )
    asked.add_argument("--dry", action="store_true", help="print only")
    options = asked.parse_args()
    benches: dict[str, Callable[[], Section]] = {
        "react": lambda: react.section(options.rounds, ours_only=options.ours_only),
        "acknowledgement": lambda: acknowledgement.section(options.rounds),
        "search": lambda: search.section(ours_only=options.ours_only),
        "start": lambda: start.section(options.rounds),
    }
    chosen = options.only or list(benches)
    if unknown := set(chosen) - set(benches):
        asked.error(f"there is no bench {', '.join(sorted(unknown))}: {', '.join(benches)}")
    document, met = report.FILE.read_text("utf-8"), True
    for name in chosen:
        machine, found = report.machine(), benches[name]()
        met = met and found.met
        print(f"{name}\n\n{found}\n", flush=True)
        document = report.put(document, name, f"{machine}\n\n{found}")
        if not options.dry:
            report.FILE.write_text(document, "utf-8")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
