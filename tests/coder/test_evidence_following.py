"""Evidence when a report gets another file, or is made one with another: never elsewhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.model.ids import ItemId, ReportId
from coder.model.passage import Passage
from coder.model.protocol import ItemKind
from coder.model.support import Support
from coder.progress import finish
from coder.project import Project
from coder.services.report_joining import join_reports
from coder.text.anchor import passage
from coder.text.index import ReportIndex
from coder.text.locate import Located, locate
from tests.coder.test_replacing import FIRST, SECOND, THIRD, Shelf, pdf


class Judged(Shelf):
    """A report of which each sentence is behind something: a rating, a card, a proof, a value."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        protocol = self.project.protocol
        levels = [{"key": "2", "name": "Good"}, {"key": "1", "name": "Bad"}]
        self.scale = protocol.add("scale", "two", "Two", options={"levels": levels})
        self.form = protocol.add("form", "lesson", "Lesson")
        self.text = protocol.add("field", "text", "Text", self.form, type="long")
        stage = protocol.add("stage", "first", "First")
        self.criterion = protocol.add("criterion", "fit", "Fit", stage, role="include")
        self.donor = protocol.add("attribute", "donor", "Donor", type="text")
        self.rating = self.judge(self.report)

    def judge(self, report: ReportId) -> bytes:
        """Rate and fill in: the first sentence, the second, the third, and the first again."""
        project = self.project
        rating = project.ratings.rate(report, self.code, self.scale, "2")
        project.ratings.support(rating, passages=[self.of(report, FIRST)])
        project.cards.make(report, self.form, passages={self.text: [self.of(report, SECOND)]})
        project.screening.prove(report, self.criterion, self.of(report, THIRD))
        project.attributes.set(report, self.donor, "Norway", self.of(report, THIRD))
        return rating

    def of(self, report: ReportId, quote: str) -> Passage:
        """Return the passage of a report with these words."""
        reports = self.project.reports
        located = locate(quote, ReportIndex(reports.plain_texts(report)))
        assert isinstance(located, Located)
        sizes = [facts.size for facts in reports.facts(report)]
        text_hash = reports.get(report).text_hash
        pages = lambda page: reports.page_text(report, page)  # noqa: E731
        return passage(report, text_hash, pages, sizes.__getitem__, located.ranges)

    def item(self, kind: ItemKind, key: str) -> ItemId:
        found = self.project.protocol.all().named(kind, key)
        assert found is not None
        return found.id

    def behind(self, report: ReportId | None = None) -> list[Support]:
        """Return what is behind the rating and the card of a report."""
        of = report or self.report
        (rating,), (card,) = self.project.ratings.all(of), self.project.cards.all(report=of)
        return [*rating.evidence, *card.support]

    def proof(self) -> bytes:
        """Return the passage that proves the criterion."""
        stage = self.project.screening.stages()[0].id
        told = self.project.screening.of(self.report, stage).answers
        (proof,) = next(one for one in told if one.criterion.key == "fit").proofs
        return proof.passage

    def donor_from(self) -> bytes | None:
        """Return the passage that the donor was taken from."""
        return self.project.attributes.of(self.report)[self.donor].passage


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Judged]:
    made = Judged(tmp_path)
    yield made
    made.project.close()


def in_present_text(project: Project, place: bytes) -> bool:
    found = project.codings.passage(place)  # type: ignore[arg-type]
    return found.text_hash == project.reports.get(found.report).text_hash


def test_evidence_goes_where_its_very_words_stand(shelf: Judged, tmp_path: Path) -> None:
    before = shelf.project.state_digest()
    shelf.replace(pdf(tmp_path, "rev1.pdf", "Foreword.", f"{FIRST} Inserted. {SECOND}", THIRD))
    assert [(one.page, one.is_former) for one in shelf.behind()] == [(1, False), (1, False)]
    assert [one.quote for one in shelf.behind()] == [FIRST, SECOND]
    assert in_present_text(shelf.project, shelf.proof())
    donor = shelf.donor_from()
    assert donor is not None
    assert in_present_text(shelf.project, donor)
    assert finish(shelf.project.check()) == []
    shelf.project.undo()
    assert shelf.project.state_digest() == before
    assert [one.page for one in shelf.behind()] == [0, 0]


