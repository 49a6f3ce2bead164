"""Codes whose definition was found unclear while disagreements were settled."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from coder.model.changes import Changes, Kind
from ui import theme
from ui.session import Session
from ui.widgets import swatch

_READ = 80


class DefinitionsButton(QPushButton):
    """Opens the list of such codes, the most often named first; hidden while there is none.

    `chosen` carries the code whose definition is to be revised.
    """

    chosen = Signal(bytes)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self.setMenu(self._menu)
        self.setMinimumHeight(theme.TARGET)
        self.hide()
        session.changed.connect(self._refresh_if_touched)

    def refresh(self) -> None:
        """List the codes as things stand."""
        self._menu.clear()
        if not self._session.is_open:
            self.hide()
            return
        project = self._session.project
        found = project.settling.definitions_to_revise()
        codes = {code.id: code for code in project.codebook.codes()}
        for code, settlements in found.items():
            known = codes.get(code)
            if known is None:
                continue
            reasons = [one.reason for one in settlements if one.reason]
            said = f"{known.name} ({len(settlements)})"
            said += f": {reasons[-1][:_READ]}" if reasons else ""
            action = self._menu.addAction(swatch.icon(known.colour), said.replace("&", "&&"))
            action.setToolTip("\n".join(reasons))
            action.triggered.connect(lambda _=False, one=code: self.chosen.emit(one))
        count = len(self._menu.actions())
        self.setText(self.tr("Definitions to revise (%1)").replace("%1", str(count)))
        self.setVisible(count > 0)

    def _refresh_if_touched(self, changes: Changes) -> None:
        if changes.touches(Kind.SETTLEMENT, Kind.CODE):
            self.refresh()
