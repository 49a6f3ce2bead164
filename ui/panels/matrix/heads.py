"""The headings of the matrix, which stay while it scrolls: codes above, reports at the left."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QPushButton, QWidget

from ui import theme
from ui.panels.matrix.rows import Heading, MatrixRows, SortBy, Sorting
from ui.widgets import ink, wrapped

_BAND = 22
_BAR = 4
_EDGE = 8
_LEAST, _MOST = 88, 168
_GOOD, _LINES = 5, 7
_SMALL, _NAME = 8.0, 9.0
SIDE = 288
"""The width of the headings of reports, in pixels."""
_LEAST_NUMBER, _NUMBER = 52, 104


class CodeHeads(QHeaderView):
    """Codes over the columns: codebook, branch and colour, then the name on several lines.

    `sortAsked` carries the `Sorting` that a click asks for: most first, fewest first, none.
    """

    sortAsked = Signal(object)

    def __init__(self, rows: MatrixRows, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._rows = rows
        self._books: list[tuple[int, int]] = []
        self._branches: list[tuple[int, int]] = []
        self._high = 2 * _BAND
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Codes")
        self.sectionClicked.connect(self._ask_sorting)

    def measure(self) -> list[int]:
        """Take the headings in; return the width that counts need under each, in pixels."""
        heads = self._rows.headings
        self._books = _spans([head.code.codebook for head in heads])
        self._branches = _spans([(head.code.codebook, head.column.top) for head in heads])
        font = theme.body_font(_NAME, bold=True)
        sizes = [_fitted(head.code.name, font) for head in heads]
        small = QFontMetrics(theme.body_font(_SMALL)).lineSpacing()
        lines = max((lines for _, lines in sizes), default=1)
        names = min(_LINES, lines) * QFontMetrics(font).lineSpacing()
        self._high = 2 * _BAND + _BAR + 2 * _EDGE + small + names + 10
        self.setFixedHeight(self._high)
        return [width for width, _ in sizes]

    def sizeHint(self) -> QSize:
        """Return the height that all names need."""
        return QSize(super().sizeHint().width(), self._high)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one code."""
        look, head = theme.current(), self._rows.headings[section]
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, QColor(look.window))
        if head.column.is_sum:
            painter.fillRect(rect.adjusted(0, 2 * _BAND, 0, 0), QColor(look.raised))
        self._paint_band(painter, rect, self._books[section], head.codebook, 0)
        self._paint_band(painter, rect, self._branches[section], head.branch, _BAND)
        top = rect.top() + 2 * _BAND
        painter.fillRect(QRect(rect.left(), top, rect.width() - 1, _BAR), QColor(head.code.colour))
        painter.setPen(QColor(look.hairline))
        painter.drawLine(rect.right(), top, rect.right(), rect.bottom())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._paint_name(painter, rect.adjusted(_EDGE, 2 * _BAND + _BAR + 6, -_EDGE, -6), head)
        if section == self._rows.sorted_column():
            falling = self._rows.sorting.falling
            paint_arrow(painter, QPoint(rect.right() - 10, rect.bottom() - 9), falling=falling)
        painter.restore()

    def _paint_name(self, painter: QPainter, inner: QRect, head: Heading) -> None:
        look, small = theme.current(), theme.body_font(_SMALL)
        line = QFontMetrics(small).lineSpacing()
        room = QRect(inner.left(), inner.top(), inner.width(), line)
        ink.paint_line(painter, room, head.hint, small, QColor(look.muted))
        font = theme.body_font(_NAME, bold=head.column.is_sum)
        place = inner.adjusted(0, line + 1, 0, 0)
        wrapped.paint(painter, place, head.code.name, font, QColor(look.text), _LINES)

    def _paint_band(
        self, painter: QPainter, rect: QRect, span: tuple[int, int], text: str, top: int
    ) -> None:
        """Paint this section's piece of a heading that spans several columns."""
        look = theme.current()
        first, last = span
        left = self.sectionViewportPosition(first)
        right = self.sectionViewportPosition(last) + self.sectionSize(last) - 1
        band = QRect(max(0, left), rect.top() + top, right - max(0, left), _BAND)
        font = theme.body_font(_SMALL, bold=not top)
        colour = QColor(look.text if not top else look.muted)
        painter.setPen(QColor(look.hairline))
        if text:
            painter.drawLine(rect.left(), band.bottom(), rect.right(), band.bottom())
        painter.drawLine(right, band.top(), right, band.bottom())
        ink.paint_line(painter, band.adjusted(_EDGE, 0, -_EDGE, 0), text, font, colour)

    def _ask_sorting(self, section: int) -> None:
        head, now = self._rows.headings[section], self._rows.sorting
        column = head.code.id, head.column.is_sum
        if now.column != column:
            self.sortAsked.emit(Sorting(SortBy.CODE, falling=True, column=column))
        elif now.falling:
            self.sortAsked.emit(Sorting(SortBy.CODE, falling=False, column=column))
        else:
            self.sortAsked.emit(Sorting())


