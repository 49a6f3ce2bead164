"""What fails leaves nothing behind: no file half made, no coder made for it, no work lost."""

import csv
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

import main
from coder import commands, sample
from coder.adding.reports import add_reports, known_files
from coder.model.changes import Changes, Kind
from coder.model.errors import ProjectError
from coder.model.report import Report
from coder.pdf.jobs import Extracted
from coder.progress import finish
from coder.project import Project
from coder.services.codings import Codings
from coder.store import file, local
from tests.coder.merging_made import Working, base, copy_of, digest
from tests.coder.test_adding import Shelf, files

Answer = tuple[int, str, str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a closed project of two reports and a coding, that Coder L leads."""
    return base(tmp_path)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Return what runs a command and tells its exit code, output and troubles."""

    def done(*arguments: object) -> Answer:
        code = commands.run([str(one) for one in arguments])
        return code, *capsys.readouterr()

    return done


def full(*_: object, **__: object) -> None:
    """Be a disk without room."""
    raise OperationalError("", {}, Exception("database or disk is full"))


def test_a_project_that_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is free for another try."""
    target = tmp_path / "new.evc"
    monkeypatch.setattr(file.schema.metadata, "create_all", full)
    with pytest.raises(ProjectError, match="the disk is full"):
        Project.create(target, ("Coder A", "A", "#0072B2"))
    assert list(tmp_path.iterdir()) == []


def test_a_copy_that_cannot_be_written(path: Path) -> None:
    """Whom it was for is no coder then, and nothing is allocated to them."""
    project = Project.open(path)
    project.become("Coder L")
    before = project.digest()
    told: list[Changes] = []
    coders = project.coders.people()
    project.subscribe(told.append)
    reports = [one.id for one in project.reports.all()]
    target = path.with_name("no folder") / "copy.evc"
    with pytest.raises(ProjectError, match="there is no such folder"):
        finish(project.sharing.share(target, for_="Newcomer", reports=reports, blind=True))
    assert project.digest() == before
    assert project.coders.people() == coders
    assert {Kind.CODER, Kind.ASSIGNMENT} <= told[-1].ids.keys()
    assert project.coder.name == "Coder L"
    assert finish(project.check()) == []
    project.close()
    assert digest(path) == before


@pytest.mark.parametrize("how", ["merge", "preview", "replace"])
def test_a_command_that_fails_makes_nobody_a_coder(
    path: Path, run: Callable[..., Answer], how: str
) -> None:
    before = digest(path)
    other = path.with_name("other.evc")
    other.write_text("no project")
    arguments = {
        "merge": ("merge", path, other),
        "preview": ("merge", path, copy_of(path, "copy"), "--preview"),
        "replace": ("replace", path, "Alpha", other),
    }[how]
    assert run(*arguments, "--coder", "Newcomer")[0] == (0 if how == "preview" else 1)
    assert digest(path) == before
    assert run("show", path, "coders")[1].count("Newcomer") == 0
    assert run("code", path, table(path, "Coder L"))[0] == 0


def table(path: Path, *coders: str) -> Path:
    """Write a table of one quote for each coder."""
    project = Project.open(path)
    report = project.reports.all()[0]
    text = project.reports.plain_texts(report.id)[0].splitlines()
    project.close()
    found = path.with_name("table.csv")
    with found.open("w", encoding="utf-8", newline="") as written:
        lines = csv.writer(written)
        lines.writerow(("report", "quote", "code", "coder"))
        lines.writerows(
            (report.file_name, text[at], "Reach", who) for at, who in enumerate(coders)
        )
    return found


def test_a_table_that_cannot_be_stored(
    path: Path, run: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One reason is told, not one a row, and of no coder anything stays."""
    before = digest(path)
    quotes = table(path, "Coder A", "Newcomer", "Another")
    add, calls = Codings.add_many, []

    def second_fails(*given: object, **more: object) -> object:
        calls.append(given)
        if len(calls) > 1:
            raise ProjectError("This could not be written: the disk is full.")
        return add(*given, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(Codings, "add_many", second_fails)
        assert run("code", path, quotes) == (
            1, "", "This could not be written: the disk is full.\n"
        )  # fmt: skip
    assert digest(path) == before
    assert run("code", path, quotes, "--json")[1].count('"added": 3') == 1


def test_a_name_is_written_as_its_coder_writes_it(path: Path, run: Callable[..., Answer]) -> None:
    before = digest(path)
    assert run("show", path, "codes", "--coder", "CODER a")[0] == 0
    assert digest(path) == before
    run("code", path, table(path, "coder b"))
    said = run("show", path, "coders")[1]
    assert "Coder A" in said
    assert "Coder B" in said
    assert "coder b" not in said


def test_names_with_commas(path: Path, run: Callable[..., Answer]) -> None:
    run("code", path, table(path, "Coder A", "North, Kim"))
    code, said, _ = run("agreement", path, "--coders", "Coder A, North, Kim", "--json")
    assert code == 0
    assert '"North, Kim"' in said
    assert "no coder “West”" in run("agreement", path, "--coders", "Coder A,West,North, Kim")[2]


def test_a_report_that_cannot_be_stored_is_left_out(tmp_path: Path) -> None:
    """There is no room for the large one, and for the other there is; nothing goes unsaid."""
    given = files(tmp_path, large=12, small=1)
    shelf = Shelf()

    def keep(path: Path, taken: Extracted, content: bytes) -> Report:
        if path.stem == "large":
            raise ProjectError("This could not be written: the disk is full. Nothing was changed.")
        return shelf.keep(path, taken, content)

    done = finish(
        add_reports(given, known=known_files([]), keep=keep, password=lambda *_: None, workers=1)
    )
    assert [one.file_name for one in done.added] == ["small.pdf"]
    assert [(one.name, "disk is full" in why) for one, why in done.refused] == [
        ("large.pdf", True)
    ]


def test_a_project_is_closed_where_there_is_no_room(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project.open(path)
    project.become("Coder L")
    project.codebook.add(None, None, "Fit")
    wanted = project.digest()
    with monkeypatch.context() as patched:
        patched.setattr(local, "put", full)
        with pytest.raises(ProjectError, match="disk is full"):
            project.put_local("place", "7")
        project.close()
    assert digest(path) == wanted


def test_a_copy_that_was_worked_in_is_not_written_over(path: Path) -> None:
    """It would be gone for good: a copy of the same name is offered again and again."""
    project = Project.open(path)
    project.become("Coder L")
    copy, work = path.with_name("for-a.evc"), path.with_name("a.evw")
    for _ in range(2):  # nothing was done in it: it may be made anew
        finish(project.sharing.share(copy, for_="Coder A"))
    worker = Working(copy, "Coder A")
    worker.code(0, 0, "mine")
    finish(worker.project.sharing.share_work(work))
    finish(worker.project.sharing.share_work(work))
    worker.close()
    kept = copy.read_bytes(), work.read_bytes()
    for target in (copy, work):
        with pytest.raises(ProjectError, match="work that this project has not"):
            finish(project.sharing.share(target, for_="Coder A"))
        with pytest.raises(ProjectError, match="work that this project has not"):
            finish(project.sharing.share_work(target))
    assert (copy.read_bytes(), work.read_bytes()) == kept
    finish(project.merging.merge([copy]))
    finish(project.sharing.share(copy, for_="Coder A"))
    notes = path.with_name("notes.evc")
    notes.write_text("none of ours")
    with pytest.raises(ProjectError, match="already a file “notes"):
        finish(project.sharing.share(notes))
    assert notes.read_text() == "none of ours"
    project.close()


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text are Linux's")
def test_a_file_whose_name_is_no_text(path: Path, run: Callable[..., Answer]) -> None:
    """It goes in under a name that is, and the others with it; what cannot be named so is told."""
    folder = path.with_name("reports")
    folder.mkdir()
    files(folder, plain=1, odd=2)[1].rename(folder / "odd\udcff.pdf")
    assert run("add", path, folder)[0] == 0
    project = Project.open(path)
    assert {"plain.pdf", "odd?.pdf"} <= {one.file_name for one in project.reports.all()}
    project.close()
    before = digest(path)
    code, _, said = run("share", path, path.with_name("x.evc"), "--for", "odd\udcff")
    assert code == 1
    assert "is a name that is no text" in said
    assert digest(path) == before


def test_what_no_row_of_a_table_can_be_is_told_once(
    run: Callable[..., Answer], tmp_path: Path
) -> None:
    """A project without attributes cannot take in a list; one that does not screen, decisions."""
    bare = tmp_path / "bare.evc"
    run("new", bare)
    listing = tmp_path / "list.csv"
    listing.write_text("no,title\nE1,One\nE2,Two\n", encoding="utf-8")
    code, out, said = run("import-attributes", bare, listing)
    assert (code, out, said.count("\n")) == (1, "", 1)
    assert "add the attributes to the codebook first" in said
    listing.write_text("report,verdict\nE1,include\nE2,exclude\n", encoding="utf-8")
    assert run("screen", bare, listing) == (
        1, "", "The project has no stages of screening. Add a codebook with some.\n"
    )  # fmt: skip


def test_a_command_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    """It is no project either: exit code 2, and no window that does not find it."""
    assert main.main(["chekc"]) == 2
    assert "COMMAND" in capsys.readouterr().err


@pytest.mark.parametrize("made", ["new", "sample"])
def test_a_project_whose_making_is_stopped_is_not_there(tmp_path: Path, made: str) -> None:
    """Killed at any step: no half project bears the name, and what is left keeps nobody."""
    target = tmp_path / "new.evc"

    def stopped(*_: object, **__: object) -> None:
        left = {one.name for one in tmp_path.iterdir()}
        assert "new.evc" not in left
        copied = tmp_path / "left"
        copied.mkdir()
        for name in left:
            shutil.copyfile(tmp_path / name, copied / name)
        raise KeyboardInterrupt

    def make() -> None:
        if made == "new":
            Project.create(target, ("Coder A", "A", "#0072B2"))
        else:
            finish(sample.make(target))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Project, "become" if made == "new" else "code_table", stopped)
        with pytest.raises(KeyboardInterrupt):
            make()
    assert {one.name for one in tmp_path.iterdir()} == {"left"}
    again = tmp_path / "left" / "new.evc"
    Project.create(again, ("Coder A", "A", "#0072B2")).close()
    digest(again)
    assert [one.name for one in (tmp_path / "left").iterdir() if "new.evc" in one.name] == [
        "new.evc"
    ]


def test_rows_without_a_place_are_told_as_troubles(path: Path, run: Callable[..., Answer]) -> None:
    """A script that reads the JSON alone, or the exit code, finds the reason where it looks."""
    quotes = path.with_name("table.csv")
    quotes.write_text("report,quote,code\nAlpha,stands nowhere,Reach\n", encoding="utf-8")
    for more in ((), ("--json",)):
        code, _, said = run("code", path, quotes, *more)
        assert code == 1
        assert said.startswith("row 2: The quote is not in the text")
