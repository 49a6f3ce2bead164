"""The reports of a project: adding, reading, describing, removing."""

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from coder.adding.reports import (
    Added,
    Password,
    add_reports,
    known_files,
    name_of,
    title_of,
)
from coder.model.errors import NotFoundError
from coder.model.ids import ReportId, report_id
from coder.model.report import OutlineEntry, PageFacts, PageText, Report
from coder.pdf.jobs import Extracted
from coder.progress import Work
from coder.services.coding_rows import now
from coder.services.door import Door
from coder.store import codings as coding_store
from coder.store import reports as store
from coder.store.cascade import delete_with
from coder.store.log import Writer

if TYPE_CHECKING:  # loaded when a file is replaced
    from coder.services.replacing import Replaced


class Reports:
    """The reports of a project and the text of their pages."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def all(self) -> list[Report]:
        """Return the reports by number, then title, with their numbers of codings."""
        return list(self._door.once(store.all_reports))

    def listed(self) -> list[Report]:
        """Return the reports as `all` does, but for their codings: none are counted."""
        return list(self._door.once(store.listed_reports))

    def get(self, report: ReportId) -> Report:
        """Return one report; raises NotFoundError when it is gone."""
        found = self._door.read(store.one, report)
        if found is None:
            raise NotFoundError("That report is no longer in the project.")
        return found

    def find(self, written: str) -> Report:
        """Return the report with this file name, number or title; case does not matter.

        Raises:
            NotFoundError: none, or more than one, answers to it.
        """
        wanted = " ".join(written.split()).casefold()
        every = self.all()
        for field in ("file_name", "number", "title"):
            found = [one for one in every if str(getattr(one, field)).casefold() == wanted]
            if not found and field == "file_name":
                found = [one for one in every if Path(one.file_name).stem.casefold() == wanted]
            if len(found) == 1:
                return found[0]
            if found:
                raise NotFoundError(
                    f"{len(found)} reports answer to “{written}”. Use the file name or the number."
                )
        raise NotFoundError(f"There is no report “{written}” in the project.")

    def add(self, paths: Sequence[Path], password: Password, *, workers: int = 2) -> Work[Added]:
        """Add PDFs, and all PDFs in folders; each report is one act, on disk when it is done."""
        known = known_files(self.all())
        return add_reports(paths, known=known, keep=self._keep, password=password, workers=workers)

    def pdf(self, report: ReportId) -> bytes:
        """Return the bytes of a report; raises NotFoundError when the project has them not."""
        found = self.get(report)
        if not found.has_file:
            raise NotFoundError(
                f"“{found.title}” has no PDF in the project yet. Attach it under Reports."
            )
        try:
            return self._door.read(store.pdf, found.sha256)
        except KeyError as error:
            raise NotFoundError("The project does not hold the PDF of this report.") from error

    def facts(self, report: ReportId, text_hash: str | None = None) -> list[PageFacts]:
        """Return what is known of each page besides its text, in page order.

        With `text_hash`, of the file the report had when its text had this hash; [] if unknown.
        """
        return self._door.read(store.facts, report, text_hash)

    def page_text(self, report: ReportId, page: int) -> PageText:
        """Return the text of one page (from 0); raises NotFoundError when there is none."""
        found = self.page_texts(report, [page])
        if page not in found:
            raise NotFoundError(f"The report has no page {page + 1}.")
        return found[page]

    def page_texts(
        self, report: ReportId, pages: Sequence[int] | None = None
    ) -> dict[int, PageText]:
        """Return the texts of these pages (from 0), or of all."""
        return self._door.read(store.page_texts, report, pages)

    def plain_texts(self, report: ReportId) -> list[str]:
        """Return the canonical text of every page, in page order."""
        return self._door.read(store.plain_texts, report)

    def outline(self, report: ReportId) -> list[OutlineEntry]:
        """Return the headings of a report in reading order."""
        return self._door.read(store.outline, report)

    def heading(self, report: ReportId, page: int, y: float) -> str:
        """Return the heading under which a place stands, "" when the report tells none.

        `page` counts from 0, `y` is in points from the top of the page.
        """
        return heading_at(self.outline(report), page, y)

    def labels(self) -> dict[tuple[bytes, int], str]:
        """Return the printed label of every page, by report and page (from 0)."""
        return self._door.read(store.labels)

    def edit(self, report: ReportId, **fields: str) -> None:
        """Change the title, the number or the memo of a report."""
        assert set(fields) <= {"title", "number", "memo"}, fields
        name = self.get(report).title
        values: dict[str, Any] = {key: value.strip() for key, value in fields.items()}
        label = "Edit Memo of Report" if set(fields) == {"memo"} else "Edit Report"
        self._door.run(f"{label} {name}", lambda w: w.update("report", [(report, values)]))

    def remove(self, report: ReportId) -> int:
        """Take a report out with its codings; return how many went. Undo brings all back.

        All else that was said of it goes too.
        """
        gone = self.get(report)
        codings = self._door.read(coding_store.of_report, report)

        def act(writer: Writer) -> None:
            delete_with(writer, "report", [report])

        self._door.run(f"Remove Report {gone.title}", act)
        return len(codings)

    def replace(self, report: ReportId, path: Path, password: Password) -> "Work[Replaced]":
        """Put a corrected or re-downloaded PDF in the place of a report; its codings go along.

        Raises ProjectError, nothing being changed, when the file cannot be read or is known.
        """
        from coder.services.replacing import replace  # noqa: PLC0415 - seldom needed

        return replace(self._door, report, path, password)

    def attach(self, report: ReportId, path: Path, password: Password) -> Work[Report]:
        """Give a report without a file its PDF; return the report as it is then.

        A PDF that is a report of the project already becomes one with it.

        Raises ProjectError, nothing being changed, when it has one or the file cannot be read.
        """
        from coder.services.attaching import attach  # noqa: PLC0415 - seldom needed

        return attach(self._door, report, path, password)

    def sha256(self, report: ReportId, text_hash: str) -> str:
        """Return the SHA-256 (hex) of the file a report had with this text, "" if unknown."""
        return self._door.read(store.sha256_of_text, report, text_hash)

    def earlier_pdf(self, report: ReportId, text_hash: str) -> bytes | None:
        """Return the bytes of the file a report had when its text had this hash, if it had one."""
        sha256 = self.sha256(report, text_hash)
        return self._door.read(store.pdf, sha256) if sha256 else None

    def _keep(self, path: Path, taken: Extracted, content: bytes) -> Report:
        identity = report_id(taken.sha256)
        row: dict[str, Any] = {
            "id": identity,
            "sha256": taken.sha256,
            "file_name": name_of(path),
            "title": title_of(taken.title, path),
            "number": "",
            "memo": "",
            "pages": len(taken.facts),
            "pages_without_text": sum(not facts.has_text for facts in taken.facts),
            "encrypted": taken.encrypted,
            "text_hash": taken.text_hash,
            "added": now(),
            "duplicate_of": None,
        }

        def act(writer: Writer) -> Report:
            _store(writer.db, identity, taken, content)
            writer.insert("report", [row])
            return Report(**row)

        return self._door.run(f"Add Report {row['title']}", act)


def _store(db: Connection, report: ReportId, taken: Extracted, content: bytes) -> None:
    store.put_blob(db, taken.sha256, content)
    store.put_pages(db, report, taken)


def heading_at(outline: Sequence[OutlineEntry], page: int, y: float) -> str:
    """Return the title of the last heading at or above a place; headings come in page order."""
    ordered = sorted(outline, key=lambda entry: (entry.page, entry.y))
    at = bisect_right([(entry.page, entry.y) for entry in ordered], (page, y + 1.0))
    return ordered[at - 1].title if at else ""