class ReportHeads(QHeaderView):
    """Reports at the left: number and title."""

    def __init__(self, rows: MatrixRows, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._rows = rows
        self.number_width = 0
        self.lines = 1
        self.setFixedWidth(SIDE)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Reports")

    def measure(self) -> None:
        """Make room for the numbers that the reports have, and for titles on two lines."""
        metrics = QFontMetrics(theme.body_font(_NAME + 1))
        rows = range(max(0, self._rows.rowCount() - 1))
        reports = [report for row in rows if (report := self._rows.report(row))]
        wide = metrics.horizontalAdvance
        widest = max((wide(report.number) for report in reports), default=0)
        self.number_width = min(_NUMBER, max(_LEAST_NUMBER, widest + 2 * _EDGE)) if widest else 0
        room = SIDE - self.number_width - 2 * _EDGE
        self.lines = 2 if any(wide(report.title) > room for report in reports) else 1

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one report."""
        look, report = theme.current(), self._rows.report(section)
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, QColor(look.window if report else look.raised))
        painter.setPen(QColor(look.hairline))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(_EDGE, 6, -_EDGE, -6)
        if report is None:
            ink.paint_line(
                painter, inner, "All reports", theme.body_font(bold=True), QColor(look.text)
            )
            painter.restore()
            return
        font = theme.body_font(_NAME + 1)
        line = QFontMetrics(font).lineSpacing()
        lines = max(1, inner.height() // line)
        needed = wrapped.count(report.title, font, inner.width() - self.number_width)
        if needed < lines <= 2:
            inner.adjust(0, (inner.height() - needed * line) // 2, 0, 0)
        number = QRect(inner.left(), inner.top(), self.number_width - _EDGE, line)
        ink.paint_line(painter, number, report.number, font, QColor(look.muted))
        inner.setLeft(inner.left() + self.number_width)
        wrapped.paint(painter, inner, report.title, font, QColor(look.text), lines)
        painter.restore()


class Corner(QWidget):
    """Where the headings meet: what the reports can be sorted by. `sortAsked` as in CodeHeads."""

    sortAsked = Signal(object)

    def __init__(self, rows: MatrixRows, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setAutoFillBackground(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 1, 1)
        self.setStyleSheet(
            f"QPushButton {{ text-align: left; padding: 4px {_EDGE - 1}px;"
            " border: 1px solid transparent; background: transparent; }"
            " QPushButton:focus { border-color: palette(link); }"
        )
        self._row.setSpacing(0)
        self._number = self._button("No.", SortBy.NUMBER)
        self._title = self._button("Report", SortBy.TITLE)
        self._row.setStretchFactor(self._title, 1)

    def _button(self, text: str, by: SortBy) -> QPushButton:
        button = QPushButton(self)
        button.setText(text)
        button.setAccessibleName(f"Sort by {'number' if by is SortBy.NUMBER else 'title'}")
        button.setToolTip(button.accessibleName())
        button.setMinimumHeight(theme.TARGET)
        button.clicked.connect(lambda: self._ask(by))
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        return button

    def refresh(self, number_width: int) -> None:
        """Show how the reports are sorted; without numbers there is one button."""
        self._number.setVisible(number_width > 0)
        self._number.setFixedWidth(number_width)
        sorting = self._rows.sorting
        arrow = " ↓" if sorting.falling else " ↑"
        for button, text, by in (
            (self._number, "No.", SortBy.NUMBER),
            (self._title, "Report", SortBy.TITLE),
        ):
            button.setText(text + (arrow if sorting.by is by else ""))

    def _ask(self, by: SortBy) -> None:
        now = self._rows.sorting
        self.sortAsked.emit(Sorting(by, falling=now.by is by and not now.falling))


def paint_arrow(painter: QPainter, middle: QPoint, *, falling: bool) -> None:
    """Paint the small triangle that tells the order of sorting."""
    way = 1 if falling else -1
    path = QPainterPath()
    path.moveTo(middle.x() - 4, middle.y() - 2 * way)
    path.lineTo(middle.x() + 4, middle.y() - 2 * way)
    path.lineTo(middle.x(), middle.y() + 3 * way)
    path.closeSubpath()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, QColor(theme.current().accent))


def _fitted(name: str, font: QFont) -> tuple[int, int]:
    """Return the width of a column under this name, and how many lines the name takes there.

    No word is broken and there are five lines at most, unless that takes too wide a column.
    """
    metrics = QFontMetrics(font)
    longest = max((metrics.horizontalAdvance(word) for word in name.split()), default=0)
    width = min(_MOST, max(_LEAST, longest + 2 * _EDGE + 2))
    while (lines := wrapped.count(name, font, width - 2 * _EDGE)) > _GOOD and width < _MOST:
        width = min(_MOST, width + 16)
    return width, lines


def _spans(keys: Sequence[object]) -> list[tuple[int, int]]:
    """Return for each key the first and the last place of the run of equal keys it stands in."""
    found: list[tuple[int, int]] = []
    for _, run in groupby(keys):
        first, length = len(found), len(list(run))
        found += [(first, first + length - 1)] * length
    return found
