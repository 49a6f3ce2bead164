"""A table of answers and decisions taken over as one act: all of it, or nothing.

One row for each report, stage and coder; a column for each criterion. Where a row gives no
verdict, the rule decides by its answers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from coder.analysis.screened import Standing, read_standing
from coder.model.errors import NotFoundError, ProjectError
from coder.model.ids import AnswerId, CoderId, ItemId
from coder.model.protocol import Item
from coder.model.report import Report
from coder.model.screening import Answer, Screened, Verdict
from coder.services.coders import CONSENSUS_NAME, Coders
from coder.services.door import Door
from coder.services.reports import Reports
from coder.services.screening_rows import Decided, Saying, checked, put_answers, put_decisions
from coder.store.log import Writer
from coder.store.screening import Key, Said

COLUMNS = ("report",)
OPTIONAL = ("stage", "verdict", "reason", "criterion", "coder")
_VERDICTS: dict[str, Verdict] = {
    "": "", "include": "include", "included": "include", "possible": "possible",
    "maybe": "possible", "exclude": "exclude", "excluded": "exclude",
}  # fmt: skip
_ANSWERS: dict[str, Answer] = {
    "": "", "met": "met", "yes": "met", "unclear": "unclear", "not met": "not-met",
    "not-met": "not-met", "no": "not-met",
}  # fmt: skip
_NO_STAGES = "The project has no stages of screening. Add a codebook with some."
Row = Mapping[str, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Line:
    """One row that is understood."""

    number: int
    report: Report
    stage: Item
    coder: str
    verdict: Verdict
    reason: str
    criterion: Item | None
    answers: Mapping[ItemId, Answer]


class ScreeningTable:
    """Takes tables of decisions into a project."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._reports = Reports(door)
        self._coders = Coders(door)

    def columns(self) -> tuple[str, ...]:
        """Return the columns that a table may have besides those that it must."""
        criteria = self._door.read(read_standing).protocol.of("criterion")
        names = (name.casefold() for one in criteria for name in (one.key, one.name))
        return (*OPTIONAL, *dict.fromkeys(name for name in names if name not in OPTIONAL))

    def take(self, rows: Iterable[tuple[int, Row]]) -> Screened:
        """Take the rows over; where one cannot be, change nothing and say which and why.

        Raises NotFoundError when the project does not screen.
        """
        standing = self._door.read(read_standing)
        if not standing.stages:
            raise NotFoundError(_NO_STAGES)
        lines: list[_Line] = []
        refused: list[tuple[int, str]] = []
        for number, row in rows:
            try:
                lines.append(self._line(standing, number, row))
            except ProjectError as error:
                refused.append((number, str(error)))
        decided = _decided(standing, lines, self._known(lines), refused)
        refused += _twice(lines)
        if refused or not lines:
            return Screened(refused=tuple(sorted(refused)))
        coders = {name: self._coder(name) for name in dict.fromkeys(one.coder for one in lines)}
        count = len({one.report.id for one in lines})
        label = f"Screen {'1 Report' if count == 1 else f'{count} Reports'} from a Table"

        def act(writer: Writer) -> Screened:
            put_answers(writer, _sayings(lines, coders))
            columns = {
                (one.report.id, one.stage.id, coders[one.coder]): said.columns
                for one, said in decided
            }
            added, changed = put_decisions(writer, columns)
            return Screened(added, changed, len(columns) - added - changed)

        return self._door.run(label, act)

    def _known(self, lines: Sequence[_Line]) -> dict[str, CoderId]:
        """Return the coders of the table; who is not in the project yet has an id for now."""
        people = {one.name.casefold(): one.id for one in self._coders.people()}
        found = {}
        for name in dict.fromkeys(one.coder for one in lines):
            unknown = CoderId(name.casefold().encode())
            found[name] = people.get(name.casefold(), unknown) if name else self._door.coder.id
        return found

    def _line(self, standing: Standing, number: int, row: Row) -> _Line:
        stage = _stage(standing, row.get("stage", ""))
        named = row.get("criterion", "").strip()
        said = {
            _criterion(standing, stage, name).id: _word(
                _ANSWERS, written, f"an answer to “{name}”"
            )
            for name, written in row.items()
            if name not in (*COLUMNS, *OPTIONAL) and written.strip()
        }
        verdict = _word(_VERDICTS, row.get("verdict", ""), "a verdict")
        if not verdict and not said:
            raise ProjectError("The row gives no verdict and answers no criterion.")
        coder = row.get("coder", "").strip()
        if coder.casefold() == CONSENSUS_NAME.casefold():
            raise ProjectError(f"“{CONSENSUS_NAME}” is nobody's own name. Settle in the project.")
        return _Line(
            number,
            self._report(row.get("report", "")),
            stage,
            coder,
            verdict,
            row.get("reason", ""),
            _criterion(standing, stage, named) if named else None,
            said,
        )

    def _report(self, written: str) -> Report:
        if not written.strip():
            raise ProjectError("The row names no report. Give its number, file name or title.")
        return self._reports.find(written)

    def _coder(self, name: str) -> CoderId:
        return self._coders.ensure(name).id if name else self._door.coder.id