def test_what_does_not_stand_there_is_told_of_the_former_file(
    shelf: Judged, tmp_path: Path
) -> None:
    other = FIRST.replace("by a third", "by a quarter")
    shelf.replace(pdf(tmp_path, "rev2.pdf", "Foreword.", f"{other} {SECOND}"))
    first, second = shelf.behind()
    assert (first.is_former, first.page, first.quote) == (True, 0, FIRST)
    assert (second.is_former, second.page) == (False, 1)
    assert not in_present_text(shelf.project, shelf.proof())
    assert shelf.donor_from() is not None
    shelf.replace(pdf(tmp_path, "rev3.pdf", "Foreword.", f"{FIRST} {SECOND}", THIRD))
    assert [(one.page, one.is_former) for one in shelf.behind()] == [(1, False), (1, False)]
    assert in_present_text(shelf.project, shelf.proof())


def test_evidence_made_in_a_file_that_was_taken_back_goes_back(
    shelf: Judged, tmp_path: Path
) -> None:
    shelf.replace(pdf(tmp_path, "rev1.pdf", "Foreword.", f"{FIRST} {SECOND}", THIRD))
    project, first = shelf.project, shelf.project.coder
    project.become("Coder B")
    rating = project.ratings.rate(shelf.report, shelf.code, shelf.scale, "1")
    project.ratings.support(rating, passages=[shelf.of(shelf.report, THIRD)])
    project.become(first.name)
    project.undo()
    theirs = next(one for one in project.ratings.all() if one.id == rating)
    assert [(one.page, one.is_former) for one in theirs.evidence] == [(1, False)]


def test_what_was_said_of_a_double_is_said_of_the_one(shelf: Judged, tmp_path: Path) -> None:
    project = shelf.project
    file = pdf(tmp_path, "copy.pdf", "Cover.", f"{FIRST} {SECOND}", THIRD)
    finish(project.reports.add([file], lambda *_: None))
    double = next(one.id for one in project.reports.all() if one.id != shelf.report)
    project.ratings.clear(shelf.rating)  # type: ignore[arg-type]
    shelf.judge(double)
    project.ratings.rate(double, shelf.code, shelf.scale, "1", justification="Read twice.")
    before = project.state_digest()
    assert join_reports(project, shelf.report, double) == ()
    assert [one.id for one in project.reports.all()] == [shelf.report]
    (rating,) = project.ratings.all()
    assert (rating.report, rating.level, rating.justification) == (
        shelf.report, "1", "Read twice."
    )  # fmt: skip
    assert [(one.page, one.report) for one in rating.evidence] == [(0, shelf.report)]
    cards = project.cards.all()
    assert {one.report for one in cards} == {shelf.report}
    assert [one.page for card in cards for one in card.support] == [0, 0]
    assert in_present_text(project, shelf.proof())
    assert finish(project.check()) == []
    project.undo()
    assert project.state_digest() == before


def test_a_double_stays_for_evidence_that_has_no_place_in_the_other(
    shelf: Judged, tmp_path: Path
) -> None:
    project = shelf.project
    only = "Nothing of this stands in the report that was there before at all."
    file = pdf(tmp_path, "longer.pdf", f"{FIRST} {SECOND}", only)
    finish(project.reports.add([file], lambda *_: None))
    double = next(one.id for one in project.reports.all() if one.id != shelf.report)
    project.cards.make(double, shelf.form, passages={shelf.text: [shelf.of(double, only)]})
    join_reports(project, shelf.report, double)
    assert {one.id for one in project.reports.all()} == {shelf.report, double}
    card = next(one for one in project.cards.all() if one.said(shelf.text) == only)
    assert card.report == shelf.report
    assert [one.report for one in card.support] == [double], "told of where it stands"
