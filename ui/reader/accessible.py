"""What screen readers are told of the pages: text, caret, selection, where characters are.

PySide cannot implement Qt's text interface itself: `selection` and `attributes` are taken out of
its binding, so that asking for them would answer with chance. The text of the page one is on is
therefore kept in a hidden text widget, whose own interface answers for the pages. What is coded
at the caret is told as an announcement and in the description.
"""

from typing import cast
from weakref import ref

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleTextInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from ui.reader.text_mirror import Mirror, Told, coded


class PagesInterface(QAccessibleWidget):
    """Presents the pages as a document with text."""

    def __init__(self, view: Told) -> None:
        assert isinstance(view, QWidget)
        super().__init__(view, QAccessible.Role.Document)
        self._view: ref[Told] = ref(view)
        self._mirror: Mirror | None = None

    def interface_cast(  # type: ignore[override] # PySide wants the object, its stub a number
        self, kind: QAccessible.InterfaceType
    ) -> object:
        """Return the text interface of the page one is on."""
        if kind == QAccessible.InterfaceType.TextInterface:
            return self._text()
        return super().interface_cast(kind)

    def text(self, kind: QAccessible.Text) -> str:
        """Return the name, or a description that says what is coded at the caret."""
        said = super().text(kind)
        view = self._view()
        if kind == QAccessible.Text.Description and view is not None:
            codes = view.codes_at_caret()
            said = ". ".join(part for part in (said, coded(codes) if codes else "") if part)
        return said

    def state(self) -> QAccessible.State:
        """Say that it can be read and selected from, not written in."""
        state = super().state()
        state.readOnly = state.multiLine = state.selectableText = True
        return state

    def _text(self) -> QAccessibleTextInterface | None:
        view = self._view()
        if view is None:
            return None
        if self._mirror is None:
            self._mirror = Mirror(view)
        return QAccessible.queryAccessibleInterface(self._mirror).textInterface()


class _Installed:
    """Whether Qt knows how to present pages."""

    done = False


def install(kind: type[QWidget]) -> None:
    """Have Qt present widgets of this kind as pages with text."""

    def factory(_name: str, widget: QObject) -> QAccessibleInterface | None:
        return PagesInterface(cast("Told", widget)) if isinstance(widget, kind) else None

    if not _Installed.done:
        _Installed.done = True
        QAccessible.installFactory(factory)
