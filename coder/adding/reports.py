"""Adding reports: find the PDFs, let worker processes take their text, keep one at a time.

A file is read once for its fingerprint; one that the project has is not read further. Workers
extract; whoever drives the work stores each report in a transaction of its own, so that Cancel
keeps what is in and leaves nothing half done.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coder.model.errors import PasswordNeededError, ProjectError, RefusedFileError
from coder.model.ids import report_id
from coder.model.report import Report
from coder.pdf.jobs import Extracted
from coder.progress import Progress, Work

Password = Callable[[Path, bool], str | None]
"""Asked for the password of an encrypted file; the flag says that a wrong one was given.

Returns None to leave the file out.
"""
Known = Callable[[str], Report | None]
Keep = Callable[[Path, Extracted, bytes], Report]

_WAIT = 0.1


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the files: reports added, files that were known, files refused and why."""

    added: list[Report] = field(default_factory=list)
    known: list[tuple[Path, Report]] = field(default_factory=list)
    refused: list[tuple[Path, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Told:
    """What became of each file so far."""

    added: dict[Path, Report] = field(default_factory=dict)
    known: dict[Path, Report] = field(default_factory=dict)
    refused: dict[Path, str] = field(default_factory=dict)

    def of(self, files: Sequence[Path]) -> Added:
        """Return the same in the order of the files."""
        return Added(
            [self.added[file] for file in files if file in self.added],
            [(file, self.known[file]) for file in files if file in self.known],
            [(file, self.refused[file]) for file in files if file in self.refused],
        )


def known_files(reports: Sequence[Report]) -> Known:
    """Return what tells the report with a fingerprint: that of its file, or of its first one."""
    by_file = {one.sha256: one for one in reports}
    by_id = {one.id: one for one in reports}
    return lambda sha256: by_file.get(sha256) or by_id.get(report_id(sha256))


def pdfs_in(paths: Sequence[Path]) -> list[Path]:
    """Return the files meant: files as given, folders as all PDFs below them, in name order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(
                file
                for file in path.rglob("*")
                if file.suffix.lower() == ".pdf" and file.is_file()
            )
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def add_reports(
    paths: Sequence[Path], *, known: Known, keep: Keep, password: Password, workers: int = 2
) -> Work[Added]:
    """Add all PDFs of `paths`; one that cannot be added is refused with the reason.

    The largest are read first: were they last, one worker would read on while the others have
    nothing left to do. What became of the files is told in the order in which they are given.

    Args:
        paths: files and folders.
        known: returns the report with a SHA-256 (hex) if the project has it.
        keep: stores one report and returns it.
        password: asked for encrypted files.
        workers: how many processes extract.
    """
    from coder.pdf.pool import Extractors  # noqa: PLC0415 - the window starts without it

    files = pdfs_in(paths)
    told = _Told()
    waiting = dict(_new_files(files, known, told))
    if not waiting:
        return told.of(files)
    yield Progress(0, len(files), "Reading the reports")
    pool: Extractors[Path] = Extractors(workers=min(workers, len(waiting)))
    with pool:
        for path in sorted(waiting, key=waiting.__getitem__, reverse=True):
            pool.submit(path, path, None)
        tried: set[Path] = set()
        while waiting:
            for path, result in pool.results(_WAIT):
                again = _settle(path, result, told, keep, password, tried)
                if again is not None:
                    pool.submit(path, path, again)
                    continue
                del waiting[path]
                label = f"Read {path.name}"
                yield Progress(len(files) - len(waiting), len(files), label)
            done = len(files) - len(waiting)
            yield Progress(done, len(files), _reading(pool.reading))
    return told.of(files)


def _new_files(files: list[Path], known: Known, told: _Told) -> Iterator[tuple[Path, int]]:
    """Yield the files to extract and their sizes; settle those known, double or unreadable."""
    seen: dict[str, Path] = {}
    for path in files:
        try:
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
                size = os.fstat(file.fileno()).st_size
        except OSError as error:
            reason = f"It cannot be read: {error.strerror or error}."
            told.refused[path] = reason
            continue
        report = known(sha256)
        if report:
            told.known[path] = report
        elif sha256 in seen:
            told.refused[path] = f"It is the same file as “{seen[sha256].name}”."
        else:
            seen[sha256] = path
            yield path, size


def _settle(
    path: Path,
    result: Extracted | RefusedFileError,
    told: _Told,
    keep: Keep,
    password: Password,
    tried: set[Path],
) -> str | None:
    """File one result; return the password to try again with, or None when it is settled."""
    if isinstance(result, PasswordNeededError):
        given = password(path, path in tried)
        tried.add(path)
        if given is None:
            told.refused[path] = str(result)
        return given
    if isinstance(result, RefusedFileError):
        told.refused[path] = str(result)
        return None
    try:
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() == result.sha256:
            told.added[path] = keep(path, result, content)
        else:
            told.refused[path] = "It was changed while it was read. Add it again."
    except OSError as error:
        told.refused[path] = f"It cannot be read: {error.strerror or error}."
    except ProjectError as error:
        told.refused[path] = str(error)
    return None


def _reading(under_way: Sequence[tuple[Path, int, int]]) -> str:
    """Say what is being read: files with the page each is at, of how many."""
    if not under_way:
        return "Reading the reports"
    path, page, pages = under_way[0]
    if not pages:
        return f"Opening {path.name}"
    return f"Reading {path.name}, page {max(page, 0) + 1} of {pages}"


_JUNK = re.compile(
    r"^(microsoft|untitled|sans titre|document\d*$|.*\.(docx?|pdf|indd|qxd)$)", re.IGNORECASE
)


def name_of(path: Path) -> str:
    """Return the name of a file as text; what is no text in it, as some systems allow, is “?”."""
    return path.name.encode("utf-8", "replace").decode()


def title_of(found: str, path: Path) -> str:
    """Return the title that the PDF gives itself if it is one, else the file's name."""
    title = " ".join(found.split())
    if len(title) < 4 or _JUNK.match(title) or not any(one.isalpha() for one in title):
        return " ".join(Path(name_of(path)).stem.replace("_", " ").split())
    return title
