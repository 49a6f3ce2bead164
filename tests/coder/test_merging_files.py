"""Merging when a report has another file, or another text of the same file, on the other side."""

import hashlib
from dataclasses import replace
from pathlib import Path

from coder.model.ids import report_id
from coder.pdf.packing import text_hash
from coder.progress import finish
from coder.project import Project
from tests.building import PAGES, add_report, place, taken
from tests.coder.merging_made import copy_of, digest, merge_into, merged
from tests.revised import (
    ALSO_KEPT,
    GONE,
    KEPT,
    code_words,
    coded_project,
    pdf,
    revised_file,
    the_report,
)

BY_WORDS = {"exact", "folded"}


def test_codings_follow_a_file_that_the_other_replaced(tmp_path: Path) -> None:
    """What Coder B coded in the old file is found again in the new one, or told as lost."""
    project = coded_project(tmp_path / "start.evc")
    project.coders.ensure("Coder B")
    project.close()
    ours, theirs = copy_of(project.path, "ours"), copy_of(project.path, "theirs")
    lead = Project.open(ours)
    lead.become("Coder A")
    finish(lead.reports.replace(the_report(lead), revised_file(tmp_path), lambda *_: None))
    lead.close()
    coder_b = Project.open(theirs)
    coder_b.become("Coder B")
    code = coder_b.codebook.add(None, None, "Coder B's")
    mine = [code_words(coder_b, words, code) for words in (KEPT, GONE)]
    coder_b.close()
    before = digest(ours)
    lead = Project.open(ours)
    (told,) = finish(lead.merging.preview([theirs]))
    assert {(one.quote[:14], one.how) for one in told.moved} == {
        (KEPT[:14], "folded"),
        (GONE[:14], "lost"),
    }
    (receipt,) = finish(lead.merging.merge([theirs]))
    assert receipt.preview.moved == told.moved
    waiting = {one.id for one in lead.codings.unsettled()}
    assert set(mine) <= waiting
    assert finish(lead.check()) == []
    lead.undo()
    lead.close()
    assert digest(ours) == before
    # The other way round the file comes, and all codings follow there.
    merge_into(theirs, [ours])
    coder_b = Project.open(theirs)
    assert set(mine) <= {one.id for one in coder_b.codings.unsettled()}
    assert finish(coder_b.check()) == []
    coder_b.close()
    both, other = merged(ours, [theirs], "both"), merged(theirs, [ours], "other")
    assert digest(both) == digest(other), "whoever took the codings along, it comes to the same"


def test_the_same_file_taken_by_another_engine(tmp_path: Path) -> None:
    """The same bytes, other text: one report; codings of the other text are found again."""
    ours = Project.create(tmp_path / "ours.evc", ("Coder A", "A", "#0072B2"))
    first = add_report(ours, "Alpha")
    code = ours.codebook.add(None, None, "Needs")
    ours.codings.add(place(ours, first.id, (0, 0, 30)), [code], "coder_a's")
    theirs = Project.create(tmp_path / "theirs.evc", ("Coder B", "B", "#0072B2"))
    spaced = [["", *lines] for lines in PAGES]
    extraction, content = taken("Alpha", spaced)
    extraction = replace(
        extraction, extractor="made/2", text_hash=text_hash("made/2", extraction.texts)
    )
    second = theirs.reports._keep(Path("alpha.pdf"), extraction, content)
    assert second.id == first.id == report_id(hashlib.sha256(content).hexdigest())
    other = theirs.codebook.add(None, None, "Costs")
    theirs.codings.add(place(theirs, second.id, (0, 1, 31)), [other], "coder_b's")
    theirs.close()
    finish(ours.merging.merge([theirs.path]))
    (report,) = ours.reports.all()
    quotes = {one.memo: (one.quote, one.moved) for one in ours.codings.listing()}
    assert {quote for quote, _ in quotes.values()} == {PAGES[0][0][:30].strip()}
    assert sorted(moved for _, moved in quotes.values()) == ["", "exact"]
    assert ours.merging.conflicts() == []
    assert len(ours.codings.marks(report.id)) == 2
    assert finish(ours.check()) == []
    ours.close()


def two_files(folder: Path) -> list[Path]:
    """Return two copies of a project; in each the report has got another file."""
    project = coded_project(folder / "start.evc")
    project.close()
    copies = [copy_of(project.path, name) for name in ("one", "other")]
    for number, path in enumerate(copies):
        copy = Project.open(path)
        copy.become(f"Coder {'AB'[number]}")
        name, page = f"corrected-{number}.pdf", f"{'Corrected. ' * (number + 1)}{KEPT} {ALSO_KEPT}"
        file = pdf(folder / name, page)
        finish(copy.reports.replace(the_report(copy), file, lambda *_: None))
        copy.close()
    return copies


def test_of_two_files_the_file_alone_is_in_dispute(tmp_path: Path) -> None:
    """Nobody said where the codings are; they go along to whichever file is chosen."""
    copies = two_files(tmp_path)
    for number, (one, *others) in enumerate((copies, copies[::-1])):
        lead = Project.open(merged(one, others, f"both {number}"))
        (asked,) = lead.merging.conflicts()
        assert asked.field == "sha256"
        for rival in asked.values:
            lead.merging.settle(asked, rival.op)
            text = lead.reports.get(the_report(lead)).text_hash
            assert lead.codings.unsettled() == lead.codings.listing()
            here = [one for one in lead.codings.listing() if one.moved in BY_WORDS]
            assert {one.quote for one in here} == {KEPT, ALSO_KEPT}
            assert {lead.codings.passage(one.passage).text_hash for one in here} == {text}
            lead.undo()
        lead.close()


def test_a_coding_settled_for_the_file_that_is_not_taken_follows(tmp_path: Path) -> None:
    """Two replaced the file otherwise; whatever place of a coding is chosen, it has one here."""
    copies = two_files(tmp_path)
    for path in copies:
        copy = Project.open(path)
        found = [one.id for one in copy.codings.unsettled() if one.moved in BY_WORDS]
        copy.codings.settle(found)
        assert len(found) == 2
        copy.close()
    for side in range(2):
        path = merged(copies[0], copies[1:], f"both {side}")
        lead = Project.open(path)
        disputed = [one for one in lead.merging.conflicts() if one.table == "coding"]
        assert {one.row for one in disputed} == set(found)
        for one in disputed:
            lead.merging.settle(one, one.values[side].op)
            assert finish(lead.check()) == []
        assert [one.field for one in lead.merging.conflicts()] == ["sha256"]
        lead.close()


def test_a_pdf_that_an_earlier_file_of_the_merge_brings_is_not_missing(tmp_path: Path) -> None:
    """The preview of several files says what the merge says."""
    start = Project.create(tmp_path / "start.evc", ("Coder A", "A", "#0072B2"))
    code = start.codebook.add(None, None, "Needs")
    start.close()
    whole = Project.open(copy_of(start.path, "whole"))
    whole.become("Coder B")
    report = add_report(whole, "Alpha")
    whole.close()
    later = Project.open(copy_of(whole.path, "later"))
    later.become("Coder C")
    later.codings.add(place(later, report.id, (0, 0, 30)), [code])
    work = tmp_path / "work.evw"
    later.reports.edit(report.id, memo="Read twice.")
    finish(later.sharing.share_work(work))
    later.close()
    lead = Project.open(start.path)
    told = finish(lead.merging.preview([whole.path, work]))
    receipts = finish(lead.merging.merge([whole.path, work]))
    assert [one.missing for one in told] == [(), ()]
    assert [one.preview for one in receipts] == told
    lead.close()
