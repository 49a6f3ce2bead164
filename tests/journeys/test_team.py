"""A team: copies go out, three reviewers code and quarrel, their work comes back, is settled."""

import shutil
from collections.abc import Callable, Sequence
from itertools import combinations, permutations
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from coder import settings
from coder.codebooks import find, load
from coder.model.ids import CONSENSUS
from coder.progress import finish
from coder.project import Project
from tests.journeys.reviewer import CONTROL, Reviewer
from tests.stages import stage_of
from ui.dialogs.share import ShareDialog
from ui.main_window import TEAM
from ui.stages.team import TeamStage

REPORTS = Path(__file__).resolve().parents[2] / "../shared/reports"
FILES = (
    "en_jiu_note_2022_1_highlights_10p.pdf",
    "en_unicef_education_spotlight_2024_11p.pdf",
    "en_unwomen_UNW_2025_2_25p.pdf",
)
pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not REPORTS.is_dir(), reason="the shared reports are not here"),
]
Key = Qt.Key
PAGE = 3
"""The page of the first report on which all three code (from 0)."""

LEAD = ("Team lead", "TL", "#4D4D4D")
PEOPLE = (
    ("Coder A", "CA", "#0072B2"),
    ("Coder B", "CB", "#D55E00"),
    ("Coder C", "CC", "#009E73"),
)
Span = tuple[int, int, str]
"""From which word of the page to which (one past it), and the key of the code."""

WORK: dict[str, tuple[Span, ...]] = {
    "Coder A": ((0, 10, "r"), (20, 40, "e"), (50, 60, "c"), (70, 80, "s")),
    "Coder B": ((0, 10, "r"), (20, 30, "e"), (50, 60, "i")),
    "Coder C": ((0, 10, "r"), (20, 40, "e")),
}


class Words:
    """The words of the page on which all code, and where each begins and ends."""

    def __init__(self, project: Project) -> None:
        report = next(one for one in project.reports.all() if one.file_name == FILES[0])
        self.report = report.id
        self.text = project.reports.page_text(report.id, PAGE).text
        self.places: list[tuple[int, int]] = []
        at = 0
        for word in self.text.split():
            start = self.text.index(word, at)
            at = start + len(word)
            self.places.append((start, at))

    def span(self, first: int, last: int) -> tuple[int, int]:
        return self.places[first][0], self.places[last - 1][1]


def be(person: Sequence[str]) -> None:
    """Sit at the laptop of this person, who has never shared a project before."""
    name, initials, colour = person
    settings.save(
        settings.Settings(
            coder_name=name, coder_initials=initials, coder_colour=colour, seen_sample=True
        )
    )


def team_of(reviewer: Reviewer) -> TeamStage:
    reviewer.press(Key.Key_5, CONTROL)
    assert reviewer.window.rail.isVisible()
    return stage_of(reviewer.window, TeamStage)


def make_project(folder: Path) -> Path:
    """The lead makes the project: reports and a codebook."""
    path = folder / "review.evc"
    project = Project.create(path, LEAD, [load(find("oecd-dac-criteria"), "en")])
    finish(project.reports.add([REPORTS / name for name in FILES], lambda *_: None))
    project.close()
    return path


def in_dialog(reviewer: Reviewer, fill: Callable[[ShareDialog], object]) -> None:
    """Fill the dialog that opens next, and agree."""

    def go() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ShareDialog)
        reviewer.wait(dialog.isActiveWindow)
        fill(dialog)
        reviewer.button(dialog, "Choose where…").click()

    QTimer.singleShot(0, go)


def hand_out(reviewer: Reviewer, project: Path, name: str, *, blind: bool) -> Path:
    """The lead makes a copy for a reviewer, by the button and the dialog."""
    stage = team_of(reviewer)
    target = project.with_name(f"for {name}.evc")
    reviewer.answers.save_to = target

    def fill(dialog: ShareDialog) -> None:
        dialog.name.setEditText(name)
        dialog.blind.setChecked(blind)

    in_dialog(reviewer, fill)
    with reviewer.qtbot.waitSignal(stage.sharing.ended, timeout=60_000):
        reviewer.button(stage.people, "Make a copy for a reviewer…").click()
    reviewer.come_back()
    assert reviewer.answers.told == []
    assert target.exists()
    return target


def code_a_page(reviewer: Reviewer, copy: Path, person: Sequence[str]) -> Path:
    """A reviewer opens the copy, codes by keys on selections, and sends the work back."""
    be(person)
    reviewer.start(copy)
    reviewer.wait(lambda: reviewer.window.session.is_open)
    assert reviewer.project.coder.name == person[0]
    words = Words(reviewer.project)
    reviewer.press(Key.Key_3, CONTROL)
    assert reviewer.read.open_report(words.report)
    for first, last, key in WORK[person[0]]:
        start, end = words.span(first, last)
        reviewer.drag_over(words.text[start:end], PAGE)
        reviewer.type(key)
    mine = [one for one in reviewer.codings() if one.coder == reviewer.project.coder.id]
    assert sorted((one.start, one.end) for one in mine) == sorted(
        words.span(first, last) for first, last, _ in WORK[person[0]]
    )
    reviewer.press(Key.Key_1, CONTROL)
    reviewer.project.team.set_state(words.report, "done")
    stage = team_of(reviewer)
    work = copy.with_name(f"work of {person[0]}.evw")
    reviewer.answers.save_to = work
    with reviewer.qtbot.waitSignal(stage.sharing.ended, timeout=60_000):
        reviewer.button(stage.people, "Send my work…").click()
    assert reviewer.answers.told == []
    reviewer.leave()
    assert work.stat().st_size < 400_000, "no PDF goes back"
    return work


