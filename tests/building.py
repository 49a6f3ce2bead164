"""Small projects for tests: reports made of plain lines, passages in them."""

from pathlib import Path

import numpy as np

from coder.model.geometry import PageSize
from coder.model.ids import ReportId
from coder.model.passage import PageRange, Passage
from coder.model.report import OutlineEntry, PageFacts, PageText, Report
from coder.pdf.jobs import Extracted
from coder.pdf.packing import pack, text_hash
from coder.project import Project
from coder.text.anchor import passage

SIZE = PageSize(595.0, 842.0)
_STEP = 5.0
_LINE = 14.0


def page_of(lines: list[str]) -> PageText:
    """Return a page whose lines stand under each other, every character 5 points wide."""
    text = "\n".join(lines)
    starts, ends, at = [], [], 0
    left = np.zeros(len(text), np.float32)
    for line in lines:
        starts.append(at)
        ends.append(at + len(line))
        left[at : at + len(line)] = 50.0 + _STEP * np.arange(len(line))
        if at + len(line) < len(text):
            left[at + len(line)] = 50.0 + _STEP * len(line)
        at += len(line) + 1
    right = left + _STEP
    for end in ends[:-1]:
        right[end] = left[end]
    tops = 60.0 + _LINE * np.arange(len(lines), dtype=np.float32)
    return PageText(
        text,
        left,
        right.astype(np.float32),
        np.array(starts, np.int32),
        np.array(ends, np.int32),
        np.zeros(len(lines), np.int32),
        tops,
        tops + np.float32(11.0),
        np.ones(len(lines), np.float32),
        np.zeros(len(lines), np.float32),
    )


def taken(name: str, pages: list[list[str]]) -> tuple[Extracted, bytes]:
    """Return what an extraction of such a report gives, and bytes that stand for the file."""
    import hashlib

    texts = [page_of(lines) for lines in pages]
    content = b"%PDF-made\n" + name.encode()
    extraction = Extracted(
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        extractor="made/1",
        title=name,
        encrypted=False,
        facts=[PageFacts(at, str(at + 1), SIZE, has_text=True) for at in range(len(pages))],
        texts=[page.text for page in texts],
        packed=[pack(page) for page in texts],
        apart=[""] * len(texts),
        outline=[OutlineEntry(1, f"Heading {at + 1}", at, 50.0) for at in range(len(pages))],
        text_hash=text_hash("made/1", [page.text for page in texts]),
    )
    return extraction, content


def add_report(project: Project, name: str, pages: list[list[str]] | None = None) -> Report:
    """Put a made report into a project."""
    extraction, content = taken(name, pages or PAGES)
    return project.reports._keep(Path(f"{name}.pdf"), extraction, content)


def place(project: Project, report: ReportId, *ranges: tuple[int, int, int]) -> Passage:
    """Return the passage at (page, start, end) ranges of a report of a project."""
    found = project.reports.get(report)
    return passage(
        report,
        found.text_hash,
        lambda page: project.reports.page_text(report, page),
        lambda _: SIZE,
        [PageRange(*part) for part in ranges],
    )


PAGES = [
    [
        "Finding 1. Training improved the earnings of young women in coastal",
        "districts, while the older fishers saw little change in their income.",
        "The partner office kept careful records of every course that was held.",
    ],
    [
        "Finding 2. The programme was coherent with the national plan, yet two",
        "donors paid for the same landing sites without knowing of each other.",
        "= SUM(1+1) is how one annex begins, and it must stay a plain text.",
    ],
]
