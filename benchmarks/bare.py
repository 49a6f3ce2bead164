"""The floors that need the PDF engine: what it takes to do the work with nothing around it.

These functions run in processes of their own; nothing else of the benchmarks loads the engine.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

_FLAGS = 194


def extract(paths: Sequence[str]) -> int:
    """Read the characters of every page as bare dictionaries; return how many pages there were."""
    import pymupdf

    pages = 0
    for path in paths:
        with pymupdf.open(path) as doc:
            for page in doc:
                page.get_text("rawdict", flags=_FLAGS)
                pages += 1
    return pages


def draw_first(path: str, scale: float) -> tuple[float, float]:
    """Return the milliseconds it takes to size all pages, and to open and draw the first.

    Each is done once, the engine loaded: a worker that waited for a report draws its first page
    for the first time, too.
    """
    import pymupdf

    content = Path(path).read_bytes()
    begin = time.perf_counter()
    with pymupdf.open(stream=content) as doc:
        doc[0].get_pixmap(matrix=pymupdf.Matrix(scale, scale), alpha=False)
    drawn = (time.perf_counter() - begin) * 1000
    begin = time.perf_counter()
    with pymupdf.open(stream=content) as doc:
        [page.rect for page in doc]
    return (time.perf_counter() - begin) * 1000, drawn


def memory(path: str, pages: int) -> float:
    """Return the megabytes that this process holds, so many pages having been drawn."""
    import pymupdf

    with pymupdf.open(stream=Path(path).read_bytes()) as doc:
        for page in range(min(pages, len(doc))):
            doc[page].get_pixmap(matrix=pymupdf.Matrix(1.5, 1.5), alpha=False)
        lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def lengthen(source: str, target: str, times: int) -> None:
    """Write a PDF that holds the pages of another one so many times."""
    import pymupdf

    with pymupdf.open(source) as doc, pymupdf.open() as made:
        for _ in range(times):
            made.insert_pdf(doc)
        made.save(target, garbage=3, deflate=True)


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "extract":
        print(extract(rest))
    elif what == "draw":
        print(*draw_first(rest[0], float(rest[1])))
    elif what == "memory":
        print(memory(rest[0], int(rest[1])))
    else:
        lengthen(rest[0], rest[1], int(rest[2]))