def merge(reviewer: Reviewer, works: Sequence[Path]) -> None:
    """The lead looks at what came back, merges it, and sees that nothing is left of it."""
    stage = team_of(reviewer)
    stage.show_page(1)
    reviewer.answers.chosen = list(works)
    before = reviewer.project.digest()
    with reviewer.qtbot.waitSignal(stage.merge.merger.previewed, timeout=60_000) as seen:
        reviewer.button(stage.merge, "Choose files…").click()
    (previews,) = seen.args
    assert reviewer.project.digest() == before, "looking changes nothing"
    told = [(one.contributions[0].name, one.contributions[0].new) for one in previews]
    assert sorted(told) == [(name, len(spans)) for name, spans in sorted(WORK.items())]
    with reviewer.qtbot.waitSignal(stage.merge.merger.merged, timeout=60_000):
        reviewer.button(stage.merge, "Merge").click()
    assert reviewer.answers.told == []
    merged = reviewer.project.digest()
    assert len(reviewer.codings()) == sum(map(len, WORK.values()))
    reviewer.press(Key.Key_Z, CONTROL)
    assert reviewer.project.digest() == before, "one step takes all of it back"
    reviewer.press(Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert reviewer.project.digest() == merged


def overlap_by_hand(words: Words) -> float:
    """Return the mean part of each passage that the other of each two coders coded alike."""
    parts = []
    for one, other in combinations(sorted(WORK), 2):
        for mine, theirs in ((WORK[one], WORK[other]), (WORK[other], WORK[one])):
            for first, last, key in mine:
                start, end = words.span(first, last)
                alike = [words.span(a, b) for a, b, code in theirs if code == key]
                inside = sum(max(0, min(end, b) - max(start, a)) for a, b in alike)
                parts.append(inside / (end - start))
    return sum(parts) / len(parts)


def look_at_agreement(reviewer: Reviewer) -> None:
    """The figures of the window are those that one computes by hand."""
    stage = team_of(reviewer)
    stage.show_page(2)
    panel = stage.agreement
    reviewer.wait(lambda: panel.agreement is not None, longest=60_000)
    agreement = panel.agreement
    assert agreement is not None
    assert len(agreement.double_coded) == 1
    assert agreement.headline.value == pytest.approx(overlap_by_hand(Words(reviewer.project)))
    keys = sorted({key for spans in WORK.values() for _, _, key in spans})
    pairs = list(combinations(WORK.values(), 2))
    alike = [
        (key in {one[2] for one in a}) == (key in {one[2] for one in b})
        for a, b in pairs
        for key in keys
    ]
    told = agreement.levels["report"].overall["percent"].value
    assert told == pytest.approx(sum(alike) / len(alike))


def settle_everything(reviewer: Reviewer) -> None:
    """From agreement to the pages; each disagreement is settled by keys."""
    stage = team_of(reviewer)
    reviewer.button(stage.agreement, "Settle the differences…").click()
    panel = reviewer.read.differ
    reviewer.wait(panel.list.hasFocus)
    settled = 0
    while panel.current is not None:
        assert settled < 20
        keys = {"boundary": (Key.Key_8, Key.Key_4), "missed": (Key.Key_7, Key.Key_3)}
        for key in keys.get(panel.current.kind, (Key.Key_9, Key.Key_1)):
            reviewer.press(key)
        settled += 1
    assert settled >= 3
    assert reviewer.project.settling.queue() == []


def export(reviewer: Reviewer, target: Path) -> None:
    """The workbook tells agreement, what differed, how it was settled, and what was merged."""
    reviewer.answers.save_to = target
    reviewer.choose("File", "Export to Excel")
    reviewer.wait(target.exists, longest=60_000)
    reviewer.wait(lambda: not reviewer.window.exporting.is_busy)
    book = openpyxl.load_workbook(target, read_only=True)
    names = set(book.sheetnames)
    book.close()
    assert {"Agreement", "Disagreements", "Settlements"} <= names


def test_a_team_codes_apart_and_comes_together(reviewer: Reviewer, tmp_path: Path) -> None:
    """Nothing is lost, the order of merging makes no difference, and what was settled stands."""
    project = make_project(tmp_path)
    be(LEAD)
    reviewer.start(project)
    reviewer.wait(lambda: reviewer.window.session.is_open)
    copies = [
        hand_out(reviewer, project, person[0], blind=bool(number))
        for number, person in enumerate(PEOPLE)
    ]
    reviewer.leave()
    works = [
        code_a_page(reviewer, copy, person) for copy, person in zip(copies, PEOPLE, strict=True)
    ]

    others = []
    for number, order in enumerate(list(permutations(works))[1:]):
        again = tmp_path / f"again-{number}.evc"
        shutil.copyfile(project, again)
        opened = Project.open(again)
        finish(opened.merging.merge(order))
        others.append(opened.digest())
        opened.close()

    be(LEAD)
    reviewer.start(project)
    reviewer.wait(lambda: reviewer.window.session.is_open)
    merge(reviewer, works)
    assert set(others) == {reviewer.project.digest()}
    look_at_agreement(reviewer)
    settle_everything(reviewer)
    export(reviewer, tmp_path / "review.xlsx")
    assert finish(reviewer.project.check()) == []
    assert any(one.coder == CONSENSUS for one in reviewer.codings())
    reviewer.press(Key.Key_1, CONTROL)
    assert reviewer.window.stack.currentWidget() is not reviewer.window.stage(TEAM)
