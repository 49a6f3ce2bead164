"""The start page and what comes of it: a new project, one opened before, somebody else's."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coder import paths, settings
from coder.project import Project
from tests.ui.answers import Answers, in_next_dialog, press
from ui.dialogs.new_project import NewProjectDialog
from ui.dialogs.who import WhoDialog
from ui.opening import Opening
from ui.session import Session
from ui.stages.start import StartPage

ME = ("Coder B", "CB", "#D55E00")


@pytest.fixture
def page(qtbot: QtBot) -> StartPage:
    page = StartPage()
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    return page


@pytest.fixture
def opening(qtbot: QtBot, answers: Answers) -> Iterator[Opening]:
    assert answers
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    session = Session(window)
    opening = Opening(session, window)
    yield opening
    opening.give_up()
    session.close()


def session_of(opening: Opening) -> Session:
    return opening._session


def made_by(path: Path, *coder: str) -> Path:
    name, initials, colour = coder or ("Coder A", "CA", "#0072B2")
    Project.create(path, (name, initials, colour)).close()
    return path


def know_me() -> None:
    name, initials, colour = ME
    settings.save(
        replace(settings.load(), coder_name=name, coder_initials=initials, coder_colour=colour)
    )


def button(page: QWidget, words: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.text() == words)


def test_the_three_ways_to_begin_each_ask_for_their_own(qtbot: QtBot, page: StartPage) -> None:
    for words, signal in (
        ("New project…", page.newAsked),
        ("Open…", page.openAsked),
        ("Open the sample project", page.sampleAsked),
    ):
        with qtbot.waitSignal(signal):
            QTest.keyClick(button(page, words), Qt.Key.Key_Space)


def test_projects_opened_before_are_listed_and_missing_ones_cannot_be_opened(
    page: StartPage, tmp_path: Path
) -> None:
    there, gone = made_by(tmp_path / "Here.evc"), tmp_path / "Gone.evc"
    page.show_recent([str(there), str(gone)])
    asked: list[str] = []
    page.recentAsked.connect(asked.append)
    texts = [page.recent.item(row).text() for row in range(page.recent.count())]
    assert texts == [f"Here\n{tmp_path}", "Gone\nnot found where it was"]
    for row in range(2):
        page.recent.setCurrentRow(row)
        QTest.keyClick(page.recent, Qt.Key.Key_Return)
    assert asked == [str(there)]


def test_without_earlier_projects_there_is_no_empty_list(page: StartPage) -> None:
    page.show_recent([])
    assert not page.recent.isVisible()
    page.show_recent(["one.evc"])
    assert page.recent.isVisible()


def test_the_list_holds_ten_projects_newest_first_each_once(tmp_path: Path) -> None:
    known = settings.load()
    for number in [*range(12), 5]:
        known = known.with_recent(tmp_path / f"{number}.evc")
    names = [Path(one).stem for one in known.recent]
    assert names == ["5", "11", "10", "9", "8", "7", "6", "4", "3", "2"]


def test_settings_come_back_as_they_were_and_a_spoilt_file_spoils_nothing() -> None:
    kept = settings.Settings(
        theme="dark",
        coder_name='Coder "A" \\ é',
        recent=("/a/ü.evc", "C:\\b.evc"),
        panes={"read.left pane": "folded"},
    )
    settings.save(kept)
    assert settings.load() == kept
    file = paths.config() / "settings.toml"
    file.write_text('theme = "pink"\nrecent = 3\ncoder_name = "Coder A"\n', encoding="utf-8")
    assert settings.load() == settings.Settings(coder_name="Coder A")
    file.write_text("not = [toml", encoding="utf-8")
    assert settings.load() == settings.Settings()


def test_a_new_project_is_made_as_described(opening: Opening, tmp_path: Path) -> None:
    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, NewProjectDialog)
        create = button(dialog, "Create project")
        assert not create.isEnabled()
        dialog.identity.name.setFocus()
        QTest.keyClicks(dialog.identity.name, "Coder B")
        assert dialog.identity.initials.text() == "CB"
        dialog.identity.colour.setCurrentText("Vermilion")
        dialog.path.setText(str(tmp_path / "new folder" / "mine"))
        dialog.name.setText("Skills in 12 countries")
        for box, book in dialog.books:
            box.setChecked(book.codebook.key == "ilo-evaluation")
        assert create.isEnabled()
        create.click()

    failed = in_next_dialog(fill)
    opening.make()
    assert failed == []
    project = session_of(opening).project
    assert project.path == tmp_path / "new folder" / "mine.evc"
    assert project.name == "Skills in 12 countries"
    assert [book.key for book in project.codebook.codebooks()] == ["ilo-evaluation"]
    coder = project.coder
    assert (coder.name, coder.initials, coder.colour) == ME
    known = settings.load()
    assert (known.coder_name, known.coder_initials, known.coder_colour) == ME
    assert known.recent[0] == str(project.path)


def test_the_file_follows_the_name_until_it_is_chosen(
    qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    dialog = NewProjectDialog(tmp_path / "Review.evc", ME)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, "What works? A/B")
    assert dialog.given.path == tmp_path / "What works- A-B.evc"
    answers.chosen = tmp_path / "elsewhere.evc"
    button(dialog, "Choose…").click()
    QTest.keyClicks(dialog.name, " and more")
    assert dialog.given.path == tmp_path / "elsewhere.evc"
    assert dialog.given.name == "What works? A/B and more"


def test_an_own_codebook_is_offered_beside_the_built_in_ones(
    qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    dialog = NewProjectDialog(tmp_path / "Review.evc", ME)
    qtbot.addWidget(dialog)
    count = len(dialog.books)
    answers.chosen = tmp_path / "bad.toml"
    answers.chosen.write_text('[codebook]\nid = "x"\n', encoding="utf-8")
    button(dialog, "Add a codebook file…").click()
    assert len(dialog.books) == count
    assert any("bad.toml" in said for said in answers.asked)
    answers.chosen = tmp_path / "own.toml"
    answers.chosen.write_text(
        '[codebook]\nid = "own"\ntitle = "Our own"\nversion = "1"\nlanguage = "en"\n'
        '[[code]]\npath = "only"\nname = "Only code"\n',
        encoding="utf-8",
    )
    button(dialog, "Add a codebook file…").click()
    assert [book.codebook.key for book in dialog.given.codebooks][-1] == "own"


def test_a_file_that_is_there_is_not_replaced(
    opening: Opening, answers: Answers, tmp_path: Path
) -> None:
    there = made_by(tmp_path / "there.evc")
    before = there.read_bytes()
    know_me()

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, NewProjectDialog)
        dialog.path.setText(str(there))
        in_next_dialog(lambda again: again.reject())
        button(dialog, "Create project").click()

    in_next_dialog(fill)
    opening.make()
    assert there.read_bytes() == before
    assert any("there.evc" in said for said in answers.asked)
    assert not session_of(opening).is_open


def test_somebody_elses_project_asks_once_who_codes_here(opening: Opening, tmp_path: Path) -> None:
    first, second = made_by(tmp_path / "1.evc"), made_by(tmp_path / "2.evc")

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, WhoDialog)
        assert dialog.fields.name.text() == "Coder A"
        dialog.fields.name.selectAll()
        QTest.keyClicks(dialog.fields.name, "Coder B")
        press(dialog, "Continue")

    failed = in_next_dialog(fill)
    assert opening.open(first)
    assert failed == []
    mine = session_of(opening).project.coder
    assert mine.name == "Coder B"
    assert opening.open(second)
    assert session_of(opening).project.coder.id == mine.id
    assert opening.open(first)
    assert session_of(opening).project.coder.id == mine.id


def test_going_back_from_that_question_opens_nothing(opening: Opening, tmp_path: Path) -> None:
    in_next_dialog(lambda dialog: dialog.reject())
    assert not opening.open(made_by(tmp_path / "1.evc"))
    assert not session_of(opening).is_open
    assert settings.load().coder_name == ""
    Project.open(tmp_path / "1.evc").close()


def test_who_agrees_to_be_the_coder_of_the_project_stays_that_one(
    opening: Opening, tmp_path: Path
) -> None:
    path = made_by(tmp_path / "1.evc")
    in_next_dialog(lambda dialog: press(dialog, "Continue"))
    assert opening.open(path)
    project = session_of(opening).project
    assert [coder.name for coder in project.coders.all()] == ["Coder A"]
    assert settings.load().coder_id == project.coder.id.hex()


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"%PDF-1.7 no project", "report.evc"), (b"", "empty.evc"), (None, "missing.evc")],
)
def test_what_cannot_be_opened_is_refused_plainly(
    opening: Opening, answers: Answers, tmp_path: Path, content: bytes | None, name: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert not opening.open(tmp_path / name)
    [said] = answers.asked
    assert name in said
    assert "Traceback" not in said
    assert not session_of(opening).is_open


def test_a_project_that_cannot_be_opened_leaves_the_open_one_alone(
    opening: Opening, tmp_path: Path
) -> None:
    know_me()
    assert opening.open(made_by(tmp_path / "1.evc"))
    (tmp_path / "bad.evc").write_bytes(b"nothing")
    assert not opening.open(tmp_path / "bad.evc")
    assert session_of(opening).project.name == "1"


def test_a_copy_is_a_project_of_its_own(
    opening: Opening, answers: Answers, tmp_path: Path
) -> None:
    know_me()
    opening.open(made_by(tmp_path / "1.evc"))
    answers.chosen = tmp_path / "copy"
    opening.save_copy()
    copy = Project.open(tmp_path / "copy.evc")
    assert copy.state_digest() == session_of(opening).project.state_digest()
    copy.close()


def test_the_sample_is_made_once_and_opened_again_as_it_was_left(
    qtbot: QtBot, opening: Opening
) -> None:
    opening.sample()
    qtbot.waitUntil(lambda: session_of(opening).is_open, timeout=30_000)
    project = session_of(opening).project
    assert project.path.parent == paths.documents()
    assert project.reports.all()
    project.edit(memo="I was here")
    session_of(opening).close()
    opening.sample()
    assert session_of(opening).project.memo == "I was here"


def test_the_identity_fields_have_names_for_screen_readers(qtbot: QtBot) -> None:
    from PySide6.QtGui import QAccessible

    dialog = WhoDialog(("", "", ""))
    qtbot.addWidget(dialog)
    dialog.show()
    fields = dialog.fields
    faces = [QAccessible.queryAccessibleInterface(one) for one in (fields.name, fields.initials)]
    assert [face.text(QAccessible.Text.Name) for face in faces] == ["Name", "Initials"]
    assert fields.colour.accessibleName() == "Colour"
    assert not button(dialog, "Continue").isEnabled()
