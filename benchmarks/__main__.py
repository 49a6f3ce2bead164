"""`python -m benchmarks [--quick] [--json | --markdown] [--only TEXT]`."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

_UNWRITTEN = "PYTHONDONTWRITEBYTECODE"


def main() -> int:
    """Run the rows asked for and print them."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller sizes, within 50 s")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    parser.add_argument("--markdown", action="store_true", help="a table for the docs")
    parser.add_argument("--only", default="", help="a group, or part of the names of rows")
    options = parser.parse_args()
    if os.environ.get(_UNWRITTEN):
        return _with_bytecode()
    with tempfile.TemporaryDirectory(prefix="evidence-coder-bench-") as name:
        for key in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "EVIDENCE_CODER_DOCUMENTS"):
            folder = Path(name) / key.lower()
            folder.mkdir()
            os.environ[key] = str(folder)
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ["QT_SCALE_FACTOR"] = "1"
        from benchmarks.groups import run

        rows = []
        for row in run(Path(name), quick=options.quick, only=options.only):
            rows.append(row)
            if not options.json:
                print(_line(row, markdown=options.markdown, first=len(rows) == 1), flush=True)
    if options.json:
        print(json.dumps([row.as_json() for row in rows], ensure_ascii=False, indent=1))
    return 0


def _with_bytecode() -> int:
    """Run again with compiled modules kept, as they are for every user.

    Else each process that a row starts, worker or window, compiles all that it loads.
    """
    environment = {name: value for name, value in os.environ.items() if name != _UNWRITTEN}
    command = [sys.executable, "-m", "benchmarks", *sys.argv[1:]]
    return subprocess.run(command, check=False, env=environment).returncode


def _line(row, *, markdown: bool, first: bool) -> str:  # noqa: ANN001 - loaded late
    verdict = {True: "yes", False: "NO", None: ""}[row.within]
    floor = "" if row.floor is None else f"{row.floor:,.1f}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    cells = (row.name, f"{row.value:,.1f} {row.unit}", floor, ratio, row.budget, verdict)
    if not markdown:
        return "{:<66} {:>13} {:>10} {:>6}  {:<24} {}".format(*cells)
    head = "| what | ours | floor | ratio | budget | within |\n|---|---|---|---|---|---|\n"
    return (head if first else "") + "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    sys.exit(main())
