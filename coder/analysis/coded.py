"""The codings of some coders as numbers, each report's pages laid end to end."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, func, select

from coder.analysis.disagreements import Extents
from coder.analysis.extents import read_extents
from coder.analysis.sums import Ints
from coder.model.coding import Coding
from coder.model.extent import Rect
from coder.model.ids import CodeId, CoderId, PassageId, ReportId
from coder.store import schema

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Area:
    """An area that is coded: report, code and coder by number, page from 0, rectangle."""

    report: int
    code: int
    coder: int
    page: int
    rect: Rect


@dataclass(frozen=True)
class Coded:
    """The codings that are compared; reports (n), codes (q) and coders (m) go by number.

    rows (n,), columns (q,), people (m,): which reports, codes and coders those are, by number in
    the lists that were asked for. lengths (n,): the characters of each report. at_work (n, m):
    who has worked on which. counts (n, q, m): numbers of codings, wherever they are; lost (n,):
    those without a place in the present file. report, code, coder (k,): of each coding of text;
    owner, start, end (s,): the stretches of text they cover, by number of the coding and
    character of the report, one or more for each. areas: codings of areas.
    """

    rows: Ints
    columns: Ints
    people: Ints
    lengths: Ints
    at_work: Flags
    counts: Ints
    lost: Ints
    report: Ints
    code: Ints
    coder: Ints
    owner: Ints
    start: Ints
    end: Ints
    areas: tuple[Area, ...] = ()

    def among(self, coders: Sequence[int]) -> "Coded":
        """Return what there is to compare among these coders, who are numbered in this order.

        That are the reports on which two or more of them have worked, and the codes that they
        put there.
        """
        people = np.array(coders, np.int64)
        double = self.at_work[:, people].sum(axis=1) >= 2
        used = (self.counts[double][:, :, people] > 0).any(axis=(0, 2))
        row, column = _renumbered(double), _renumbered(used)
        person = np.full(len(self.people), -1)
        person[people] = np.arange(len(people))
        kept = double[self.report] & (person[self.coder] >= 0)
        of_kept = kept[self.owner]
        areas = (
            Area(int(row[a.report]), int(column[a.code]), int(person[a.coder]), a.page, a.rect)
            for a in self.areas
            if double[a.report] and person[a.coder] >= 0
        )
        return Coded(
            rows=self.rows[double],
            columns=self.columns[used],
            people=self.people[people],
            lengths=self.lengths[double],
            at_work=self.at_work[double][:, people],
            counts=self.counts[double][:, used][:, :, people],
            lost=self.lost[double],
            report=row[self.report[kept]],
            code=column[self.code[kept]],
            coder=person[self.coder[kept]],
            owner=_renumbered(kept)[self.owner[of_kept]],
            start=self.start[of_kept],
            end=self.end[of_kept],
            areas=tuple(areas),
        )


def _renumbered(kept: Flags) -> Ints:
    """Return the numbers that things have when only some are kept."""
    numbers: Ints = np.cumsum(kept) - 1
    return numbers


Line = tuple[ReportId, CodeId, CoderId, PassageId, int, int, int, int, bool]
"""A coding of a passage: page, start, last page, end; and whether the present file has it."""


def read_coded(
    db: Connection,
    reports: Sequence[ReportId],
    codes: Sequence[CodeId],
    coders: Sequence[CoderId],
    done: Collection[tuple[ReportId, CoderId]] = (),
    listed: Iterable[Coding] | None = None,
) -> Coded:
    """Return what these coders put; they are at work on what they coded or are `done` with.

    `listed` are all their codings, if they have been read before.
    """
    read = _lines(db, coders) if listed is None else _lines_of(db, listed)
    wanted, known = set(reports), set(codes)
    lines = [line for line in read if line[0] in wanted and line[1] in known]
    row_of = {report: at for at, report in enumerate(reports)}
    column_of = {code: at for at, code in enumerate(codes)}
    number_of = {coder: at for at, coder in enumerate(coders)}
    report = np.array([row_of[line[0]] for line in lines], np.int64)
    code = np.array([column_of[line[1]] for line in lines], np.int64)
    coder = np.array([number_of[line[2]] for line in lines], np.int64)
    at_work = np.zeros((len(reports), len(coders)), bool)
    at_work[report, coder] = True
    for one, who in done:
        if one in row_of and who in number_of:
            at_work[row_of[one], number_of[who]] = True
    counts = np.zeros((len(reports), len(codes), len(coders)), np.int64)
    np.add.at(counts, (report, code, coder), 1)
    pages = _pages(db, reports)
    places = _places(pages, lines, report, read_extents(db))
    text = np.array([at for at, where in enumerate(places) if isinstance(where, list)], np.int64)
    spans = [where for where in places if isinstance(where, list)]
    areas = [(at, where) for at, where in enumerate(places) if isinstance(where, tuple)]
    flat = np.array([span for some in spans for span in some], np.int64).reshape(-1, 2)
    is_lost = np.array([where is None for where in places], bool)
    return Coded(
        rows=np.arange(len(reports)),
        columns=np.arange(len(codes)),
        people=np.arange(len(coders)),
        lengths=np.array([begins[-1] for begins in pages], np.int64),
        at_work=at_work,
        counts=counts,
        lost=np.bincount(report[is_lost], minlength=len(reports)),
        report=report[text],
        code=code[text],
        coder=coder[text],
        owner=np.repeat(np.arange(len(spans)), [len(some) for some in spans]).astype(np.int64),
        start=flat[:, 0],
        end=flat[:, 1],
        areas=tuple(
            Area(int(report[at]), int(code[at]), int(coder[at]), *where) for at, where in areas
        ),
    )


_Place = list[tuple[int, int]] | tuple[int, Rect] | None
"""Stretches of text by character of the report; page and rectangle; or nowhere in the file."""


def _places(
    pages: Sequence[Sequence[int]], lines: Sequence[Line], reports: Ints, extents: Extents
) -> list[_Place]:
    found: list[_Place] = []
    for line, report in zip(lines, reports.tolist(), strict=True):
        _, _, _, passage, page, start, last_page, end, is_here = line
        begins, extent = pages[report], extents.get(passage)
        if not is_here or last_page >= len(begins) - 1:
            found.append(None)
        elif extent is None:
            found.append([(begins[page] + start, begins[page] + end)])
        elif extent.area:
            found.append(extent.area)
        else:
            found.append([(begins[on] + a, begins[on] + b) for on, a, b in extent.stretches])
    return found


def _lines(db: Connection, coders: Sequence[CoderId]) -> list[Line]:
    """Read the codings of these coders."""
    coding, passage, report = schema.coding.c, schema.passage.c, schema.report.c
    query = (
        select(
            passage.report,
            coding.code,
            coding.coder,
            passage.id,
            passage.page,
            passage.start,
            passage.end_page,
            passage.end,
            (passage.text_hash == report.text_hash) & (coding.moved != "lost"),
        )
        .join(schema.passage, passage.id == coding.passage)
        .join(schema.report, report.id == passage.report)
        .where(coding.coder.in_(list(coders)))
    )
    return cast("list[Line]", db.execute(query).all())


def _lines_of(db: Connection, listed: Iterable[Coding]) -> list[Line]:
    """Return what `_lines` reads, from codings that have been read."""
    passage, report = schema.passage.c, schema.report.c
    elsewhere = select(passage.id).join(schema.report, report.id == passage.report)
    away = set(db.scalars(elsewhere.where(passage.text_hash != report.text_hash)))
    return [
        (
            one.report, one.code, one.coder, one.passage, one.page, one.start, one.end_page,
            one.end, not one.is_lost and one.passage not in away,
        )
        for one in listed
    ]  # fmt: skip


def _pages(db: Connection, reports: Sequence[ReportId]) -> list[list[int]]:
    """Return for each report at which of its characters each page begins, and their number."""
    page, report = schema.page.c, schema.report.c
    query = (
        select(page.report, func.length(page.text))
        .join(schema.report, (report.id == page.report) & (report.text_hash == page.text_hash))
        .order_by(page.report, page.number)
    )
    found: dict[bytes, list[int]] = {one: [0] for one in reports}
    for line in db.execute(query):
        if line[0] in found:
            found[line[0]].append(found[line[0]][-1] + line[1])
    return [found[one] for one in reports]
