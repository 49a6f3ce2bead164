"""Evidence that stays with the former file of its report says so wherever it is shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coder.model.coding import Coding
from coder.model.support import Support
from coder.project import Project
from tests.coder.test_evidence_following import Judged
from tests.coder.test_replacing import FIRST, SECOND, THIRD, pdf
from ui.panels.appraise.detail import AppraiseDetail
from ui.panels.appraise.rows import Subject
from ui.panels.cards.support_links import SupportLink
from ui.panels.screen.conflict_sides import told
from ui.panels.screen.criteria_rows import CriteriaRows, rows_of
from ui.session import Session
from ui.stages.reports import ReportsStage

_FORMER = "p. 1, in the file before"
_ON_2 = "p. 2, in the file before"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judged]:
    """Give a report whose evidence is not in the file that it has now, to be looked at."""
    folder = tmp_path_factory.mktemp("former")
    made = Judged(folder)
    made.replace(pdf(folder, "rev.pdf", "Foreword.", "Nothing of it stands here any more."))
    yield made
    made.project.close()


def behind(shelf: Judged, quote: str) -> Support:
    return next(one for one in shelf.behind() if one.quote == quote)


def test_a_card_says_so(qtbot: QtBot, shelf: Judged) -> None:
    link = SupportLink(behind(shelf, SECOND))
    qtbot.addWidget(link)
    assert link.accessibleName() == f"{_FORMER} “{SECOND}”"


def test_a_rating_says_so(qtbot: QtBot, shelf: Judged) -> None:
    scale = shelf.project.protocol.all().by_id[shelf.scale]
    (rating,) = shelf.project.ratings.all(shelf.report)
    detail = AppraiseDetail()
    qtbot.addWidget(detail)
    subject = Subject(rating.subject, "Relevance", "", scale, ratings=(rating,))

    def place(_: Coding) -> str:
        return ""

    detail.show_subject(subject, scale, rating, place)
    assert detail.ticks.item(0).text().startswith(_FORMER)
    assert FIRST[:20] in detail.ticks.item(0).text()


def test_a_proof_says_so(shelf: Judged) -> None:
    stage = shelf.project.screening.stages()[0].id
    rows = CriteriaRows()
    rows.show(rows_of(shelf.project.screening.of(shelf.report, stage).answers, {}))
    said = [rows.index(at).data() for at in range(rows.rowCount())]
    assert f"Proof, {_ON_2}: {THIRD}" in said


def test_a_proof_of_a_conflict_says_so_and_is_no_link(shelf: Judged) -> None:
    stage = shelf.project.screening.stages()[0].id
    html = told([shelf.project.screening.of(shelf.report, stage)], {}, {})
    assert f"<br>{_ON_2} “" in html
    assert "proof:" not in html


def test_a_value_says_so_and_leads_nowhere(qtbot: QtBot, shelf: Judged, tmp_path: Path) -> None:
    copy = tmp_path / "copy.evc"
    shelf.project.save_copy(copy)
    session = Session()
    session.take(Project.open(copy))
    stage = ReportsStage(session)
    session.setParent(stage)
    qtbot.addWidget(stage)
    stage.show()
    stage.table.setCurrentIndex(stage.rows.index(0, 1))
    qtbot.waitUntil(lambda: stage.about.fields[shelf.donor]._proof.text() == _ON_2)
    session.close()
