"""Everything one can work with bears a name that a screen reader can say."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from ui.main_window import MATRIX, READ, REPORTS, MainWindow

_WORKED_WITH = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
)


def nameless(window: QWidget) -> list[str]:
    """Return what one sees and can work with, but has neither name nor words."""
    found = []
    for one in window.findChildren(QWidget):
        takes_keys = one.focusPolicy() & Qt.FocusPolicy.TabFocus
        pages = isinstance(one, QAbstractScrollArea) and takes_keys
        if not one.isVisible() or not (isinstance(one, _WORKED_WITH) or pages):
            continue
        words = one.text() if isinstance(one, QAbstractButton) else ""
        if isinstance(one, QHeaderView) or isinstance(one.parent(), QAbstractSpinBox | QComboBox):
            continue
        if not (one.accessibleName() or words):
            found.append(
                f"{type(one).__name__} {one.objectName()} in {type(one.parent()).__name__}"
            )
    return found


@pytest.mark.parametrize("stage", [REPORTS, READ, MATRIX])
def test_every_control_has_a_name(at_work: MainWindow, stage: int) -> None:
    at_work.go_to(stage)
    assert nameless(at_work) == []


def test_the_start_page_too(window: MainWindow) -> None:
    assert nameless(window) == []
