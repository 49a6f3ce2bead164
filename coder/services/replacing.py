"""Putting a corrected or re-downloaded PDF in the place of a report, its codings going along.

The report keeps its id. Every coding of it, whoever made it, is looked for in the new text by the
steps of `coder.text.anchor.resolve`: where the words stand again it moves there, `coding.moved`
says how it was found and `coding.origin` where it was. Nothing moves silently: whatever moved
waits in `unsettled` until a coder accepts or places it. All of it is one
act; the old file and its text stay, for undo and for looking at the old place.
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coder.adding.reports import Added, Password, add_reports
from coder.model.errors import ProjectError
from coder.model.geometry import PageSize
from coder.model.ids import PassageId, ReportId
from coder.model.passage import Passage
from coder.model.report import PageText, Report
from coder.pdf.jobs import Extracted
from coder.pdf.packing import unpack
from coder.progress import Work
from coder.services.door import Door
from coder.store import codings as coding_store
from coder.store import reports as store
from coder.store.log import Writer
from coder.text.anchor import Resolved, anew, resolve
from coder.text.index import ReportIndex

_SAME = "“{file}” is the very file that the report has already. Nothing was changed."
_OTHER = "“{file}” is in the project already, as “{title}”. Nothing was changed."
_LOCKED = "“{file}” opens only with a password. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Replaced:
    """What became of the codings: how many were found how ("offsets": the text is the same)."""

    report: Report
    moved: dict[str, int] = field(default_factory=dict)


def replace(door: Door, report: ReportId, path: Path, password: Password) -> Work[Replaced]:
    """Put the PDF at `path` in the place of a report.

    Raises ProjectError, nothing being changed, when it cannot be read or is in the project.
    """
    old = door.read(store.one, report)
    if old is None:
        raise ProjectError("That report is no longer in the project.")
    known = {
        sha256: one
        for sha256, one in door.read(store.by_sha256).items()
        if one.id != old.id or sha256 == old.sha256
    }
    outcome: list[Replaced] = []

    def keep(file: Path, taken: Extracted, content: bytes) -> Report:
        outcome.append(_put(door, old, file, taken, content))
        return outcome[-1].report

    added = yield from add_reports(
        [path], known=known.get, keep=keep, password=password, workers=1
    )
    if not outcome:
        raise ProjectError(_why(added, old, path))
    return outcome[0]


def _why(added: Added, old: Report, path: Path) -> str:
    for _, report in added.known:
        if report.id == old.id:
            return _SAME.format(file=path.name)
        return _OTHER.format(file=path.name, title=report.title)
    for file, reason in added.refused:
        return f"“{file.name}” cannot take the place of “{old.title}”. {reason}"
    return _LOCKED.format(file=path.name)


def _put(door: Door, old: Report, path: Path, taken: Extracted, content: bytes) -> Replaced:
    values: dict[str, Any] = {
        "sha256": taken.sha256,
        "file_name": path.name,
        "pages": len(taken.facts),
        "pages_without_text": sum(not facts.has_text for facts in taken.facts),
        "encrypted": taken.encrypted,
        "text_hash": taken.text_hash,
    }
    finder = _Finder(old.id, taken)
    codings = door.read(coding_store.listing, old.id)
    passages = {one.passage for one in codings}
    known = {one: door.read(coding_store.passage, one) for one in passages}
    found = {one: finder.find(passage) for one, passage in known.items() if passage}

    def act(writer: Writer) -> Counter[str]:
        store.put_blob(writer.db, taken.sha256, content)
        store.put_pages(writer.db, old.id, taken)
        writer.update("report", [(old.id, values)])
        fresh = {new.id: new for new, _ in found.values() if new is not None}
        rows = [coding_store.passage_row(passage) for passage in fresh.values()]
        writer.insert_missing("passage", rows)
        changes = [(one.id, _moved(one.passage, *found[one.passage])) for one in codings]
        writer.update("coding", changes)
        return Counter(found[one.passage][1] for one in codings)

    counts = door.run(f"Replace File of {old.title}", act)
    report = door.read(store.one, old.id)
    assert report is not None
    return Replaced(report, dict(counts))


def _moved(before: PassageId, now: Passage | None, how: str) -> dict[str, object]:
    """Return what a coding says after its passage was looked for."""
    if now is None:
        return {"moved": "lost", "origin": before}
    if how == "offsets":
        return {"passage": now.id}
    return {"passage": now.id, "moved": how, "origin": before}


class _Finder:
    """Finds passages of a report in a text that was just taken."""

    def __init__(self, report: ReportId, taken: Extracted) -> None:
        self._report, self._taken = report, taken
        self._index = ReportIndex(taken.texts)

    def find(self, passage: Passage) -> tuple[Passage | None, str]:
        """Return the passage in the new text and how it was found; None when it is lost."""
        taken = self._taken
        found: Resolved = resolve(passage, taken.text_hash, self._page, self._size, self._index)
        if found.how == "lost":
            return None, "lost"
        return anew(passage, found, taken.text_hash, self._page, self._size), found.how

    def _page(self, number: int) -> PageText:
        taken = self._taken
        return unpack(taken.texts[number], taken.packed[number], taken.apart[number])

    def _size(self, number: int) -> PageSize:
        return self._taken.facts[number].size
