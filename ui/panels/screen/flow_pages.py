"""The flow diagram and the balance of the lists, drawn by the project's own figures."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QWidget

from ui import theme
from ui.panels.screen.drawn import DrawnPage
from ui.session import Session
from ui.widgets.page_tabs import tab_button

if TYPE_CHECKING:  # drawing is loaded when one looks
    from coder.exchange.balance_picture import Unit
    from coder.exchange.drawing import Colours


class FlowPage(DrawnPage):
    """The flow of reports through screening; projects are counted beside them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, self.tr("Flow"), self._drawn, self._written, parent)

    def _drawn(self) -> str:
        from coder.exchange import flow_picture  # noqa: PLC0415 - not at the start

        flow = self._session.project.flow()
        return _shown(flow_picture.svg(flow, colours=_colours()))

    def _written(self, target: Path) -> None:
        from coder.exchange.screening_files import write_flow  # noqa: PLC0415 - see above

        write_flow(self._session.project.flow(), target)


class BalancePage(DrawnPage):
    """Long list and final list by type, timing, region: by reports or by projects."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.unit: Unit = "reports"
        super().__init__(session, self.tr("Balance"), self._drawn, self._written, parent)
        self._group = QButtonGroup(self)
        units: tuple[tuple[Unit, str], ...] = (
            ("reports", self.tr("Reports")),
            ("projects", self.tr("Projects")),
        )
        for at, (unit, name) in enumerate(units):
            button = tab_button(name, self)
            button.setAccessibleName(self.tr("Count by %1").replace("%1", name.lower()))
            button.setChecked(unit == self.unit)
            button.setMinimumWidth(11 * theme.GRID)
            button.clicked.connect(lambda _=False, chosen=unit: self.count_by(chosen))
            self._group.addButton(button, at)
            self.row.insertWidget(at, button)

    def count_by(self, unit: "Unit") -> None:
        """Count reports, or projects."""
        self.unit = unit
        self._group.button(0 if unit == "reports" else 1).setChecked(True)
        self.refresh()

    def _drawn(self) -> str:
        from coder.exchange import balance_picture  # noqa: PLC0415 - not at the start

        balance = self._session.project.balance()
        return _shown(balance_picture.svg(balance, colours=_colours(), unit=self.unit))

    def _written(self, target: Path) -> None:
        from coder.exchange.screening_files import write_balance  # noqa: PLC0415 - see above

        write_balance(self._session.project.balance(), target, unit=self.unit)


def _shown(svg: str) -> str:
    """Return a drawing in the font of the window: Qt takes a list of fonts for one name."""
    from coder.exchange.drawing import FONTS  # noqa: PLC0415 - see above

    return svg.replace(FONTS, "Inter")


def _colours() -> "Colours":
    """Return the colours of a drawing for the look of the moment."""
    from coder.exchange.drawing import DARK, LIGHT  # noqa: PLC0415 - not at the start

    return DARK if theme.current().is_dark else LIGHT
