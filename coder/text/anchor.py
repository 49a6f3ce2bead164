"""Passages: how a place in a report is written down, and how it is found again."""

import hashlib
import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from coder.model.geometry import PageSize, Point, Quad
from coder.model.ids import PassageId, ReportId, digest_id
from coder.model.passage import PageRange, Passage
from coder.model.report import PageText
from coder.text import place
from coder.text.fold import agreement, fold_plain
from coder.text.index import PAGE_END, ReportIndex, Span
from coder.text.repair import repaired, trimmed
from coder.text.units import snap

Pages = Callable[[int], PageText]
Sizes = Callable[[int], PageSize]
Search = Callable[[str], list[Span]]
Rect = tuple[float, float, float, float]

_CONTEXT = 32
_ENDS = 24
_NEAR = 3
# A quote with fewer folded characters, or one that stands elsewhere, needs this much of the text
# around it to be known again.
_TELLING = 20
_TELLING_CONTEXT = 12
_BOX_SLACK = 1.0


@dataclass(frozen=True, slots=True)
class Resolved:
    """Where a passage stands in the text at hand, and how it was found.

    `how` is "offsets", "exact", "folded", "head and tail", "position only" or "lost". By position
    only, the ranges are what is printed inside the passage's quads, perhaps nothing; lost, none.
    """

    ranges: tuple[PageRange, ...]
    how: str


def passage(
    report: ReportId,
    text_hash: str,
    pages: Pages,
    sizes: Sizes,
    ranges: Sequence[PageRange],
    *,
    as_given: bool = False,
) -> Passage:
    """Write down the passage at `ranges`, which are put in order and trimmed of white space.

    Its id follows from the report, the text's hash and the ranges alone, so that two laptops
    agree. `pages` and `sizes` give the text and the size of a page (from 0). Ranges `as_given`
    keep their order: where the file tells its print in another order than one reads it. Raises
    ValueError when there is no print in the ranges.
    """
    ranges = _snapped(pages, ranges) if as_given else _tidy(pages, ranges)
    if not ranges:
        raise ValueError("a passage needs at least one character")
    first, last = ranges[0], ranges[-1]
    exact = PAGE_END.join(pages(part.page).text[part.start : part.end] for part in ranges)
    numbers = sorted({part.page for part in ranges})
    return Passage(
        id=_identity(report, text_hash, ranges),
        report=report,
        text_hash=text_hash,
        ranges=ranges,
        quote=repaired(exact, "\n".join(pages(number).text for number in numbers)),
        exact=exact,
        prefix=pages(first.page).text[max(first.start - _CONTEXT, 0) : first.start],
        suffix=pages(last.page).text[last.end : last.end + _CONTEXT],
        quads=tuple(
            (part.page, quad)
            for part in ranges
            for quad in place.quads(pages(part.page), part.start, part.end)
        ),
        page_boxes=tuple(
            (number, size.width, size.height) for number in numbers for size in (sizes(number),)
        ),
    )


def area(
    report: ReportId, text_hash: str, pages: Pages, sizes: Sizes, number: int, rect: Rect
) -> Passage:
    """Write down an area of page `number` (from 0): left, top, right, bottom in unrotated points.

    It is kept on the page and to hundredths of a point. Raises ValueError when nothing is left.
    """
    page, size = pages(number), sizes(number)
    left, right = sorted(round(min(max(at, 0.0), size.width), 2) for at in rect[0::2])
    top, bottom = sorted(round(min(max(at, 0.0), size.height), 2) for at in rect[1::2])
    if right <= left or bottom <= top:
        raise ValueError("an area needs width and height")
    runs = place.in_box(page, (left, top, right, bottom))
    at = runs[0][0] if runs else place.nearest(page, Point(left, top))
    exact = "\n".join(page.text[start:end] for start, end in runs)
    digest = hashlib.sha256(report + text_hash.encode() + b"\0area")
    digest.update(struct.pack("<q4d", number, left, top, right, bottom))
    return Passage(
        id=PassageId(digest_id(digest.digest())),
        report=report,
        text_hash=text_hash,
        ranges=(PageRange(number, at, at),),
        quote=repaired(exact, page.text),
        exact=exact,
        prefix=page.text[max(at - _CONTEXT, 0) : at],
        suffix=page.text[at : at + _CONTEXT] if not runs else "",
        quads=((number, Quad(left, top, right, top, right, bottom, left, bottom)),),
        page_boxes=((number, size.width, size.height),),
        is_area=True,
    )


