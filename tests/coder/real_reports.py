"""Real reports as the engine reads them, each once in a run of the tests."""

import os
import pickle
from functools import cache
from pathlib import Path

from coder.model.report import Extraction
from coder.pdf.extract import extract


@cache
def taken_of(file: Path) -> Extraction:
    """Return what is taken of a report, from another process of this run if it has it."""
    kept = Path(os.environ["EVIDENCE_CODER_TESTS_COMMON"]) / f"{file.stem}.pickle"
    if kept.exists():
        known: Extraction = pickle.loads(kept.read_bytes())
        return known
    taken = extract(file.read_bytes())
    part = kept.with_suffix(f".{os.getpid()}")
    part.write_bytes(pickle.dumps(taken))
    part.replace(kept)
    return taken
