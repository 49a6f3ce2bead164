"""Putting a corrected or re-downloaded PDF in the place of a report, its codings going along.

The report keeps its id. Every coding of it, whoever made it, is looked for in the new text by the
steps of `coder.text.anchor.resolve`: where the words stand again it moves there, `coding.moved`
says how it was found and `coding.origin` where it was; what lies where it lay, among the same
words, has not moved. Nothing moves silently: whatever moved
waits in `unsettled` until a coder accepts or places it; one that still waits when the file is
replaced again is looked for from where it was last settled. Evidence that is a passage and no
coding goes along too (`coder.services.evidence_following`). All of it is one act; the old file
and its text stay, for undo and for looking at the old place.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from coder.adding.reports import Added, Password, add_reports, known_files, name_of
from coder.model.coding import Coding
from coder.model.errors import ProjectError
from coder.model.geometry import PageSize
from coder.model.ids import PassageId, ReportId
from coder.model.passage import Passage
from coder.model.report import OutlineEntry, PageFacts, PageText, Report
from coder.pdf.jobs import Extracted
from coder.pdf.packing import text_hash, unpack
from coder.progress import Work
from coder.services.coding_rows import keep_passages
from coder.services.door import Door
from coder.services.evidence_following import follow_evidence, is_astray
from coder.store import codings as coding_store
from coder.store import reports as store
from coder.store.log import Writer
from coder.text import anchor
from coder.text.index import ReportIndex

_GONE = "That report is no longer in the project."
_SAME = "“{file}” is the very file that the report has already. Nothing was changed."
_OTHER = "“{file}” is in the project already, as “{title}”. Nothing was changed."
_LOCKED = "“{file}” opens only with a password. Nothing was changed."
_FOLDER = "“{file}” is a folder. Choose the PDF that takes the place of the report."
_SETTLED = "offsets"


@dataclass(frozen=True, slots=True)
class Replaced:
    """What became of the codings: how many were found how ("offsets": just where they were)."""

    report: Report
    moved: dict[str, int] = field(default_factory=dict)


def replace(door: Door, report: ReportId, path: Path, password: Password) -> Work[Replaced]:
    """Put the PDF at `path` in the place of a report.

    Raises ProjectError, nothing being changed, when it cannot be read or is in the project.
    """
    old = _report(door, report)
    if path.is_dir():
        raise ProjectError(_FOLDER.format(file=path.name))
    among = known_files(door.read(store.all_reports))
    outcome: list[Replaced] = []

    def known(sha256: str) -> Report | None:
        found = among(sha256)
        is_earlier = found is not None and found.id == old.id and sha256 != old.sha256
        return None if is_earlier else found

    def keep(file: Path, taken: Extracted, content: bytes) -> Report:
        outcome.append(_put(door, report, file, taken, content))
        return outcome[-1].report

    added = yield from add_reports([path], known=known, keep=keep, password=password, workers=1)
    if not outcome:
        raise ProjectError(_why(added, old, path))
    return outcome[0]


def _report(door: Door, report: ReportId) -> Report:
    found = door.read(store.one, report)
    if found is None:
        raise ProjectError(_GONE)
    return found


def _why(added: Added, old: Report, path: Path) -> str:
    for _, report in added.known:
        if report.id == old.id:
            return _SAME.format(file=path.name)
        return _OTHER.format(file=path.name, title=report.title)
    for file, reason in added.refused:
        if not old.has_file:
            return f"“{file.name}” cannot be the PDF of “{old.title}”. {reason}"
        return f"“{file.name}” cannot take the place of “{old.title}”. {reason}"
    return _LOCKED.format(file=path.name)


def _put(
    door: Door, report: ReportId, path: Path, extracted: Extracted, content: bytes
) -> Replaced:
    old = _report(door, report)
    taken = door.read(_named_apart, report, extracted)
    values: dict[str, Any] = {
        "sha256": taken.sha256,
        "file_name": name_of(path),
        "pages": len(taken.facts),
        "pages_without_text": sum(not facts.has_text for facts in taken.facts),
        "encrypted": taken.encrypted,
        "text_hash": taken.text_hash,
    }
    finder = _Finder(_Text.of(taken, report, extracted.text_hash))
    finder.find_all(door.read(_before, door.read(coding_store.listing, report)))

    def act(writer: Writer) -> Counter[str]:
        store.put_blob(writer.db, taken.sha256, content)
        store.put_pages(writer.db, report, taken)
        writer.update("report", [(report, values)])
        moved = _take_along(writer, coding_store.listing(writer.db, report), finder)
        follow_evidence(writer, report, finder.look_for)
        return moved

    label = f"Replace File of {old.title}" if old.has_file else f"Attach PDF to {old.title}"
    moved = door.run(label, act)
    return Replaced(_report(door, report), dict(moved))


def follow(writer: Writer, reports: Iterable[bytes], touched: Collection[bytes]) -> None:
    """Take codings along that are in a file which their report has no more.

    Such come with a merge, and are left when an act is undone after which another coder went on
    in the file it brought. Evidence goes along with them. What was not found in one file may be
    in another: lost codings that were `touched`, or whose report was, are looked for again.
    """
    for report in map(ReportId, reports):
        astray = coding_store.astray(writer.db, report)
        known = {one.id for one in astray}
        astray += [
            one
            for one in coding_store.lost(writer.db, report)
            if one.id not in known and (report in touched or one.id in touched)
        ]
        if not astray and not is_astray(writer.db, report):
            continue
        finder = _Finder(_Text.stored(writer.db, report))
        _take_along(writer, astray, finder)
        follow_evidence(writer, report, finder.look_for)


def elsewhere(
    db: Connection, report: ReportId, passages: Mapping[PassageId, Passage]
) -> dict[PassageId, tuple[Passage | None, str]]:
    """Find passages of another report in the text this one has, and tell how they were found."""
    finder = _Finder(_Text.stored(db, report), from_elsewhere=True)
    finder.find_all({one: replaced(found, report=report) for one, found in passages.items()})
    return finder.found


def values_at(before: PassageId, now: Passage, how: str) -> dict[str, object]:
    """Return what a coding says after its passage was found in another report."""
    values = _values(before, now, how)
    return values if values["moved"] else {**values, "origin": None}


def _take_along(writer: Writer, codings: Sequence[Coding], finder: "_Finder") -> Counter[str]:
    """Move codings to where their passages are found; return how many were found how."""
    before = _before(writer.db, codings)
    finder.find_all(before)
    here = (finder.found[place][0] for place in before)
    keep_passages(writer, [passage for passage in here if passage is not None])
    places = [one.origin or one.passage for one in codings]
    changes = [
        (one.id, place, values)
        for one, place in zip(codings, places, strict=True)
        if (values := _values(place, *finder.found[place]))
        != {"passage": one.passage, "moved": one.moved, "origin": one.origin}
    ]
    writer.take_along("coding", changes)
    return Counter(finder.found[place][1] for place in places)


def _before(db: Connection, codings: Iterable[Coding]) -> dict[PassageId, Passage]:
    """Return the passages where codings were last settled."""
    places = {one.origin or one.passage for one in codings}
    found = {place: coding_store.passage(db, place) for place in places}
    return {place: passage for place, passage in found.items() if passage is not None}


def _values(before: PassageId, now: Passage | None, how: str) -> dict[str, object]:
    """Return what a coding says after its passage was looked for."""
    if how == _SETTLED and now is not None:
        return {"passage": now.id, "moved": "", "origin": None if now.id == before else before}
    return {"passage": now.id if now else before, "moved": how, "origin": before}


@dataclass(frozen=True)
class _Text:
    """A text of a report in which passages are looked for.

    `plain_hash` is the hash that the text alone has; `text_hash` may tell geometries apart.
    """

    report: ReportId
    text_hash: str
    plain_hash: str
    texts: Sequence[str]
    pages: anchor.Pages
    sizes: Sequence[PageSize]

    @classmethod
    def of(cls, taken: Extracted, report: ReportId, plain_hash: str) -> "_Text":
        """Return a text that was just taken from a file."""

        def page(number: int) -> PageText:
            return unpack(taken.texts[number], taken.packed[number], taken.apart[number])

        sizes = [facts.size for facts in taken.facts]
        return cls(report, taken.text_hash, plain_hash, taken.texts, page, sizes)

    @classmethod
    def stored(cls, db: Connection, report: ReportId) -> "_Text":
        """Return the text that a report has now."""
        pages = store.page_texts(db, report)
        sizes = [facts.size for facts in store.facts(db, report)]
        current = store.texts_of(db, [report])[report]
        texts = [pages[number].text for number in sorted(pages)]
        return cls(report, current, current, texts, pages.__getitem__, sizes)


class _Finder:
    """Finds passages of a report again; each is looked for once."""

    def __init__(self, text: _Text, *, from_elsewhere: bool = False) -> None:
        self._text = text
        self._from_elsewhere = from_elsewhere
        self._index = ReportIndex(text.texts)
        self.found: dict[PassageId, tuple[Passage | None, str]] = {}
        """The passages in the text, None for a lost one, and how they were found."""

    def find_all(self, passages: Mapping[PassageId, Passage]) -> None:
        """Look for those passages that were not looked for yet."""
        for identity, passage in passages.items():
            if identity not in self.found:
                self.found[identity] = self._find(passage)

    def look_for(
        self, passages: Mapping[PassageId, Passage]
    ) -> dict[PassageId, tuple[Passage | None, str]]:
        """Look for passages and return all that were looked for so far."""
        self.find_all(passages)
        return self.found

    def _find(self, known: Passage) -> tuple[Passage | None, str]:
        text = self._text
        if known.text_hash == text.text_hash and not self._from_elsewhere:
            return known, _SETTLED
        place = text.report, text.text_hash, text.pages, text.sizes.__getitem__
        if known.text_hash == text.plain_hash and not known.is_area:
            return anchor.passage(*place, known.ranges, as_given=True), _SETTLED
        found = anchor.resolve(known, *place[1:], self._index)
        if found.how == "lost":
            return None, found.how
        here = anchor.anew(known, found, *place[1:])
        if found.how == _SETTLED:
            return here, _SETTLED
        return here, _SETTLED if _has_stayed(known, here) else found.how


def _has_stayed(before: Passage, now: Passage) -> bool:
    """Say whether the same words, or outline, lie at the same place among the same words."""
    same = replaced(before, id=now.id, text_hash=now.text_hash)
    return coding_store.passage_row(same) == coding_store.passage_row(now)


def _named_apart(db: Connection, report: ReportId, taken: Extracted) -> Extracted:
    """Return what was taken, its text under a name of its own if the known one is set otherwise.

    A hash tells the words alone. The same words on pages cropped or turned anew are another text,
    for passages lie elsewhere on them.
    """
    known = store.facts(db, report, taken.text_hash)
    if not known:
        return taken
    pages = store.page_texts(db, report, None, taken.text_hash)
    ordered = (pages[number] for number in sorted(pages))
    then = _layout(known, ordered, store.outline(db, report, taken.text_hash))
    drawn = (unpack(*one) for one in zip(taken.texts, taken.packed, taken.apart, strict=True))
    now = _layout(taken.facts, drawn, taken.outline)
    if now == then:
        return taken
    extractor = f"{taken.extractor} layout {now[:16]}"
    return replaced(taken, extractor=extractor, text_hash=text_hash(extractor, taken.texts))


def _layout(
    facts: Sequence[PageFacts], pages: Iterable[PageText], outline: Sequence[OutlineEntry]
) -> str:
    """Return the SHA-256 (64 hex digits) of where things are on pages, whatever the words say."""
    sizes = [
        (one.label, f"{one.size.width:.2f} {one.size.height:.2f} {one.size.rotation}")
        for one in facts
    ]
    heads = [(one.level, one.title, one.page, f"{one.y:.1f}") for one in outline]
    digest = hashlib.sha256(json.dumps([sizes, heads]).encode())
    for page in pages:
        for numbers in (page.left, page.right, page.tops, page.bottoms, page.starts):
            digest.update(numbers.tobytes())
    return digest.hexdigest()
