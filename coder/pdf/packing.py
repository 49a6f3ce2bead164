"""A page's geometry as a few bytes: whole hundredths of a point, differences, deflated."""

import hashlib
import struct
import zlib
from collections.abc import Iterable

import numpy as np

from coder.model.report import Floats, Ints, PageText
from coder.text.apart import read

_HEAD = struct.Struct("<BBII")
_FORMAT = 1
_STEP = 100.0
_LEVEL = 1
_NARROW, _WIDE = np.dtype("<i2"), np.dtype("<i4")


def text_hash(extractor: str, texts: Iterable[str]) -> str:
    """Return the SHA-256 (64 hex digits) of the extractor's name and the text of all pages."""
    digest = hashlib.sha256(extractor.encode())
    for text in texts:
        digest.update(b"\x0c" + text.encode())
    return digest.hexdigest()


def pack(page: PageText) -> bytes:
    """Return the geometry of `page` as bytes; exact to 1/100 point, the text itself left out."""
    left, right = _steps(page.left), _steps(page.right)
    first = left[page.starts]
    gaps = np.zeros_like(left)
    gaps[1:] = left[1:] - right[:-1]
    gaps[page.starts] = 0
    chars = np.concatenate((gaps, right - left))
    narrow = not len(chars) or bool(chars.min() >= -32768 and chars.max() <= 32767)
    lines = np.concatenate(
        (
            _changes(page.starts),
            page.ends - page.starts,
            _changes(page.blocks),
            first,
            _steps(page.tops),
            _steps(page.bottoms),
        )
    )
    axes = np.concatenate((page.cosines, page.sines))
    head = _HEAD.pack(_FORMAT, narrow, len(left), len(first))
    body = (
        chars.astype(_NARROW if narrow else _WIDE).tobytes()
        + lines.astype(_WIDE).tobytes()
        + axes.astype("<f4").tobytes()
    )
    return head + zlib.compress(body, _LEVEL)


def unpack(text: str, packed: bytes, apart: str = "") -> PageText:
    """Return the page whose text is `text` and whose geometry `pack` wrote.

    `apart` says what stands apart on it, as `Apart.write` wrote it.

    Raises ValueError when the bytes are not of this format or not of this text.
    """
    form, narrow, chars, lines = _HEAD.unpack_from(packed)
    if form != _FORMAT or chars != len(text):
        raise ValueError("these bytes are not the geometry of this text")
    body = zlib.decompress(packed[_HEAD.size :])
    kind = _NARROW if narrow else _WIDE
    gaps, widths = np.frombuffer(body, kind, 2 * chars).astype(np.int32).reshape(2, chars)
    after = 2 * chars * kind.itemsize
    columns = np.frombuffer(body, _WIDE, 6 * lines, after).reshape(6, lines)
    axes = np.frombuffer(body, "<f4", 2 * lines, after + 24 * lines).reshape(2, lines)
    starts: Ints = np.cumsum(columns[0], dtype=np.int32)
    left = _lefts(gaps, widths, starts, columns[3])
    return PageText(
        text,
        _points(left),
        _points(left + widths),
        starts,
        starts + columns[1],
        np.cumsum(columns[2], dtype=np.int32),
        _points(columns[4]),
        _points(columns[5]),
        axes[0].astype(np.float32),
        axes[1].astype(np.float32),
        *read(apart),
    )


def _lefts(gaps: Ints, widths: Ints, starts: Ints, first: Ints) -> Ints:
    """Return where each character begins, from the gaps before them and where lines begin."""
    advance = gaps.copy()
    advance[1:] += widths[:-1]
    advance[starts] = gaps[starts]
    run: Ints = np.cumsum(advance, dtype=np.int32)
    return run + np.repeat(first - run[starts], np.diff(starts, append=len(gaps)))


def _changes(numbers: Ints) -> Ints:
    """Return by how much each number is more than the one before, the first more than 0."""
    changes = numbers.copy()
    changes[1:] -= numbers[:-1]
    return changes


def _steps(points: Floats) -> Ints:
    """Return points as whole hundredths."""
    return np.rint(points * np.float64(_STEP)).astype(np.int32)


def _points(steps: Ints) -> Floats:
    """Return whole hundredths as points."""
    return (steps / _STEP).astype(np.float32)
