"""The reports that are open: in tabs, and two side by side when wanted."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from coder.model.ids import ReportId
from ui import theme
from ui.reader.pane import ReaderPane
from ui.reader.seen import SeenClock
from ui.stages.open_report import OpenReport

_WIDEST = 220


class Tab:
    """One pane of pages, and the report in it; None while there is none."""

    def __init__(self, parent: QWidget) -> None:
        self.pane = ReaderPane(parent)
        self.opened: OpenReport | None = None
        self._clock: SeenClock | None = None

    @property
    def report(self) -> ReportId | None:
        """Return which report is in it."""
        return self.opened.report.id if self.opened else None

    def put(self, opened: OpenReport | None, clock: SeenClock | None = None) -> None:
        """Have another report in it, or none, and a clock that counts how long it is read."""
        if self._clock is not None:
            self._clock.stop()
            self._clock.deleteLater()
        if self.opened is not None:
            self.opened.close()
        self.opened, self._clock = opened, clock

    def empty(self) -> None:
        """Show no report."""
        self.put(None)
        self.pane.close_report()


class Half(QWidget):
    """Tabs over their panes; the row of tabs hides while one report is all that is shown."""

    chosen = Signal()
    emptied = Signal()
    closed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tabs: list[Tab] = []
        self._mark = QFrame(self)
        self._mark.setFixedHeight(2)
        self._bar = QTabBar(self)
        self._bar.setDocumentMode(True)
        self._bar.setDrawBase(False)
        self._bar.setExpanding(False)
        self._bar.setTabsClosable(True)
        self._bar.setMovable(True)
        self._bar.setElideMode(Qt.TextElideMode.ElideRight)
        self._bar.setUsesScrollButtons(True)
        self._bar.setAccessibleName(self.tr("Open reports"))
        self._bar.setStyleSheet(f"QTabBar::tab {{ max-width: {_WIDEST}px; }}")
        self._stack = QStackedWidget(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self._mark, self._bar, self._stack):
            layout.addWidget(widget)
        layout.setStretchFactor(self._stack, 1)
        self._bar.currentChanged.connect(self._show)
        self._bar.tabMoved.connect(self._moved)
        self._bar.tabCloseRequested.connect(lambda at: self.close_tab(self.tabs[at]))

    @property
    def current(self) -> Tab:
        """Return the tab in front."""
        return self.tabs[max(0, self._bar.currentIndex())]

    def add(self) -> Tab:
        """Add a tab, and bring it to the front."""
        tab = Tab(self)
        self.tabs.append(tab)
        self._stack.addWidget(tab.pane)
        at = self._bar.addTab(self.tr("No report"))
        self._bar.setCurrentIndex(at)
        self._show(at)
        return tab

    def bring(self, tab: Tab) -> None:
        """Bring a tab to the front."""
        self._bar.setCurrentIndex(self.tabs.index(tab))

    def name(self, tab: Tab, title: str) -> None:
        """Write on a tab what is open in it."""
        at = self.tabs.index(tab)
        self._bar.setTabText(at, title.replace("&", "&&"))
        self._bar.setTabToolTip(at, title)

    def close_tab(self, tab: Tab) -> None:
        """Take a tab away; the last one of a half tells that it is empty instead."""
        if len(self.tabs) == 1:
            self.emptied.emit()
            return
        at, had_keys = self.tabs.index(tab), _has_keys(tab.pane)
        self.closed.emit(tab)
        self.tabs.remove(tab)
        self._bar.removeTab(at)
        self._stack.removeWidget(tab.pane)
        tab.empty()
        tab.pane.deleteLater()
        self._show(self._bar.currentIndex())
        if had_keys:
            self.current.pane.view.setFocus()

    def turn(self, direction: int) -> None:
        """Bring the next tab to the front, or the one before."""
        self._bar.setCurrentIndex((self._bar.currentIndex() + direction) % len(self.tabs))

    def mark(self, *, in_hand: bool, alone: bool) -> None:
        """Show by a line which of two halves one works in."""
        colour = theme.current().accent if in_hand else theme.current().hairline
        self._mark.setStyleSheet(f"background: {colour};")
        self._mark.setVisible(not alone)
        self._bar.setVisible(len(self.tabs) > 1 or not alone)

    def _show(self, at: int) -> None:
        if 0 <= at < len(self.tabs):
            self._stack.setCurrentWidget(self.tabs[at].pane)
            self.chosen.emit()

    def _moved(self, source: int, target: int) -> None:
        self.tabs.insert(target, self.tabs.pop(source))


class ReadTabs(QWidget):
    """All open reports. `current` is the tab one works in.

    `turned` says that another tab is current now; `made` carries each new pane once, to be
    wired; `closing` carries a tab before it goes; `halved` whether two reports are shown now.
    """

    turned = Signal()
    halved = Signal(bool)
    made = Signal(object)
    closing = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.setChildrenCollapsible(False)
        self._halves: list[Half] = []
        self._in_hand = 0
        self._before: Tab | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]

    def begin(self) -> None:
        """Have the first tab; whoever wires panes listens by now."""
        self._add_half()

    @property
    def current(self) -> Tab:
        """Return the tab one works in."""
        return self._half.current

    @property
    def tabs(self) -> list[Tab]:
        """Return all tabs, those of the left half first."""
        return [tab for half in self._halves for tab in half.tabs]

    @property
    def visible(self) -> list[Tab]:
        """Return the tabs in front: one, or two side by side."""
        return [half.current for half in self._halves]

    @property
    def are_two(self) -> bool:
        """Say whether two reports are shown side by side."""
        return len(self._halves) > 1

    def showing(self, report: ReportId) -> Tab | None:
        """Return the tab of this half that has a report, the current one rather."""
        tabs = sorted(self._half.tabs, key=lambda tab: tab is not self.current)
        return next((tab for tab in tabs if tab.report == report), None)

    def bring(self, tab: Tab) -> None:
        """Work in this tab."""
        at = next(at for at, half in enumerate(self._halves) if tab in half.tabs)
        self._in_hand = at
        self._halves[at].bring(tab)
        self._tell()

    def add(self) -> Tab:
        """Add a tab beside the current one, and work in it."""
        tab = self._half.add()
        self.made.emit(tab)
        self._tell()
        return tab

    def name(self, tab: Tab, title: str) -> None:
        """Write on a tab what is open in it."""
        for half in self._halves:
            if tab in half.tabs:
                half.name(tab, title)

    def close_tab(self) -> None:
        """Close the tab one works in; the last one of the right half closes the half."""
        self._half.close_tab(self.current)

    def drop(self, tab: Tab) -> bool:
        """Take a tab away that shows nothing any more; False for the only one, which stays."""
        at = next(at for at, half in enumerate(self._halves) if tab in half.tabs)
        half = self._halves[at]
        if len(half.tabs) > 1:
            half.close_tab(tab)
        elif self.are_two:
            self._drop_half(at)
        else:
            return False
        return True

    def keep_one(self) -> None:
        """Close all tabs but one."""
        self.set_two(two=False)
        for tab in self._half.tabs[1:]:
            self._half.close_tab(tab)

    def set_two(self, *, two: bool) -> Tab | None:
        """Show two reports side by side, or one; return the tab that is new."""
        if two and not self.are_two:
            tab = self._add_half()
            width = self.width() // 2
            self._split.setSizes([width, width])
            return tab
        if not two and self.are_two:
            self._drop_half(1)
        return None

    def turn(self, direction: int) -> None:
        """Work in the next tab of this half, or the one before."""
        self._half.turn(direction)

    def look(self) -> None:
        """Show again which half one works in, the theme having changed or a tab."""
        for at, half in enumerate(self._halves):
            half.mark(in_hand=at == self._in_hand, alone=not self.are_two)

    @property
    def _half(self) -> Half:
        return self._halves[self._in_hand]

    def _add_half(self) -> Tab:
        half = Half(self)
        self._halves.append(half)
        self._split.addWidget(half)
        tab = half.add()
        self._in_hand = len(self._halves) - 1
        half.chosen.connect(self._tell)
        half.closed.connect(self.closing)
        half.emptied.connect(self._last_tab_closed)
        self.made.emit(tab)
        self._tell()
        self.halved.emit(self.are_two)
        return tab

    def _last_tab_closed(self) -> None:
        if self.are_two:
            self._drop_half(self._halves.index(self.sender()))  # type: ignore[arg-type]

    def _drop_half(self, at: int) -> None:
        half = self._halves.pop(at)
        self._in_hand, had_keys = 0, _has_keys(half)
        for tab in half.tabs:
            self.closing.emit(tab)
            tab.empty()
        half.hide()
        half.deleteLater()
        self._tell()
        if had_keys:
            self.current.pane.view.setFocus()
        self.halved.emit(False)  # noqa: FBT003 - Qt's signal carries it

    def _follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        for at, half in enumerate(self._halves):
            if now is not None and at != self._in_hand and half.isAncestorOf(now):
                self._in_hand = at
                self._tell()
                return

    def _tell(self) -> None:
        self.look()
        if self._before is not self.current:
            self._before = self.current
            self.turned.emit()

    def __iter__(self) -> Iterator[Tab]:
        return iter(self.tabs)


def _has_keys(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and widget.isAncestorOf(focus)
