"""What reports can be appraised on in a project: the criteria of a codebook, or a checklist."""

from collections.abc import Sequence
from dataclasses import dataclass

from coder.model.codebook import Code
from coder.model.coding import Coding
from coder.model.ids import CodeId, ReportId
from coder.model.protocol import Item, Protocol
from coder.model.whose import Whose
from coder.project import Project
from ui.panels.appraise.rows import Subject


@dataclass(frozen=True)
class Sheet:
    """A codebook whose top codes are rated, or a checklist; `scale` is None where one chooses."""

    id: bytes
    title: str
    subjects: tuple[Subject, ...]
    is_checklist: bool = False


@dataclass(frozen=True)
class Scales:
    """The scales of a project, and which ones ratings of codes go by."""

    all: tuple[Item, ...]
    own: Item
    theirs: Item


def scales_of(protocol: Protocol, own: str = "", theirs: str = "") -> Scales | None:
    """Return the scales with the chosen ones, by key; None where the project has no scale."""
    every = tuple(protocol.of("scale"))
    if not every:
        return None
    by_key = {one.key: one for one in reversed(every)}
    return Scales(every, by_key.get(own, every[0]), by_key.get(theirs, every[0]))


def sheets(project: Project, report: ReportId | None, scales: Scales) -> list[Sheet]:
    """Return what the report can be rated on, with its codings and ratings."""
    protocol, codes = project.protocol.all(), project.codebook.codes()
    ratings = project.ratings.all(report) if report else []
    codings = project.codings.listing(report, None, Whose.ALL) if report else []
    above = _tops(codes)
    under: dict[CodeId, list[Coding]] = {}
    for one in codings:
        under.setdefault(above.get(one.code, one.code), []).append(one)
    found = []
    for book in project.codebook.codebooks():
        tops = [one for one in codes if one.codebook == book.id and _is_rated(one)]
        some = [_of_code(one, scales, under.get(one.id, ())) for one in tops]
        if some:
            found.append(Sheet(book.id, book.title, tuple(s.with_ratings(ratings) for s in some)))
    for checklist in protocol.of("checklist"):
        checks = [_of_check(one, scales, protocol) for one in protocol.of("check", checklist.id)]
        if checks:
            some = [one.with_ratings(ratings) for one in checks]
            found.append(Sheet(checklist.id, checklist.name, tuple(some), is_checklist=True))
    return found


def _is_rated(code: Code) -> bool:
    return code.parent is None and code.assignable


def _of_code(code: Code, scales: Scales, codings: Sequence[Coding]) -> Subject:
    return Subject(
        code.id,
        code.name,
        code.definition,
        scales.own,
        scales.theirs,
        code.colour,
        tuple(codings),
    )


def _of_check(check: Item, scales: Scales, protocol: Protocol) -> Subject:
    scale = protocol.named("scale", check.scale) or scales.own
    return Subject(check.id, check.name, check.definition, scale)


def _tops(codes: Sequence[Code]) -> dict[CodeId, CodeId]:
    """Return for each code the one at the top of its branch; `codes` in tree order."""
    found: dict[CodeId, CodeId] = {}
    for code in codes:
        found[code.id] = found.get(code.parent, code.id) if code.parent else code.id
    return found
