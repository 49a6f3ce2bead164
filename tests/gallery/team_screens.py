"""The team: who did what, what came back, how far coders agree, and where they differ."""

from pathlib import Path

from coder.model.passage import PageRange
from coder.progress import finish
from coder.project import Project
from tests.gallery.easel import Easel
from tests.gallery.registry import screen
from tests.gallery.stock import anchored
from ui.main_window import TEAM
from ui.stages.team import TeamStage


def _code_again(easel: Easel) -> None:
    """Have Coder B code most of what Coder A coded: some a little otherwise, some not at all."""
    project = easel.window.session.project
    first, second, _ = project.coders.people()
    codes = [code.id for code in project.codebook.codes() if code.assignable]
    wanted = []
    for number, coding in enumerate(project.codings.listing(coders={first.id})):
        if number % 5 == 4 or coding.end_page != coding.page:
            continue
        end = coding.end - (18 if number % 3 == 1 else 0)
        where = anchored(project, coding.report, PageRange(coding.page, coding.start, end))
        code = codes[number % len(codes)] if number % 7 == 6 else coding.code
        wanted.append((where, code, "Said twice in this section." if number % 9 == 2 else ""))
    project.codings.add_many(wanted, second.id)


def _team(easel: Easel) -> TeamStage:
    easel.window.go_to(TEAM)
    found = easel.window.findChild(TeamStage)
    assert isinstance(found, TeamStage)
    return found


@screen("team-people", "full")
def _people(easel: Easel) -> None:
    project = easel.window.session.project
    reports = [one.id for one in project.reports.all()]
    people = [one.id for one in project.coders.people()]
    project.team.allocate(reports[:4], people[:2])
    project.team.allocate(reports[3:], people[1:])
    for report in reports[:2]:
        project.team.set_state(report, "done")
    _team(easel)
    easel.rest(200)


@screen("team-agreement", "full")
def _agreement(easel: Easel) -> None:
    _code_again(easel)
    stage = _team(easel)
    stage.show_page(2)
    easel.wait(lambda: stage.agreement.agreement is not None)
    easel.rest(200)


@screen("team-empty", "empty")
def _empty(easel: Easel) -> None:
    _team(easel).show_page(2)
    easel.rest(100)


def _come_back(easel: Easel) -> list[Path]:
    """Make what three reviewers send back: they coded, wrote memos, made codes."""
    project = easel.window.session.project
    backs = []
    for number, (name, initials, colour) in enumerate(
        (("Coder B", "CB", "#D55E00"), ("Coder C", "CC", "#009E73"), ("Coder D", "CD", "#CC79A7"))
    ):
        path = easel.home / "Documents" / f"Review of {name}.evc"
        project.save_copy(path)
        copy = Project.open(path)
        copy.become(name, initials, colour)
        every = copy.codings.listing()[number :: 5 - number]
        me = copy.coder.id
        copy.codings.add_many(
            [(copy.codings.passage(one.passage), one.code, one.memo) for one in every], me
        )
        code = copy.codebook.find("Relevance › Needs and priorities")
        copy.codebook.edit(code.id, memo=f"{name}: does a need of the donor count?")
        copy.codebook.add(None, None, "Gender equality" if number else "Gender Equality")
        copy.close()
        backs.append(path)
    return backs


@screen("team-merge", "full")
def _merge(easel: Easel) -> None:
    backs = _come_back(easel)
    stage = _team(easel)
    stage.show_page(1)
    stage.merge.look_at(backs)
    easel.wait(lambda: stage.merge._previews)
    easel.rest(200)


@screen("team-merge-decide", "full")
def _decide(easel: Easel) -> None:
    backs = _come_back(easel)
    finish(easel.window.session.project.merging.merge(backs))
    _team(easel).show_page(1)
    easel.rest(300)


@screen("team-merge-empty", "full")
def _nothing(easel: Easel) -> None:
    _team(easel).show_page(1)
    easel.rest(100)


@screen("desk-settle", "full")
def _settle(easel: Easel) -> None:
    _code_again(easel)
    stage = easel.read
    stage.adjudicating.begin()
    easel.rest(300)
    rows = stage.differ.list.model()
    boundary = next(
        row for row in range(rows.rowCount()) if (one := rows.at(row)) and one.kind == "boundary"
    )
    stage.differ.list.setCurrentIndex(rows.index(boundary))
    easel.rest(400)
