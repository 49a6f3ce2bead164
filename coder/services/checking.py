"""Checking that a project holds together: its history, its PDFs, its anchors."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Connection, select

from coder.model.errors import ProjectError
from coder.model.ids import PassageId
from coder.model.passage import PageRange, Passage
from coder.model.report import PageText, Report
from coder.pdf.packing import text_hash
from coder.progress import Progress, Work
from coder.services.door import Door
from coder.store import codings, file, rebuild, schema
from coder.store import reports as store
from coder.text.place import in_box, quads

_TOLERANCE = 0.5


def check(door: Door) -> Work[list[str]]:
    """Return what is wrong with a project, in plain words; an empty list when nothing is.

    Looks at every history entry, every row, the bytes and the text of every report as it is and
    as it was before its file was replaced, and whether each passage still says what it said and
    lies where its words are printed.
    """
    problems = door.read(_file)
    problems += yield from door.read(rebuild.check_log)
    try:
        reports = door.read(store.all_reports)
    except (ProjectError, *file.ALTERED):
        return [*problems, "The list of reports cannot be read."]
    for done, report in enumerate(reports):
        yield Progress(done, len(reports), f"Checking {report.title}")
        problems += door.read(_in_report, report)
    return problems


def _file(db: Connection) -> list[str]:
    try:
        found = db.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
    except file.BROKEN as error:
        found = [file.plain(error)]
    return [f"The file is damaged: {line}." for line in found if line != "ok"]


def _in_report(db: Connection, report: Report) -> list[str]:
    problems: list[str] = []
    try:
        problems.extend(_report(db, report))
    except file.ALTERED:
        what = f"What the file holds of “{report.title}” cannot be read: its contents do not"
        problems.append(f"{what} hold together.")
    return problems


def _report(db: Connection, report: Report) -> Iterator[str]:
    passages: dict[str, list[PassageId]] = defaultdict(list)
    place = schema.passage.c
    for identity, text in db.execute(
        select(place.id, place.text_hash).where(place.report == report.id)
    ):
        passages[text].append(identity)
    if report.has_file:
        yield from _layer(db, report, report.text_hash, report.sha256, passages)
    for text, sha256 in store.layers(db, report.id).items():
        if text != report.text_hash and sha256:
            yield from _layer(db, report, text, sha256, passages)
    for coding in codings.astray(db, report.id):
        yield f"{_where(report, coding.page, coding.quote)} is coded in a file it has no more."


def _layer(
    db: Connection,
    report: Report,
    text: str,
    sha256: str,
    passages: dict[str, list[PassageId]],
) -> Iterator[str]:
    """Tell what is wrong with one of the files and texts that a report has or had."""
    name = f"“{report.title}”" + ("" if text == report.text_hash else " as it was before")
    try:
        content = store.pdf(db, sha256)
    except KeyError:
        yield f"The PDF of {name} is missing."
        return
    if hashlib.sha256(content).hexdigest() != sha256:
        yield f"The PDF of {name} is not the one that was added."
    texts = store.page_texts(db, report.id, None, text)
    ordered = [texts[number].text for number in sorted(texts)]
    if text_hash(store.extractor(db, report.id, text), ordered) != text:
        yield f"The text of {name} is not the one that was taken from it."
    for identity in passages[text]:
        passage = codings.passage(db, identity)
        assert passage is not None
        yield from _passage(_where(report, passage.page, passage.quote), passage, texts)


def _where(report: Report, page: int, quote: str) -> str:
    return f"“{report.title}”, page {page + 1}: “{quote[:60]}”"


def _passage(where: str, passage: Passage, texts: dict[int, PageText]) -> Iterator[str]:
    if passage.is_area:
        yield from _area(where, passage, texts)
        return
    if not all(_fits(part, texts) for part in passage.ranges):
        yield f"{where} lies outside the report's text."
        return
    exact = "\f".join(texts[part.page].text[part.start : part.end] for part in passage.ranges)
    if exact != passage.exact:
        yield f"{where} no longer says what was coded."
    drawn = [
        (part.page, at)
        for part in passage.ranges
        for at in quads(texts[part.page], part.start, part.end)
    ]
    stored = passage.quads
    same = len(drawn) == len(stored) and all(
        page == kept and max(abs(a - b) for a, b in zip(at, was, strict=True)) <= _TOLERANCE
        for (page, at), (kept, was) in zip(drawn, stored, strict=True)
    )
    if not same:
        yield f"{where} is not marked where its words are printed."


def _area(where: str, passage: Passage, texts: dict[int, PageText]) -> Iterator[str]:
    number, quad = passage.quads[0]
    if number not in texts or passage.ranges[0].end > len(texts[number].text):
        yield f"{where} lies outside the report."
        return
    text = texts[number].text
    print_ = "\n".join(text[start:end] for start, end in in_box(texts[number], quad.rect))
    if print_ != passage.exact:
        yield f"{where} no longer holds what was coded."


def _fits(part: PageRange, texts: dict[int, PageText]) -> bool:
    return part.page in texts and 0 <= part.start < part.end <= len(texts[part.page].text)
