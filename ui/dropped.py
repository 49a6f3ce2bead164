"""What was dropped on the window, by what is to be done with it."""

from pathlib import Path
from typing import NamedTuple, Self

from PySide6.QtCore import QMimeData


class Dropped(NamedTuple):
    """Projects to be opened, work to be merged, and PDFs and folders to be added."""

    projects: list[Path]
    works: list[Path]
    reports: list[Path]

    @classmethod
    def of(cls, data: QMimeData) -> Self:
        """Sort the files of this machine that were dropped."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        by_ending: dict[str, list[Path]] = {}
        for path in paths:
            ending = ".pdf" if path.is_dir() else path.suffix.lower()
            by_ending.setdefault(ending, []).append(path)
        return cls(*(by_ending.get(ending, []) for ending in (".evc", ".evw", ".pdf")))
