"""From the engine's blocks, lines, spans and characters to the canonical text of a page."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from struct import Struct
from typing import Any, NamedTuple

import numpy as np

from coder.model.report import Floats, Ints, PageText

_letter = itemgetter("c")
_box = itemgetter("bbox")
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_NOTHING_WIDE = 0.01

_NO_METRICS = 0.1
"""A font whose characters are said to be no higher than this part of its size says nothing."""

_ABOVE, _BELOW = 0.8, 0.2
"""Of a line in such a font, the parts of its size above and below the line it stands on."""

_WIDE = 0.55
"""How wide a character is, on average, of the size of its font."""


class Row(NamedTuple):
    """One printed line: its block (from 0), the engine's line, and what it prints.

    `boxes` holds left, top, right and bottom of each character of `words` as 32-bit floats.
    Every span of the line has as its "words" what the engine has printed by it.
    """

    block: int
    line: Mapping[str, Any]
    words: str
    boxes: bytes


def rows(blocks: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Return the lines that print something, in the engine's natural order.

    The engine's characters are taken out of its spans, which have their words instead.
    """
    found: list[Row] = []
    number = -1
    for block in blocks:
        fresh = True
        for line in block.get("lines", ()):
            words, boxes = _taken(line["spans"])
            if _ODD.search(words):
                words, boxes = _cleaned(words, boxes)
            if words and not words.isspace():
                number += fresh
                fresh = False
                found.append(Row(number, line, words, boxes))
    return found


def page_text(found: Sequence[Row]) -> PageText:
    """Return the canonical text of a page with the place of every character."""
    lengths = np.array([len(row.words) for row in found], np.int32)
    blocks = np.array([row.block for row in found], np.int32)
    separators = np.ones_like(lengths)
    separators[1:] += blocks[1:] > blocks[:-1]
    separators[:1] = 0
    starts: Ints = np.cumsum(lengths + separators, dtype=np.int32) - lengths
    first: Ints = np.cumsum(lengths, dtype=np.int32) - lengths
    cosines, sines = _axes(found)
    left, right, tops, bottoms = _along(found, lengths, cosines, sines)
    _share_ligatures("".join([row.words for row in found]), left, right, first)
    left, right = _spread(left, right, separators, lengths)
    text = "".join(
        ["\n" * gap + row.words for gap, row in zip(separators.tolist(), found, strict=True)]
    )
    return PageText(
        text, left, right, starts, starts + lengths, blocks, tops, bottoms, cosines, sines
    )


def _taken(spans: Iterable[dict[str, Any]]) -> tuple[str, bytes]:
    """Take the characters out of spans; return their letters and boxes.

    They are let go line by line, while the processor has them at hand: going over all of a page
    again, for boxes and to free them, is what taking a report in would spend its time with.
    """
    words, boxes = [], []
    for span in spans:
        chars = span.pop("chars")
        span["words"] = "".join(map(_letter, chars))
        words.append(span["words"])
        boxes.append(_floats(4 * len(chars))(*chain.from_iterable(map(_box, chars))))
    return "".join(words), b"".join(boxes)


@lru_cache(maxsize=1024)
def _floats(count: int) -> Callable[..., bytes]:
    """Return what writes so many numbers as 32-bit floats."""
    return Struct(f"{count}f").pack


def _cleaned(words: str, boxes: bytes) -> tuple[str, bytes]:
    """Drop NUL; make a space of what would break the line and U+FFFD of what no file may hold."""
    is_kept = [letter != "\x00" for letter in words]
    kept = _boxes(boxes)[is_kept].tobytes()
    return _ODD.sub(_harmless, words.replace("\x00", "")), kept


def _harmless(odd: re.Match[str]) -> str:
    return " " if odd[0].isspace() else "\ufffd"


def _boxes(written: bytes) -> Floats:
    """Return left, top, right and bottom of characters, one line of the array for each."""
    return np.frombuffer(written, np.float32).reshape(-1, 4)


def _axes(found: Sequence[Row]) -> tuple[Floats, Floats]:
    """Return cosine and sine of each line's direction, of length one."""
    directions = [row.line["dir"] for row in found]
    if directions.count((1.0, 0.0)) == len(found):
        return np.ones(len(found), np.float32), np.zeros(len(found), np.float32)
    turns = np.array(directions, np.float64).reshape(-1, 2)
    norms = np.hypot(turns[:, 0], turns[:, 1])
    turns = np.where((norms > 0)[:, None], turns / np.where(norms > 0, norms, 1)[:, None], (1, 0))
    turns = np.where(np.abs(turns) < 1e-6, 0, turns)
    return turns[:, 0].astype(np.float32), turns[:, 1].astype(np.float32)