def anew(known: Passage, found: "Resolved", text_hash: str, pages: Pages, sizes: Sizes) -> Passage:
    """Write down a passage again where it was found in the text with this hash.

    One found by its position alone, where nothing is printed, becomes an area.
    """
    if found.ranges and not known.is_area:
        return passage(known.report, text_hash, pages, sizes, found.ranges)
    number = known.quads[0][0]
    boxes = [quad.rect for on, quad in known.quads if on == number]
    rect = (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
    return area(known.report, text_hash, pages, sizes, number, rect)


def resolve(
    known: Passage, text_hash: str, pages: Pages, sizes: Sizes, report: ReportIndex
) -> Resolved:
    """Find a passage again in a text whose hash is `text_hash`; `report` is the index of it.

    In the text it was made in, the offsets hold. In another, the exact words are looked for, then
    the folded words, then their head and tail nearby, then what is printed at the same position,
    if the page has kept its box.
    """
    if known.text_hash == text_hash:
        return Resolved(known.ranges, "offsets")
    if known.is_area:
        return _area_again(known, pages, sizes, report)
    for how, search in (("exact", report.exactly), ("folded", report.kindly)):
        if spans := _by_words(known, report, search):
            return Resolved(_ranges(report, spans), how)
    if span := _by_head_and_tail(known, report):
        return Resolved(_ranges(report, [span]), "head and tail")
    if _keeps_boxes(known, sizes, report.pages):
        return Resolved(_by_position(known, pages), "position only")
    return Resolved((), "lost")


def _area_again(known: Passage, pages: Pages, sizes: Sizes, report: ReportIndex) -> Resolved:
    """Return whether an area is still there: the same print in it, or the same page at least."""
    if not _keeps_boxes(known, sizes, report.pages):
        return Resolved((), "lost")
    number, quad = known.quads[0]
    page = pages(number)
    now = "\n".join(page.text[start:end] for start, end in place.in_box(page, quad.rect))
    is_same = bool(now) and fold_plain(now) == fold_plain(known.exact)
    return Resolved((), "exact" if is_same else "position only")


def _snapped(pages: Pages, ranges: Iterable[PageRange]) -> tuple[PageRange, ...]:
    parts = [(part.page, *_worded(pages(part.page), part.start, part.end)) for part in ranges]
    return tuple(PageRange(*part) for part in parts if part[2] > part[1])


def _tidy(pages: Pages, ranges: Iterable[PageRange]) -> tuple[PageRange, ...]:
    """Return the ranges in order, trimmed, those that touch made one."""
    tidy: list[PageRange] = []
    for part in sorted(ranges):
        start, end = _worded(pages(part.page), part.start, part.end)
        if end == start:
            continue
        if tidy and tidy[-1].page == part.page and start <= tidy[-1].end:
            tidy[-1] = PageRange(part.page, tidy[-1].start, max(end, tidy[-1].end))
        else:
            tidy.append(PageRange(part.page, start, end))
    return tuple(tidy)


def _worded(page: PageText, start: int, end: int) -> tuple[int, int]:
    """Return a range without white space, and without what no quote has, at its ends.

    A bullet of a symbol font is no word: with it or without, the anchor is the same.
    """
    start, end = snap(page, start, end)
    first, last = trimmed(page.text[start:end])
    return start + first, start + last


def _identity(report: ReportId, text_hash: str, ranges: Iterable[PageRange]) -> PassageId:
    digest = hashlib.sha256(report + text_hash.encode() + b"\0")
    for part in ranges:
        digest.update(struct.pack("<3q", part.page, part.start, part.end))
    return PassageId(digest_id(digest.digest()))


def _ranges(report: ReportIndex, spans: Iterable[Span]) -> tuple[PageRange, ...]:
    return tuple(part for span in spans for part in report.ranges(span))


def _by_words(known: Passage, report: ReportIndex, search: Search) -> list[Span]:
    """Return where the words stand as a whole, or else each page's words one after the other."""
    whole = _best(known, report, search(known.exact), len(fold_plain(known.exact)))
    if whole:
        return [whole]
    pieces = known.exact.split(PAGE_END)
    first = _best(known, report, search(pieces[0]), len(fold_plain(pieces[0])))
    if len(pieces) == 1 or not first:
        return []
    spans = [first]
    for piece, before in zip(pieces[1:], known.ranges, strict=False):
        reach = report.start_of(report.page_of(spans[-1].end) + 2 + _gap(known, before))
        after = [span for span in search(piece) if spans[-1].end <= span.start < reach]
        if not after:
            return []
        if report.text[spans[-1].end : after[0].start].strip():
            spans.append(after[0])
        else:
            spans[-1] = Span(spans[-1].start, after[0].end)
    return spans


def _gap(known: Passage, before: PageRange) -> int:
    """Return how many pages further the range after `before` stood."""
    return known.ranges[known.ranges.index(before) + 1].page - before.page


def _best(known: Passage, report: ReportIndex, spans: list[Span], length: int) -> Span | None:
    """Return the place that has most of the known text around it, then the nearest; or none.

    On another page, and for short words, some of the text around it must be the same.
    """
    if not spans:
        return None
    place_then = report.span(known.ranges[0]).start
    rated = []
    for span in spans:
        away = abs(report.page_of(span.start) - known.page)
        rated.append((-_context(known, report, span), away, abs(span.start - place_then), span))
    context, away, _, span = min(rated)
    is_told = length >= _TELLING and (away == 0 or len(spans) == 1)
    return span if is_told or -context >= _TELLING_CONTEXT else None


def _context(known: Passage, report: ReportIndex, span: Span) -> int:
    """Return how many folded characters before and after a place are the known ones."""
    before = fold_plain(report.text[max(span.start - 2 * _CONTEXT, 0) : span.start])
    after = fold_plain(report.text[span.end : span.end + 2 * _CONTEXT])
    prefix, suffix = fold_plain(known.prefix), fold_plain(known.suffix)
    return agreement(before[::-1], prefix[::-1]) + agreement(after, suffix)


def _by_head_and_tail(known: Passage, report: ReportIndex) -> Span | None:
    """Return the best place within three pages with the words' beginning and end."""
    words = fold_plain(known.exact)
    if len(words) < 2 * _ENDS:
        return None
    layer = report.folded
    first = layer.index_of(report.start_of(known.page - _NEAR))
    last = layer.index_of(report.start_of(known.page + _NEAR + 1))
    spans = []
    for start, _ in layer.find(words[:_ENDS], first):
        window = layer.text[start : start + len(words) * 5 // 4]
        end = start + window.rfind(words[-_ENDS:]) + _ENDS
        if start < last and end - start >= len(words) * 3 // 4:
            spans.append(Span(*layer.span(start, end)))
    return _best(known, report, spans, len(words))


def _keeps_boxes(known: Passage, sizes: Sizes, count: int) -> bool:
    """Say whether all pages of a passage are still there in the size they had."""
    return all(
        number < count
        and abs(sizes(number).width - width) <= _BOX_SLACK
        and abs(sizes(number).height - height) <= _BOX_SLACK
        for number, width, height in known.page_boxes
    )


def _by_position(known: Passage, pages: Pages) -> tuple[PageRange, ...]:
    """Return what is printed inside the passage's quads, one range for each page."""
    found: dict[int, list[int]] = {}
    for number, quad in known.quads:
        found.setdefault(number, []).extend(place.inside(pages(number), quad).tolist())
    return tuple(
        PageRange(number, min(offsets), max(offsets) + 1)
        for number, offsets in found.items()
        if offsets
    )
