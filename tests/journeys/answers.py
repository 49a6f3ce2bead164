"""Answers the questions of the window as a test wants, and keeps what it was told."""

from pathlib import Path

from ui.ask import Password


class Answers:
    """Answers what the window asks, and keeps what it says."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.asked: list[tuple[str, bool]] = []
        self.passwords: list[str | None] = []
        self.save_to: Path | None = None
        self.chosen: list[Path] = []

    def tell(self, _parent: object, message: str) -> None:
        self.told.append(message)

    def choose(self, _parent: object, question: str, _answers: list[str]) -> int:
        self.told.append(question)
        return -1

    def text(self, _parent: object, _title: str, _label: str, _value: str) -> str | None:
        return None

    def password(self, _parent: object, name: str, *, wrong: bool) -> Password | None:
        self.asked.append((name, wrong))
        word = self.passwords.pop(0) if self.passwords else None
        return None if word is None else Password(word)

    def files(self, _parent: object, _title: str, _filters: str) -> list[Path]:
        return self.chosen

    def folder(self, _parent: object, _title: str) -> Path | None:
        return self.chosen[0] if self.chosen else None

    def save_as(self, _parent: object, _title: str, _proposed: Path, _filters: str) -> Path | None:
        return self.save_to