def _along(
    found: Sequence[Row], lengths: Ints, cosines: Floats, sines: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return left and right of each character along its line, and top and bottom of each line."""
    boxes = _boxes(b"".join([row.boxes for row in found]))
    if (cosines == 1).all():
        left, right = boxes[:, 0].copy(), boxes[:, 2].copy()
        spans = np.array([row.line["bbox"] for row in found], np.float32).reshape(-1, 4)
        tops, bottoms = spans[:, 1].copy(), spans[:, 3].copy()
    else:
        left, right, tops, bottoms = _turned(found, boxes, lengths, cosines, sines)
    _raise_flat(found, left, right, lengths, (tops, bottoms))
    for numbers in (left, right, tops, bottoms):
        if not np.isfinite(numbers).all():
            np.nan_to_num(numbers, copy=False, posinf=0, neginf=0)
    return left, right, tops, bottoms


def _turned(
    found: Sequence[Row],
    upright_boxes: Floats,
    lengths: Ints,
    cosines: Floats,
    sines: Floats,
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the same for pages with turned lines, from the upright boxes around characters.

    The upright box around a character w wide and h high on a line at an angle is
    w|cos| + h|sin| wide and w|sin| + h|cos| high; h is known from the font.
    """
    boxes = upright_boxes.astype(np.float64)
    cosine = np.repeat(cosines, lengths).astype(np.float64)
    sine = np.repeat(sines, lengths).astype(np.float64)
    high = np.fromiter(
        chain.from_iterable(_heights(row) for row in found), np.float64, len(cosine)
    )
    wide, tall = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    flat, steep = np.abs(cosine), np.abs(sine)
    upright = flat * steep == 0
    lying = flat >= steep
    width = np.where(lying, wide - high * steep, tall - high * flat) / np.maximum(flat, steep)
    width = np.maximum(width, 0) / 2
    height = np.where(upright, np.where(lying, tall, wide), high) / 2
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    along, across = x * cosine + y * sine, y * cosine - x * sine
    first = np.cumsum(lengths) - lengths
    return (
        (along - width).astype(np.float32),
        (along + width).astype(np.float32),
        np.minimum.reduceat(across - height, first).astype(np.float32),
        np.maximum.reduceat(across + height, first).astype(np.float32),
    )


def _raise_flat(
    found: Sequence[Row],
    left: Floats,
    right: Floats,
    lengths: Ints,
    edges: tuple[Floats, Floats],
) -> None:
    """Give lines in fonts that do not say how high they are a likely top and bottom, in place.

    The engine has such lines stand on their bottom, descenders cut off, and takes the size of a
    font drawn in its own units (Type 3) for one in points: a line of eight points may be half a
    point high then. How wide its characters are tells better.
    """
    tops, bottoms = edges
    meant = dict.fromkeys(
        at
        for at, row in enumerate(found)
        for one in row.line["spans"]
        if one["ascender"] - one["descender"] < _NO_METRICS
    )
    for at in meant:
        row, spans = found[at], found[at].line["spans"]
        flat = [one for one in spans if one["ascender"] - one["descender"] < _NO_METRICS]
        start = int(lengths[:at].sum())
        mine = slice(start, start + int(lengths[at]))
        likely = float(np.abs(right[mine] - left[mine]).mean()) / _WIDE
        size = max(float(one["size"]) for one in flat)
        size = size if size / 2 < likely < size * 3 else likely
        cosine, sine = row.line["dir"]
        base = flat[0]["origin"][1] * cosine - flat[0]["origin"][0] * sine
        top, bottom = base - _ABOVE * size, base + _BELOW * size
        if len(flat) < len(spans):
            top, bottom = min(top, float(tops[at])), max(bottom, float(bottoms[at]))
        tops[at], bottoms[at] = top, bottom


def _heights(row: Row) -> list[float]:
    """Return the height of the font of each character of a line."""
    highs: list[float] = []
    for span in row.line["spans"]:
        high = abs(span["size"] * (span["ascender"] - span["descender"]))
        highs += [high] * len(span["words"])
    return highs[: len(row.words)]


def _share_ligatures(text: str, left: Floats, right: Floats, first: Ints) -> None:
    """Give each letter of an expanded ligature its even share of the box, in place.

    The engine gives the whole width to the first letter and none to the others.
    """
    narrow = np.flatnonzero(right - left < _NOTHING_WIDE).tolist()
    lone = {int(start) for start in first}
    for run in _runs([at for at in narrow if text[at].isalpha() and at not in lone]):
        head, last = run[0] - 1, run[-1]
        low, high = float(left[head]), float(right[head])
        near = low - 0.5 <= float(left[run[0]]) <= high + 0.5
        if not text[head].isalpha() or high - low < _NOTHING_WIDE or not near:
            continue
        edges = np.linspace(low, high, last - head + 2)
        if unicodedata.bidirectional(text[head]) in {"R", "AL"}:
            left[head : last + 1], right[head : last + 1] = edges[-2::-1], edges[:0:-1]
        else:
            left[head : last + 1], right[head : last + 1] = edges[:-1], edges[1:]


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """Return rising numbers in runs of neighbours."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _spread(left: Floats, right: Floats, separators: Ints, lengths: Ints) -> tuple[Floats, Floats]:
    """Make room for the separators, which stand without width at the end of the line before."""
    counts = np.column_stack((separators, lengths)).ravel()
    printed = np.repeat(np.tile((False, True), len(lengths)), counts)
    last = np.cumsum(printed) - 1
    ends = right[last]
    return np.where(printed, left[last], ends), ends
