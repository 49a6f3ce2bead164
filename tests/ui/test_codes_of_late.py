"""Which codes are offered first, and how little is read to code a passage."""

from collections import Counter
from types import SimpleNamespace
from typing import Any, cast

import pytest

from coder.model.coding import Coding
from coder.model.ids import CodeId, CoderId
from coder.model.passage import PageRange
from coder.model.report import PageText
from tests.ui.reader_pages import offset_of, taken
from ui.stages import extents
from ui.stages.recent_codes import RecentCodes

ME, OTHER = CoderId(b"m"), CoderId(b"o")


def coded(code: str, created: str, coder: CoderId = ME) -> Coding:
    made: Any = SimpleNamespace(code=CodeId(code.encode()), created=created, coder=coder)
    return cast("Coding", made)


@pytest.mark.parametrize(
    ("codings", "found"),
    [
        ([coded("a", "1"), coded("b", "2"), coded("a", "3")], "ab"),
        ([coded("a", "3"), coded("b", "2"), coded("c", "9", OTHER)], "ab"),
        ([coded("a", "1"), coded("b", "1"), coded("a", "1"), coded("b", "0")], "ab"),
        ([coded("b", "2"), coded("a", "2")], "ab"),
    ],
)
def test_one_s_latest_codes_come_first(codings: list[Coding], found: str) -> None:
    """Of one moment's, the last one listed is the latest; what is used since goes first."""
    recent = RecentCodes()
    recent.learn(codings, ME)
    assert [code.decode() for code in recent.codes] == list(found)
    recent.use([CodeId(b"z")])
    recent.learn(codings, ME)
    assert [code.decode() for code in recent.codes] == ["z", *found]


def test_to_anchor_a_passage_each_page_is_read_once() -> None:
    read: Counter[int] = Counter()

    def page_text(_report: object, page: int) -> PageText:
        read[page] += 1
        return taken().pages[page]

    project: Any = SimpleNamespace(reports=SimpleNamespace(page_text=page_text))
    opened: Any = SimpleNamespace(
        report=SimpleNamespace(id=b"r" * 16, text_hash="h"), facts=taken().facts
    )
    start = offset_of(0, "Training")
    made = extents.passage(project, opened, [PageRange(0, start, start + 17)])
    assert made.quote == "Training improved"
    assert read[0] == 1
    assert max(read.values()) == 1
