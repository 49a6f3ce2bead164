"""Everything that an export says, collated once from the project."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace as replaced

from sqlalchemy import Connection, func, select

from coder.analysis.consensus import Consensus, read_consensus
from coder.analysis.judgements import Judgements, read_judgements
from coder.analysis.matrix import Matrix, read_matrix
from coder.analysis.screened_rows import ScreeningTold, read_screening
from coder.analysis.team_told import TeamTold, read_team
from coder.model.attribute import AttributeTable
from coder.model.codebook import Code, Codebook, paths
from coder.model.coding import Coder, together
from coder.model.ids import CodeId, CoderId, CodingId, ReportId
from coder.model.report import Report
from coder.model.whose import Shown, Whose
from coder.store import schema
from coder.store.attributes import table as attribute_table
from coder.store.coders import all_coders, whose_codings
from coder.store.codes import all_codebooks
from coder.store.codings import is_of
from coder.store.reports import labels, layers, outline


@dataclass(frozen=True, slots=True)
class CodedRow:
    """One coding as an export tells it; `report` and `code` are rows and columns of the matrix.

    `page` counts PDF pages from 1; `label` is the number printed on the page. `sha256` (hex) is
    the file the passage is in: for one that is lost ("lost" in `moved`) the one before. `coder`
    names all who agree on it where the consensus is told.
    """

    id: CodingId
    report: int
    code: int
    page: int
    label: str
    heading: str
    quote: str
    coder: str
    memo: str
    created: str
    direction: str
    depth: str
    caption: str
    is_area: bool
    moved: str
    sha256: str


@dataclass(frozen=True)
class Collation:
    """The project as an export tells it; `rows` go by report, then code in tree order, then page.

    So the codings of a code and of all codes under it are neighbours within a report. `whose` says
    whose codings they are, `coders` whose work they are taken from.
    """

    project: str
    memo: str
    whose: str
    matrix: Matrix
    codebooks: list[Codebook]
    paths: dict[CodeId, str]
    coders: list[Coder]
    rows: list[CodedRow]
    team: TeamTold
    attributes: AttributeTable
    judgements: Judgements
    screening: ScreeningTold

    @property
    def reports(self) -> list[Report]:
        """Return the reports in the order of the matrix."""
        return self.matrix.reports

    @property
    def codes(self) -> list[Code]:
        """Return the codes in the order of the matrix."""
        return self.matrix.codes


def collate(db: Connection, whose: Shown = None) -> Collation:
    """Collate the codings of all coders, of some, or the consensus."""
    agreed = read_consensus(db) if whose is Whose.CONSENSUS else None
    matrix = read_matrix(db, whose, agreed)
    project = db.execute(select(schema.project.c.name, schema.project.c.memo)).one()
    every = whose_codings(db)
    if whose is None or isinstance(whose, Whose):
        coders = all_coders(db)
        named = "what the coders agree on, and what was settled" if agreed is not None else "all"
    else:
        coders = [one for one in every if one.id in whose]
        named = ", ".join(one.name for one in coders)
    by_path = paths(matrix.codes)
    return Collation(
        project=project.name,
        memo=project.memo,
        whose=named,
        matrix=matrix,
        codebooks=all_codebooks(db),
        paths=by_path,
        coders=coders,
        rows=_rows(db, matrix, every, whose, agreed),
        team=read_team(db, by_path),
        attributes=attribute_table(db),
        judgements=read_judgements(db, whose),
        screening=read_screening(db, whose),
    )


def _rows(
    db: Connection,
    matrix: Matrix,
    every: Sequence[Coder],
    whose: Shown,
    agreed: Consensus | None,
) -> list[CodedRow]:
    coding, passage = schema.coding.c, schema.passage.c
    query = select(
        passage.report,
        coding.code,
        passage.page,
        passage.start,
        coding.id,
        func.json_extract(passage.quads, "$[0][2]"),
        passage.quote,
        coding.coder,
        coding.memo,
        coding.created,
        coding.direction,
        coding.depth,
        coding.caption,
        passage.kind == "area",
        coding.moved,
        passage.text_hash,
    ).join(schema.passage, passage.id == coding.passage)
    if agreed is None:
        query = query.where(is_of(whose))
    row_of = {report.id: at for at, report in enumerate(matrix.reports)}
    column_of = {code.id: at for at, code in enumerate(matrix.codes)}
    names = {coder.id: coder.name for coder in every}
    printed = labels(db)
    files = {report.id: _File(db, report, printed) for report in matrix.reports}
    found = [
        (row_of[report], column_of[code], page, start, identity, y, report, *rest)
        for report, code, page, start, identity, y, *rest in db.execute(query).all()
        if report in row_of and code in column_of and (agreed is None or identity in agreed)
    ]
    found.sort(key=lambda line: line[:5])
    rows = []
    for row, column, page, _, identity, y, report, quote, coder, *said, text in found:
        file = files[report]
        where = page + 1, *file.at(text, page, y or 0.0)
        of = row, column, *where, quote, names.get(coder, ""), *said, file.sha256(text)
        rows.append(CodedRow(identity, *of))
    return rows if agreed is None else [_agreed_row(one, agreed, names) for one in rows]


def _agreed_row(row: CodedRow, agreed: Consensus, names: dict[CoderId, str]) -> CodedRow:
    """Return a row that tells who says so, and what they say of it together."""
    said = agreed[row.id]
    who = sorted({names.get(one.coder, "") for one in said}, key=str.casefold)
    return replaced(row, coder=", ".join(who), **together(said))


class _File:
    """The file of one report, to be asked many times what is where in it."""

    def __init__(
        self, db: Connection, report: Report, printed: dict[tuple[bytes, int], str]
    ) -> None:
        self._report = report
        self._printed = printed
        self._files = layers(db, report.id)
        self._headings = _Headings(db, report.id)

    def at(self, text_hash: str, page: int, y: float) -> tuple[str, str]:
        """Return the label of a page (from 0) and the heading above a place on it.

        Nothing of a place in a file that the report has no more.
        """
        if text_hash != self._report.text_hash:
            return "", ""
        return self._printed.get((self._report.id, page), ""), self._headings.above(page, y)

    def sha256(self, text_hash: str) -> str:
        """Return the fingerprint (hex) of the file that this text is of."""
        is_now = text_hash == self._report.text_hash
        return self._report.sha256 if is_now else self._files.get(text_hash, "")


class _Headings:
    """The headings of one report, to be asked many times."""

    def __init__(self, db: Connection, report: ReportId) -> None:
        entries = sorted(outline(db, report), key=lambda entry: (entry.page, entry.y))
        self._places = [(entry.page, entry.y) for entry in entries]
        self._titles = [entry.title for entry in entries]

    def above(self, page: int, y: float) -> str:
        """Return the last heading at or above a place (page from 0, points from the top)."""
        at = bisect_right(self._places, (page, y + 1.0))
        return self._titles[at - 1] if at else ""
