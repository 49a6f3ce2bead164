"""Questions go through one place: tests answer there, users answer the system's dialogs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.answers import Answers, in_next_dialog, press
from ui import ask


@pytest.fixture
def asker() -> Iterator[Answers]:
    scripted = Answers()
    before = ask.use(scripted)
    yield scripted
    ask.use(before)


def test_whoever_is_in_charge_answers_every_question(asker: Answers) -> None:
    assert ask.text(None, "Rename", "Name", "Relevance") == "Relevance!"
    assert ask.choose(None, "Which?", ["one", "two"]) == 1
    asker.passwords = ["open"]
    assert ask.password(None, "a.pdf") == ask.Password("open")
    assert ask.password(None, "a.pdf", wrong=True) is None
    ask.tell(None, "Done.")
    assert asker.asked == ["Rename: Name", "Which?", "a.pdf", "a.pdf again", "Done."]


def test_going_back_from_a_choice_of_files_gives_nothing(asker: Answers) -> None:
    assert ask.project(None) is None
    assert ask.codebook(None) is None
    assert ask.reports(None) == []
    assert ask.report_folder(None) is None
    assert ask.project_name(None, "New project", Path("a.evc")) is None
    assert ask.workbook_name(None, Path("a.xlsx")) is None
    assert len(asker.asked) == 6


def test_a_name_for_a_file_gets_the_ending_it_lacks(asker: Answers, tmp_path: Path) -> None:
    asker.chosen = tmp_path / "Review 2.1"
    assert ask.project_name(None, "New", tmp_path) == tmp_path / "Review 2.1.evc"
    assert ask.workbook_name(None, tmp_path) == tmp_path / "Review 2.1.xlsx"
    asker.chosen = tmp_path / "Review.EVC"
    assert ask.project_name(None, "New", tmp_path) == tmp_path / "Review.EVC"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    return parent


def test_the_button_that_is_pressed_is_the_answer(window: QWidget) -> None:
    answers = ["Keep both", "Replace"]
    for at, words in enumerate(answers):
        in_next_dialog(lambda dialog, words=words: press(dialog, words))
        assert ask.choose(window, "Which?", answers) == at
    in_next_dialog(lambda dialog: dialog.reject())
    assert ask.choose(window, "Which?", answers) == -1


def test_a_password_is_not_shown_while_it_is_typed(window: QWidget) -> None:
    hidden: list[bool] = []

    def fill(dialog: QDialog) -> None:
        line = dialog.findChild(QLineEdit)
        assert line is not None
        hidden.append(line.echoMode() == QLineEdit.EchoMode.Password)
        line.setText("secret")
        dialog.accept()

    in_next_dialog(fill)
    assert ask.password(window, "locked.pdf") == ask.Password("secret", keep=False)
    assert hidden == [True]
    in_next_dialog(lambda dialog: dialog.reject())
    assert ask.password(window, "locked.pdf", wrong=True) is None


def test_text_comes_back_as_written_or_not_at_all(window: QWidget) -> None:
    in_next_dialog(lambda dialog: dialog.accept())
    assert ask.text(window, "Rename", "Name", "as it was") == "as it was"
    in_next_dialog(lambda dialog: dialog.reject())
    assert ask.text(window, "Rename", "Name", "as it was") is None


def test_a_message_shows_its_words_and_waits_for_the_reader(window: QWidget) -> None:
    seen: list[str] = []

    def read(dialog: QDialog) -> None:
        seen.append(str(dialog.property("text")))
        dialog.accept()

    in_next_dialog(read)
    ask.tell(window, "“a.evc” is not a project.")
    assert seen == ["“a.evc” is not a project."]


def test_chosen_files_come_back_as_paths(
    window: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pdf = str(tmp_path / "a.pdf")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([pdf], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    assert ask.reports(window) == [tmp_path / "a.pdf"]
    assert ask.report_folder(window) == tmp_path
    assert ask.project_name(window, "New", tmp_path) is None
