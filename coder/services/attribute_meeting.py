"""Which report of the project a row of a long list is about."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from coder.model.attribute import AttributeTable
from coder.model.ids import ReportId
from coder.services.attribute_writing import Said, identity_of
from coder.store.attributes import values_in
from coder.text.bare import bare

_JOINT = re.compile(r"(?<=[^\W\d]) (?=\d)")
_FILED = {".pdf"}


class Ambiguous(Exception):  # noqa: N818 - told as a problem of a row, never raised to people
    """A row could be about several reports."""


class Meeting:
    """The reports of a project by all that a row may know them by."""

    def __init__(self, told: AttributeTable) -> None:
        self._ids = {report.id for report in told.reports}
        self._numbers: dict[ReportId, str] = {}
        self._by: dict[tuple[str, ...], list[ReportId]] = defaultdict(list)
        said = values_in(told)
        for report in told.reports:
            self._numbers[report.id] = number_key(report.number)
            self._note(report.id, "number", number_key(report.number))
            self._note(report.id, "file", _stem(report.file_name))
            title, symbol = bare(report.title), bare(said[report.id].get("symbol", ""))
            self._note(report.id, "title", title)
            self._note(report.id, "symbol", symbol, title)

    def report(self, said: Iterable[Said], files: Sequence[str]) -> ReportId | None:
        """Return the report a row is about, None for one that the project has not.

        By number, then file name, then symbol and title, then title alone; titles do not tell
        where two numbers differ.

        Raises:
            Ambiguous: several reports answer to it.
            ValueMistake: it gives neither number nor title nor the file of a report.
        """
        row = list(said)
        values = {one.attribute.key: one.value for one in row}
        number, title = number_key(values.get("number", "")), bare(values.get("title", ""))
        ways: list[tuple[str, ...]] = [("number", number)]
        ways += [("file", _stem(file)) for file in files]
        ways += [("symbol", bare(values.get("symbol", "")), title), ("title", title)]
        for way in ways:
            found = self._by.get(way, []) if all(way) else []
            if way[0] in ("symbol", "title"):
                found = [one for one in found if not number or self._numbers[one] in ("", number)]
            if len(found) > 1:
                raise Ambiguous(
                    f"{len(found)} reports of the project have this {way[0]}. Give each its "
                    "number."
                )
            if found:
                return found[0]
        identity = identity_of(row)
        return identity if identity in self._ids else None

    def _note(self, report: ReportId, *way: str) -> None:
        if all(way):
            self._by[way].append(report)


def number_key(number: str) -> str:
    """Return a report's number as it is compared: "I-2", "I 2" and "i2" are one."""
    return _JOINT.sub("", bare(number))


def _stem(file: str) -> str:
    """Return the name of a file without folders and the ending of a PDF."""
    name = PurePosixPath(file.strip().replace("\\", "/")).name
    ending = PurePosixPath(name).suffix.lower()
    return (name[: -len(ending)] if ending in _FILED else name).casefold()
