"""Someone who answers what the window asks, as a test tells them to."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from ui.ask import Password


class Answers:
    """Answers from what it was given and notes what it was asked or told."""

    def __init__(self, chosen: Path | None = None) -> None:
        self.chosen = chosen
        self.passwords: list[str | None] = []
        self.asked: list[str] = []

    def tell(self, _: QWidget | None, message: str) -> None:
        self.asked.append(message)

    def choose(self, _: QWidget | None, question: str, answers: list[str]) -> int:
        self.asked.append(question)
        return len(answers) - 1

    def text(self, _: QWidget | None, title: str, label: str, value: str) -> str | None:
        self.asked.append(f"{title}: {label}")
        return value + "!"

    def password(self, _: QWidget | None, name: str, *, wrong: bool) -> Password | None:
        self.asked.append(f"{name} again" if wrong else name)
        word = self.passwords.pop(0) if self.passwords else None
        return None if word is None else Password(word)

    def files(self, _: QWidget | None, title: str, filters: str) -> list[Path]:
        self.asked.append(f"{title} {filters}")
        return [self.chosen] if self.chosen else []

    def folder(self, _: QWidget | None, title: str) -> Path | None:
        self.asked.append(title)
        return self.chosen

    def save_as(self, _: QWidget | None, title: str, proposed: Path, filters: str) -> Path | None:
        self.asked.append(f"{title} {proposed} {filters}")
        return self.chosen


def in_next_dialog(act: Callable[[QDialog], object]) -> list[BaseException]:
    """Do something in the dialog that opens next; what fails there is in the list returned."""
    failed: list[BaseException] = []

    def go() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        try:
            act(dialog)
        except BaseException as error:  # noqa: BLE001 - the dialog must close whatever happens
            failed.append(error)
            dialog.reject()

    QTimer.singleShot(0, go)
    return failed


def press(dialog: QDialog, words: str) -> None:
    """Press the button that says these words."""
    found = {one.text().replace("&", ""): one for one in dialog.findChildren(QPushButton)}
    found[words].click()