def _sayings(lines: Sequence[_Line], coders: Mapping[str, CoderId]) -> dict[Key, Saying]:
    return {
        (one.report.id, criterion, coders[one.coder]): (answer, None)
        for one in lines
        for criterion, answer in one.answers.items()
    }


def _decided(
    standing: Standing,
    lines: Sequence[_Line],
    coders: Mapping[str, CoderId],
    refused: list[tuple[int, str]],
) -> list[tuple[_Line, Decided]]:
    """Return what the lines decide, as the rule has it after their answers; name what cannot be.

    A line of answers alone on which the rule is silent decides nothing: its coder goes on later.
    """
    told = {key: Said(AnswerId(b""), answer, "") for key, (answer, _) in
            _sayings(lines, coders).items()}  # fmt: skip
    after = replace(standing, said={**standing.said, **told})
    found = []
    for one in lines:
        ruling = after.ruling(one.report.id, one.stage.id, coders[one.coder])
        if not one.verdict and not ruling.verdict:
            continue
        try:
            said = checked(ruling, one.verdict, one.reason, one.criterion, is_told=True)
        except ProjectError as error:
            refused.append((one.number, str(error)))
        else:
            found.append((one, said))
    return found


def _twice(lines: Sequence[_Line]) -> list[tuple[int, str]]:
    seen: dict[tuple[bytes, bytes, str], int] = {}
    found = []
    for one in lines:
        first = seen.setdefault((one.report.id, one.stage.id, one.coder.casefold()), one.number)
        if first != one.number:
            told = f"Row {first} tells of the same report, stage and coder. Keep one of them."
            found.append((one.number, told))
    return found


def _stage(standing: Standing, written: str) -> Item:
    if not written.strip():
        return standing.stages[0]
    found = standing.protocol.named("stage", written)
    if found is None:
        names = ", ".join(f"“{one.key}”" for one in standing.stages)
        raise NotFoundError(f"There is no stage “{written}”. The stages are {names}.")
    return found


def _criterion(standing: Standing, stage: Item, written: str) -> Item:
    """Return the criterion of this key or name, that of the row's stage before others."""
    here = standing.protocol.named("criterion", written, stage.id)
    found = here or standing.protocol.named("criterion", written)
    if found is None:
        raise NotFoundError(f"There is no criterion “{written}”.")
    return found


def _word(words: Mapping[str, T], written: str, what: str) -> T:
    """Return what a word stands for; raises ProjectError naming the words there are."""
    plain = " ".join(written.split()).casefold()
    if plain not in words:
        known = ", ".join(f"“{one}”" for one in dict.fromkeys(words.values()) if one)
        raise ProjectError(f"“{written}” is not {what}. Write {known}.")
    return words[plain]
