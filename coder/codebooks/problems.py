"""What is wrong with a codebook file, collected so that its author sees all of it at once."""

import difflib
from collections.abc import Iterable

from coder.codebooks.lines import Lines
from coder.model.errors import CodebookFileError

SHOWN = 20


class Problems:
    """The problems of one file; each names file, line and field."""

    def __init__(self, file: str, source: str) -> None:
        self._file = file
        self._source = source
        self._lines: Lines | None = None
        self._found: list[tuple[int, str]] = []

    def line(self, table: str, index: int = 0, field: str = "") -> int:
        """Return the line, from 1, of a field of the `index`-th `table`."""
        if self._lines is None:
            self._lines = Lines(self._source)
        return self._lines.of(table, index, field)

    def add(self, message: str, table: str, index: int = 0, field: str = "") -> None:
        """Note a problem of a field, or of the whole table when no field is named."""
        line = self.line(table, index, field)
        where = f'{self._file}, line {line}, "{field}"' if field else f"{self._file}, line {line}"
        self._found.append((line, f"{where}: {message}"))

    def check(self) -> None:
        """Raise CodebookFileError with the first problems in the order of the file, if any."""
        if not self._found:
            return
        messages = [message for _, message in sorted(self._found, key=lambda problem: problem[0])]
        more = len(messages) - SHOWN
        if more > 0:
            messages[SHOWN:] = [f"… and {more} more."]
        raise CodebookFileError("\n".join(messages))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a question that names the nearest known word, after a space, or nothing."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f' Did you mean "{near[0]}"?' if near else ""
