"""The menu bar: a table of what can be done, with its keys."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

from coder import settings
from coder.paths import APP_NAME
from ui import theme
from ui.opening import Opening
from ui.session import Session
from ui.undoing import shortened

_THEMES = (("system", "As the Desktop"), ("light", "Light"), ("dark", "Dark"))


class Does(Protocol):
    """What the menus have done by the window."""

    session: Session
    opening: Opening

    def add_reports(self) -> None:
        """Have reports chosen and add them."""

    def add_folder(self) -> None:
        """Have a folder chosen and add its reports."""

    def add_codebook(self) -> None:
        """Have a codebook chosen and take it."""

    def export(self) -> None:
        """Have a name chosen and write the workbook."""

    def undo(self) -> None:
        """Take back the last act."""

    def redo(self) -> None:
        """Do again what was undone."""

    def go_to(self, at: int) -> None:
        """Switch to a stage, by its place."""


class Menus(QObject):
    """Builds the menu bar of the window and keeps its words true."""

    def __init__(self, window: QMainWindow, does: Does, stages: Sequence[str]) -> None:
        super().__init__(window)
        self._window, self._does = window, does
        self._needs_project: list[QAction] = []
        bar = window.menuBar()
        self._file = bar.addMenu("&File")
        self._edit = bar.addMenu("&Edit")
        self._view = bar.addMenu("&View")
        self._go = bar.addMenu("&Go")
        self._code = bar.addMenu("&Code")
        self._help = bar.addMenu("&Help")
        self._recent = QMenu("Open &Recent", window)
        self._recent.aboutToShow.connect(self._fill_recent)
        self._fill_file()
        self.undo, self.redo = self._fill_edit()
        self._fill_view()
        session = does.session
        self._way = (
            self._add(self._go, "&Back", "Alt+Left", session.backAsked.emit, with_project=True),
            self._add(
                self._go, "&Forward", "Alt+Right", session.forwardAsked.emit, with_project=True
            ),
        )
        self.show_way(back=False, forward=False)
        self._go.addSeparator()
        for at, title in enumerate(stages):
            self._add(
                self._go, title, f"Ctrl+{at + 1}", partial(does.go_to, at), with_project=True
            )
        self._add(self._help, "&Keyboard Shortcuts", "F1", self._show_keys)
        self._add(self._help, f"&About {APP_NAME}", "", self._show_about)
        self._stage_actions: dict[int, list[QAction]] = {}

    def _add(
        self,
        menu: QMenu,
        text: str,
        keys: str | QKeySequence.StandardKey,
        act: Callable[[], object],
        *,
        with_project: bool = False,
    ) -> QAction:
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False: act())
        menu.addAction(action)
        if with_project:
            self._needs_project.append(action)
        return action

    def _fill_file(self) -> None:
        does, opening, standard = self._does, self._does.opening, QKeySequence.StandardKey
        menu = self._file
        self._add(menu, "&New Project…", standard.New, opening.make)
        self._add(menu, "&Open…", standard.Open, opening.choose)
        menu.addMenu(self._recent)
        self._add(menu, "Open the &Sample Project", "", opening.sample)
        menu.addSeparator()
        self._add(menu, "&Add Reports…", "Ctrl+Shift+A", does.add_reports, with_project=True)
        self._add(menu, "Add a &Folder of Reports…", "", does.add_folder, with_project=True)
        self._add(menu, "Add a &Codebook…", "", does.add_codebook, with_project=True)
        menu.addSeparator()
        self._add(menu, "&Export to Excel…", "Ctrl+E", does.export, with_project=True)
        self._add(menu, "Save a &Copy…", "", opening.save_copy, with_project=True)
        menu.addSeparator()
        self._add(menu, "C&lose Project", "Ctrl+Shift+W", opening.close, with_project=True)
        self._add(menu, "&Quit", "Ctrl+Q", self._window.close)

    def _fill_edit(self) -> tuple[QAction, QAction]:
        standard = QKeySequence.StandardKey
        undo = self._add(self._edit, "&Undo", standard.Undo, self._does.undo)
        redo = self._add(self._edit, "&Redo", "", self._does.redo)
        redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self._edit.addSeparator()
        return undo, redo

    def _fill_view(self) -> None:
        group = QActionGroup(self)
        chosen = settings.load().theme
        looks = self._view.addMenu("&Look")
        for key, text in _THEMES:
            action = self._add(looks, text, "", partial(self._choose_theme, key))
            action.setCheckable(True)
            action.setChecked(key == chosen)
            group.addAction(action)
        self._view.addSeparator()

    def add_actions(self, at: int, actions: list[QAction]) -> None:
        """Offer what a stage can do, once it is the one in front, under View.

        An action whose data is "edit", "go" or "code" goes under that menu.
        """
        menus = {"edit": self._edit, "go": self._go, "code": self._code}
        for action in actions:
            action.setVisible(False)
            menus.get(action.data(), self._view).addAction(action)
        self._stage_actions[at] = actions

    def show_way(self, back: bool, forward: bool) -> None:  # noqa: FBT001 - Qt's signal carries it
        """Offer to go back and forward when there is a way."""
        for action, can in zip(self._way, (back, forward), strict=True):
            action.setEnabled(can)

    def show_stage(self, at: int) -> None:
        """Show in the menus only what the stage in front offers; with -1, of no stage."""
        for which, actions in self._stage_actions.items():
            for action in actions:
                action.setVisible(which == at)
        self._code.menuAction().setVisible(any(one.isVisible() for one in self._code.actions()))

    def refresh(self) -> None:
        """Name what undo and redo would do; grey out what needs a project."""
        session = self._does.session
        for action in self._needs_project:
            action.setEnabled(session.is_open)
        undo = session.project.undo_label if session.is_open else None
        redo = session.project.redo_label if session.is_open else None
        for action, word, label in ((self.undo, "&Undo", undo), (self.redo, "&Redo", redo)):
            action.setText(f"{word} {_escaped(shortened(label))}" if label else word)
            action.setEnabled(label is not None)

    def _fill_recent(self) -> None:
        self._recent.clear()
        for written in self._does.opening.recent():
            open_it = partial(self._does.opening.open, Path(written))
            self._recent.addAction(_escaped(written), open_it)
        self._recent.setEnabled(bool(self._recent.actions()))

    def _choose_theme(self, choice: str) -> None:
        settings.save(replace(settings.load(), theme=choice))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, choice)

    def _show_keys(self) -> None:
        from ui.dialogs.keys import KeysDialog  # noqa: PLC0415 - not at the start

        KeysDialog(self._window).exec()

    def _show_about(self) -> None:
        from ui.dialogs.about import AboutDialog  # noqa: PLC0415 - not at the start

        AboutDialog(self._window).exec()


def _escaped(text: str) -> str:
    return text.replace("&", "&&")
