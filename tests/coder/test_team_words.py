"""What a merge brings and leaves to decide, in words that a team lead reads."""

import json
from pathlib import Path

import pytest

from coder.codebooks import find, load
from coder.commands import teamwork
from coder.model import team_words as words
from coder.model.team import Preview
from coder.progress import finish
from coder.project import Project
from coder.services.merge_written import read_preview, write_preview
from tests.building import place
from tests.coder.merging_made import base, copy_of


@pytest.fixture
def merged(tmp_path: Path) -> Project:
    """Return a project into which was merged what quarrels with it in every way."""
    start = base(tmp_path)
    ours, theirs = (Project.open(copy_of(start, name)) for name in ("ours", "theirs"))
    ours.become("Coder A")
    theirs.become("Coder B")
    needs, reach = (one.id for one in ours.codebook.codes())
    report = ours.reports.all()[0].id
    ours.codebook.edit(needs, definition="What people lack")
    theirs.codebook.edit(needs, definition="What people ask for")
    ours.codebook.delete(reach)
    theirs.codebook.edit(reach, do_not_apply_when="A plan alone")
    ours.reports.remove(report)
    for at in (0, 40):
        theirs.codings.add(place(theirs, report, (0, at, at + 20)), [needs])
    theirs.team.set_state(report, "done")
    ours.codebook.add(None, None, "Gender")
    theirs.codebook.add(None, None, "gender", definition="Women and men")
    theirs.close()
    finish(ours.merging.merge([theirs.path]))
    return ours


def test_conflicts_are_told_without_names_of_columns(merged: Project) -> None:
    told = teamwork.conflicts_in_words(merged)
    assert told == [
        "Two definitions – Needs",
        "  Coder A: “What people lack”",
        "  Coder B: “What people ask for”",
        "Deleted by one, changed by another – Reach",
        "  Coder A: deleted it",
        "  Coder B: changed its rule when not to apply it",
        "Deleted by one, still used – Alpha",
        "  Coder A: deleted it",
        "  still used by 2 codings (Coder B 2)",
    ]
    merged.close()


def test_proposals_and_receipts_are_told_in_sentences(merged: Project) -> None:
    assert (
        "Is “gender” of Coder B the same code as “Gender” of Coder A? They have the same name, "
        "but different definitions."
    ) in teamwork.proposals_in_words(merged)
    first, *told = teamwork.receipts_in_words(merged)
    assert first.endswith("theirs.evc, merged by Coder A")
    assert told[:2] == ["  Coder B: 2 new codings in 1 report", "      “Alpha”: 2 new"]
    assert "      code “gender”" in told
    assert "      code “Needs”: definition" in told
    assert "  New: 2 codes, 1 report, 1 note on who codes what" in told
    assert "  To settle: Two definitions – Needs" in told
    merged.close()


def test_a_pdf_that_neither_has_is_told_in_a_sentence() -> None:
    told = list(words.in_full(Preview("b.evw", "Coder B", missing=("Alpha",))))
    assert told == ["The PDF of “Alpha” is neither in it nor here: its pages cannot be shown."]


def test_what_was_only_made_apart_was_not_changed(tmp_path: Path) -> None:
    """Who has a code of a shipped codebook did not change it; who deleted it is told so."""
    book = load(find("oecd-dac-criteria"), "en")
    ours = Project.create(tmp_path / "ours.evc", ("Coder A", "A", "#0072B2"), [book])
    theirs = Project.create(tmp_path / "theirs.evc", ("Coder B", "B", "#D55E00"), [book])
    code = next(one for one in theirs.codebook.codes() if one.name == "Impact")
    ours.codebook.delete(code.id)
    theirs.close()
    finish(ours.merging.merge([theirs.path]))
    (told,) = [one for one in ours.merging.conflicts() if one.name == "Impact"]
    assert words.conflict(told) == "Deleted by one, kept by another – Impact"
    assert {each.who: words.rival(told, each) for each in told.values} == {
        "Coder A": "deleted it",
        "Coder B": "has it, as it came",
    }
    ours.close()


def test_what_changed_and_went_is_told_one_by_one(tmp_path: Path) -> None:
    """Of codings the words and the code, what changed in them, and of many how many more."""
    start = base(tmp_path)
    first = Project.open(start)
    first.become("Coder B")
    needs, reach = (one.id for one in first.codebook.codes())
    report = first.reports.all()[0].id
    for at in range(70):
        first.codings.add(place(first, report, (0, at, at + 12)), [needs])
    first.close()
    ours, theirs = (Project.open(copy_of(start, name)) for name in ("ours", "theirs"))
    ours.become("Coder A")
    theirs.become("Coder B")
    mine = theirs.codings.listing(coders={theirs.coder.id})
    assert len(mine) > 45
    *gone, recoded, noted = mine[:45]
    theirs.codings.delete([one.id for one in gone])
    theirs.codings.recode(recoded.id, reach)
    theirs.codings.set_memo(noted.id, "Sure?")
    theirs.close()
    (preview,) = finish(ours.merging.preview([theirs.path]))
    (receipt,) = finish(ours.merging.merge([theirs.path]))
    assert receipt.preview == preview == ours.merging.receipts()[0].preview
    told = list(words.in_full(preview))
    assert told[:2] == ["Coder B: 2 changed, 43 deleted", "    “Alpha”: 2 changed, 43 deleted"]
    assert f"    changed: “{recoded.quote}” · Reach: code" in told
    assert f"    changed: “{noted.quote}” · Needs: memo" in told
    assert "    and 3 more codings deleted" in told
    assert sum(one.startswith("    deleted: “") for one in told) == 40
    ours.close()


def test_two_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    """Each with what is theirs; a receipt from before that was kept matches them by name."""
    start = base(tmp_path)
    ours, theirs = (Project.open(copy_of(start, name)) for name in ("ours", "theirs"))
    for name, count in (("one", 2), ("other", 1)):
        own = Project.open(copy_of(start, name))
        own.become("Coder D")
        needs, report = own.codebook.codes()[0].id, own.reports.all()[0].id
        for at in range(count):
            own.codings.add(place(own, report, (0, 10 * at, 10 * at + 8)), [needs])
        own.close()
        finish(theirs.merging.merge([own.path]))
    theirs.close()
    (preview,) = finish(ours.merging.preview([theirs.path]))
    told = [one for one in words.in_full(preview) if "Coder D:" in one or "“Alpha”" in one]
    both = ["Coder D: 2 new codings in 1 report", "    “Alpha”: 2 new"]
    one = ["Coder D: 1 new coding in 1 report", "    “Alpha”: 1 new"]
    assert told in (both + one, one + both)
    assert read_preview(write_preview(preview)) == preview
    old = json.loads(write_preview(preview))
    for each in old["details"]:
        del each["who"]
    told = list(words.in_full(read_preview(json.dumps(old))))
    assert sum(one.startswith("    “Alpha”") for one in told) == 2
    ours.close()
