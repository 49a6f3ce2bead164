"""Small dialogs: the keys on one page are the keys there are, the licence can be read."""

import pytest
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget  # noqa: TID251 - it is looked at here
from pytestqt.qtbot import QtBot

from coder import paths
from tests.ui.answers import in_next_dialog, press
from ui import ask
from ui.dialogs import keys
from ui.dialogs.about import AboutDialog
from ui.dialogs.keys import KeysDialog
from ui.main_window import STAGES, MainWindow

UNNAMED = {"Return"}
"""Keys that only repeat another way for the one thing one sees."""


def listed() -> set[str]:
    """Return every key on the page, as QKeySequence writes it."""
    rows = [row for groups in keys.GROUPS for _, rows in groups for row in rows]
    return {QKeySequence(key).toString() for pressed, _ in rows for key in pressed}


def test_every_key_of_the_menus_and_stages_is_on_the_page(at_work: MainWindow) -> None:
    for at in range(len(STAGES)):
        at_work.stage(at)
    given = {
        sequence.toString()
        for action in at_work.findChildren(QAction)
        for sequence in action.shortcuts()
    }
    codes = {code.key for code in at_work.session.project.codebook.codes()}
    own = {one.key().toString() for one in at_work.findChildren(QShortcut)}
    own -= {key.upper() for key in codes if key}
    missing = {key for key in given | own if key} - listed() - UNNAMED
    assert missing == set()
    assert {"Ctrl+Z", "F8", "Ctrl+1", "Del"} <= given


def test_the_page_of_keys_shows_each_with_what_it_does(qtbot: QtBot) -> None:
    dialog = KeysDialog()
    qtbot.addWidget(dialog)
    words = {label.text() for label in dialog.findChildren(QLabel)}
    for groups in keys.GROUPS:
        for title, rows in groups:
            assert title in words
            assert {meaning for _, meaning in rows} <= words
    assert any("Ctrl+Shift+Z" in text for text in words)


def test_about_names_version_and_terms_and_shows_the_licence(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert paths.VERSION in words
    assert "GNU Affero General Public License" in words
    assert not dialog.licence.isVisible()
    before = dialog.height()
    press(dialog, "Read the licence")
    qtbot.waitUntil(lambda: dialog.height() > before)
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in dialog.licence.toPlainText()


@pytest.mark.parametrize("menu_entry", ["_show_keys", "_show_about"])
def test_both_open_from_the_help_menu(window: MainWindow, menu_entry: str) -> None:
    titles: list[str] = []

    def look(dialog: QWidget) -> None:
        titles.append(dialog.windowTitle())
        dialog.close()

    failed = in_next_dialog(look)
    getattr(window.menus, menu_entry)()
    assert failed == []
    assert titles in (["Keyboard shortcuts"], [f"About {paths.APP_NAME}"])


def test_what_a_file_is_called_is_never_taken_for_markup(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    seen: list[str] = []

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, QMessageBox)
        label = dialog.findChild(QLabel, "qt_msgbox_label")
        assert isinstance(label, QLabel)
        seen.append(f"{label.text()} {label.textFormat().name}")
        dialog.close()

    failed = in_next_dialog(look)
    ask.tell(parent, "“<b>bold</b>.pdf” is not a PDF.")
    assert failed == []
    assert seen == ["“<b>bold</b>.pdf” is not a PDF. PlainText"]
