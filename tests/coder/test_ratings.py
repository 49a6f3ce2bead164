"""Ratings: whose they are, what they rest on, and what is never mixed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coder.model.errors import NotFoundError, ProjectError
from coder.model.ids import CONSENSUS
from coder.model.protocol import NOT_ASSESSABLE, NOT_RATED
from coder.model.whose import Whose
from coder.progress import finish
from coder.project import Project
from tests.coder.judging_scene import A, B, Judging


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Judging]:
    scene = Judging(tmp_path)
    yield scene
    scene.project.close()


def test_a_rating_has_a_level_a_reason_and_evidence(at: Judging) -> None:
    ratings = at.project.ratings
    rating = ratings.rate(
        at.report, at.code, at.six, "5", justification="Aligned.", evidence=[at.coding]
    )
    (one,) = ratings.all(at.report)
    assert (one.id, one.level, one.shown, one.value) == (rating, "5", "Satisfactory", 5)
    assert (one.justification, one.origin) == ("Aligned.", "reviewer")
    (behind,) = one.evidence
    assert (behind.coding, behind.passage, behind.page, behind.page_label) == (
        at.coding, None, 0, "1"
    )  # fmt: skip
    assert behind.quote.startswith("Finding 1.")
    assert at.project.undo_label == "Rate Relevance"
    at.project.undo()
    assert ratings.all() == []
    at.project.redo()
    assert ratings.all() == [one]


def test_rating_again_changes_only_what_is_said(at: Judging) -> None:
    ratings = at.project.ratings
    ratings.rate(at.report, at.code, at.six, "5", justification="Aligned.", evidence=[at.coding])
    ratings.rate(at.report, at.code, at.six, "3")
    (one,) = ratings.all()
    assert (one.level, one.justification, len(one.evidence)) == ("3", "Aligned.", 1)
    ratings.rate(at.report, at.code, at.six, NOT_ASSESSABLE, justification="", evidence=[])
    (one,) = ratings.all()
    assert (one.shown, one.value, one.justification) == ("Not assessable", None, "")
    assert one.evidence == ()


def test_the_reports_own_rating_stands_beside_the_reviewers(at: Judging) -> None:
    ratings = at.project.ratings
    ratings.rate(at.report, at.code, at.six, "5")
    own = ratings.rate(at.report, at.code, at.four, "2", origin="report")
    ratings.support(own, passages=[at.passage(0, 10, 1)])
    told = {one.origin: one for one in ratings.all()}
    assert (told["reviewer"].shown, told["report"].shown) == ("Satisfactory", "Partly successful")
    assert [one.page for one in told["report"].evidence] == [1]
    reviewer = ratings.summary()
    assert [(one.scale, one.median, one.rated) for one in reviewer] == [(at.six, "5", 1)]
    report = ratings.summary(origin="report")
    assert [(one.scale, one.median) for one in report] == [(at.four, "2")]


def test_scales_are_never_mixed(at: Judging) -> None:
    ratings = at.project.ratings
    ratings.rate(at.report, at.code, at.six, "6")
    ratings.rate(at.other, at.code, at.four, "1")
    at.act_as(B)
    ratings.rate(at.report, at.code, at.six, "2")
    ratings.rate(at.other, at.code, at.six, NOT_RATED)
    six, four = ratings.summary()
    assert (six.scale, dict(six.counts)) == (
        at.six,
        {"6": 1, "5": 0, "4": 0, "3": 0, "2": 1, "1": 0, NOT_RATED: 1, NOT_ASSESSABLE: 0},
    )
    assert six.median == "2", "the lower of two; what is not rated is on no scale"
    assert (four.scale, four.median) == (at.four, "1")
    assert [one.scale for one in ratings.conflicts()] == [at.six], "other scales do not compare"


def test_a_check_is_rated_like_a_code(at: Judging) -> None:
    quality = at.item("scale", "quality")
    at.project.ratings.rate(at.report, at.check, quality, "partly")
    (one,) = at.project.ratings.all()
    assert (one.subject, one.shown) == (at.check, "Partly met")
    assert at.project.undo_label == "Rate Structure"


def test_what_cannot_be_is_refused(at: Judging) -> None:
    ratings = at.project.ratings
    with pytest.raises(NotFoundError, match="“Six-point satisfaction” has no level “9”"):
        ratings.rate(at.report, at.code, at.six, "9")
    with pytest.raises(NotFoundError, match="scale"):
        ratings.rate(at.report, at.code, at.check, "5")
    with pytest.raises(NotFoundError, match="What was rated"):
        ratings.rate(at.report, b"?" * 16, at.six, "5")
    rating = ratings.rate(at.report, at.code, at.six, "5")
    at.act_as(B)
    acts: list[Callable[[], None]] = [
        lambda: ratings.justify(rating, "no"),
        lambda: ratings.clear(rating),
    ]
    for act in acts:
        with pytest.raises(ProjectError, match="another coder's"):
            act()


def test_the_team_settles_and_sees_when_it_no_longer_holds(at: Judging) -> None:
    ratings = at.project.ratings
    ratings.rate(at.report, at.code, at.six, "6")
    at.act_as(B)
    ratings.rate(at.report, at.code, at.six, "4")
    (found,) = ratings.conflicts()
    assert found.is_open
    assert [one.level for one in found.ratings] == ["6", "4"]
    assert ratings.all(coders=Whose.CONSENSUS) == []
    with pytest.raises(ProjectError, match="reason"):
        ratings.settle(at.report, at.code, "5", " ")
    settled = ratings.settle(at.report, at.code, "5", "Both read page 12 again.")
    (found,) = ratings.conflicts()
    assert not found.is_open
    (one,) = ratings.all(coders=Whose.CONSENSUS)
    assert (one.coder, one.level, one.by) == (CONSENSUS, "5", at.project.coder.id)
    assert one.justification == "Both read page 12 again."
    assert len(ratings.all(coders=Whose.ALL)) == 2
    with pytest.raises(ProjectError, match="settled"):
        ratings.justify(settled, "no")
    ratings.rate(at.report, at.code, at.six, "3")
    assert ratings.conflicts()[0].is_open, "it is stale"
    at.project.undo()
    assert not ratings.conflicts()[0].is_open
    ratings.clear(settled)
    assert ratings.all(coders=Whose.CONSENSUS) == []


def test_what_all_agree_on_is_the_consensus(at: Judging) -> None:
    ratings = at.project.ratings
    ratings.rate(at.report, at.code, at.six, "6")
    ratings.rate(at.other, at.code, at.six, "2")
    at.act_as(B)
    ratings.rate(at.report, at.code, at.six, "6")
    told = [(one.report, one.level) for one in ratings.all(coders=Whose.CONSENSUS)]
    assert told == [(at.report, "6"), (at.other, "2")]


def test_a_code_takes_its_ratings_along(at: Judging) -> None:
    ratings, book = at.project.ratings, at.project.codebook
    ratings.rate(at.report, at.code, at.six, "5", justification="Aligned.", evidence=[at.coding])
    ratings.rate(at.other, at.code, at.six, "2", justification="Not aligned.")
    ratings.rate(at.other, at.twin, at.six, "4", justification="Fits.")
    before = at.project.state_digest()
    book.merge(at.code, at.twin)
    first, second = ratings.all()
    assert (first.subject, first.level, first.justification) == (at.twin, "5", "Aligned.")
    assert [one.coding for one in first.evidence] == [at.coding]
    assert (second.level, second.justification) == (
        "4", "Fits.\n\nRelevance: Unsatisfactory. Not aligned"
    )  # fmt: skip
    assert finish(at.project.check()) == []
    at.project.undo()
    assert at.project.state_digest() == before
    assert book.delete(at.code) == 1
    assert [one.subject for one in ratings.all()] == [at.twin]
    assert at.project.merging.conflicts() == [], "nothing keeps the code in sight"
    at.project.undo()
    assert at.project.state_digest() == before


def test_evidence_goes_where_its_coding_goes(at: Judging) -> None:
    project: Project = at.project
    twin = project.codings.add(at.passage(31, 60), [at.code])[0]
    rating = project.ratings.rate(at.report, at.code, at.six, "5", evidence=[at.coding, twin])
    project.codings.join([at.coding, twin], at.passage(0, 60))
    (one,) = project.ratings.all()
    assert [behind.coding for behind in one.evidence] == [at.coding]
    project.codings.delete([at.coding])
    assert project.ratings.all()[0].evidence == ()
    project.undo()
    assert len(project.ratings.all()[0].evidence) == 1
    project.ratings.unsupport(project.ratings.all()[0].evidence[0].id)
    assert project.ratings.all()[0].evidence == ()
    assert project.ratings.all()[0].id == rating


def test_a_report_takes_its_ratings_with_it_and_back(at: Judging) -> None:
    at.project.ratings.rate(at.report, at.code, at.six, "5", evidence=[at.coding])
    at.act_as(B)
    at.project.ratings.rate(at.report, at.code, at.six, "4")
    before = at.project.state_digest()
    at.project.reports.remove(at.report)
    assert at.project.ratings.all() == []
    at.project.undo()
    assert at.project.state_digest() == before
    assert {one.level for one in at.project.ratings.all()} == {"4", "5"}
    assert [one.name for one in at.project.coders.people()] == [A, B]


def test_ratings_show_in_the_matrix(at: Judging) -> None:
    at.project.ratings.rate(at.report, at.code, at.six, "5", evidence=[at.coding])
    at.project.ratings.rate(at.report, at.code, at.six, "3", origin="report")
    at.project.ratings.rate(at.report, at.check, at.item("scale", "quality"), "met")
    matrix = at.project.matrix()
    (place,) = matrix.ratings
    assert place == (at.report, at.code)
    assert [(one.origin, one.level) for one in matrix.ratings[place]] == [
        ("report", "3"), ("reviewer", "5")
    ]  # fmt: skip
    at.act_as(B)
    assert at.project.matrix([at.project.coder.id]).ratings == {}
