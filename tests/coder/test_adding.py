"""Adding many reports: what is read first, in which order it is told, what is said meanwhile."""

from pathlib import Path

from coder.adding.reports import _reading, add_reports, known_files
from coder.model.ids import report_id
from coder.model.report import Report
from coder.pdf.jobs import Extracted
from coder.pdf.pool import Extractors
from coder.progress import finish
from tests.coder.pdf_made import made


def report(path: Path, taken: Extracted) -> Report:
    """Return a report as a project would have it, its title the name of the file."""
    return Report(
        report_id(taken.sha256),
        sha256=taken.sha256,
        file_name=path.name,
        title=path.stem,
        number="",
        memo="",
        pages=len(taken.facts),
        pages_without_text=0,
        encrypted=taken.encrypted,
        text_hash=taken.text_hash,
        added="",
        duplicate_of=None,
    )


class Shelf:
    """Keeps what is added, in the order in which it comes."""

    def __init__(self) -> None:
        self.kept: list[str] = []

    def keep(self, path: Path, taken: Extracted, _content: bytes) -> Report:
        """Keep one."""
        self.kept.append(path.name)
        return report(path, taken)


def files(folder: Path, **pages: int) -> list[Path]:
    """Write PDFs of so many pages, no two the same."""
    found = []
    for name, count in pages.items():
        found.append(folder / f"{name}.pdf")
        found[-1].write_bytes(made(*[f"{name} {page}" for page in range(count)]))
    return found


def test_the_largest_is_read_first_and_told_in_its_place(tmp_path: Path) -> None:
    """A long report that is read last would keep one worker while the others wait."""
    given = files(tmp_path, short=1, longest=40, middling=15)
    empty, twin = tmp_path / "empty.pdf", tmp_path / "twin.pdf"
    empty.write_bytes(b"")
    twin.write_bytes(given[1].read_bytes())
    shelf = Shelf()
    work = add_reports(
        [empty, *given, twin],
        known=known_files([]),
        keep=shelf.keep,
        password=lambda *_: None,
        workers=1,
    )
    told = finish(work)
    assert shelf.kept == ["longest.pdf", "middling.pdf", "short.pdf"]
    assert [one.file_name for one in told.added] == ["short.pdf", "longest.pdf", "middling.pdf"]
    assert [path for path, _ in told.refused] == [empty, twin]


def test_a_worker_reads_on_while_a_report_is_stored(tmp_path: Path) -> None:
    """Storing waits for the disk; a worker that waited too would do nothing meanwhile."""
    one, other, third = files(tmp_path, one=1, other=1, third=1)
    with Extractors[Path](1) as pool:
        for path in (one, other, third):
            pool.submit(path, path)
        under_way = [[key for key, _, _ in pool.reading] for _ in pool.results()]
    assert under_way == [[other], [third], []]


def test_the_pages_that_are_told_count_from_one() -> None:
    """The worker counts from 0, a reader does not."""
    path = Path("long.pdf")
    assert _reading([(path, 0, 12)]) == "Reading long.pdf, page 1 of 12"
    assert _reading([(path, 11, 12)]) == "Reading long.pdf, page 12 of 12"
    assert _reading([(path, -1, 12)]) == "Reading long.pdf, page 1 of 12"
    assert _reading([(path, -1, 0)]) == "Opening long.pdf"
