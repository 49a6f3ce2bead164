"""Questions go through one place: tests answer there, users answer the system's dialogs."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui import ask


class Scripted:
    """Answers as it is told and notes what it was asked."""

    def __init__(self, chosen: Path | None = None) -> None:
        self.chosen = chosen
        self.asked: list[str] = []

    def tell(self, _: QWidget | None, message: str) -> None:
        self.asked.append(message)

    def choose(self, _: QWidget | None, question: str, answers: list[str]) -> int:
        self.asked.append(question)
        return len(answers) - 1

    def text(self, _: QWidget | None, title: str, label: str, value: str) -> str | None:
        self.asked.append(f"{title}: {label}")
        return value + "!"

    def password(self, _: QWidget | None, name: str, *, wrong: bool) -> str | None:
        self.asked.append(name)
        return None if wrong else "open"

    def files(self, _: QWidget | None, title: str, filters: str) -> list[Path]:
        self.asked.append(f"{title} {filters}")
        return [self.chosen] if self.chosen else []

    def folder(self, _: QWidget | None, title: str) -> Path | None:
        self.asked.append(title)
        return self.chosen

    def save_as(self, _: QWidget | None, title: str, proposed: Path, filters: str) -> Path | None:
        self.asked.append(f"{title} {proposed} {filters}")
        return self.chosen


@pytest.fixture
def asker() -> Iterator[Scripted]:
    scripted = Scripted()
    before = ask.use(scripted)
    yield scripted
    ask.use(before)


def test_whoever_is_in_charge_answers_every_question(asker: Scripted) -> None:
    assert ask.text(None, "Rename", "Name", "Relevance") == "Relevance!"
    assert ask.choose(None, "Which?", ["one", "two"]) == 1
    assert ask.password(None, "a.pdf") == "open"
    assert ask.password(None, "a.pdf", wrong=True) is None
    ask.tell(None, "Done.")
    assert asker.asked == ["Rename: Name", "Which?", "a.pdf", "a.pdf", "Done."]


def test_going_back_from_a_choice_of_files_gives_nothing(asker: Scripted) -> None:
    assert ask.project(None) is None
    assert ask.codebook(None) is None
    assert ask.reports(None) == []
    assert ask.report_folder(None) is None
    assert ask.project_name(None, "New project", Path("a.evc")) is None
    assert ask.workbook_name(None, Path("a.xlsx")) is None
    assert len(asker.asked) == 6


def test_a_name_for_a_file_gets_the_ending_it_lacks(asker: Scripted, tmp_path: Path) -> None:
    asker.chosen = tmp_path / "Review 2.1"
    assert ask.project_name(None, "New", tmp_path) == tmp_path / "Review 2.1.evc"
    assert ask.workbook_name(None, tmp_path) == tmp_path / "Review 2.1.xlsx"
    asker.chosen = tmp_path / "Review.EVC"
    assert ask.project_name(None, "New", tmp_path) == tmp_path / "Review.EVC"


def answer(act: Callable[[QDialog], None]) -> None:
    """Do something in the dialog that opens next."""

    def go() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        act(dialog)

    QTimer.singleShot(0, go)


def press(dialog: QDialog, words: str) -> None:
    found = {one.text().replace("&", ""): one for one in dialog.findChildren(QPushButton)}
    found[words].click()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    return parent


def test_the_button_that_is_pressed_is_the_answer(window: QWidget) -> None:
    answers = ["Keep both", "Replace"]
    for at, words in enumerate(answers):
        answer(lambda dialog, words=words: press(dialog, words))
        assert ask.choose(window, "Which?", answers) == at
    answer(lambda dialog: dialog.reject())
    assert ask.choose(window, "Which?", answers) == -1


def test_a_password_is_not_shown_while_it_is_typed(window: QWidget) -> None:
    hidden: list[bool] = []

    def fill(dialog: QDialog) -> None:
        line = dialog.findChild(QLineEdit)
        assert line is not None
        hidden.append(line.echoMode() == QLineEdit.EchoMode.Password)
        line.setText("secret")
        dialog.accept()

    answer(fill)
    assert ask.password(window, "locked.pdf") == "secret"
    assert hidden == [True]
    answer(lambda dialog: dialog.reject())
    assert ask.password(window, "locked.pdf", wrong=True) is None


def test_text_comes_back_as_written_or_not_at_all(window: QWidget) -> None:
    answer(lambda dialog: dialog.accept())
    assert ask.text(window, "Rename", "Name", "as it was") == "as it was"
    answer(lambda dialog: dialog.reject())
    assert ask.text(window, "Rename", "Name", "as it was") is None


def test_a_message_shows_its_words_and_waits_for_the_reader(window: QWidget) -> None:
    seen: list[str] = []

    def read(dialog: QDialog) -> None:
        seen.append(str(dialog.property("text")))
        dialog.accept()

    answer(read)
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
