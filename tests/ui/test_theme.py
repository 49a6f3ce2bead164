"""The look: readable in light and dark, the same letters everywhere, icons that follow it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QIcon, QImage, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from coder import paths
from ui import icons, theme

ICONS = sorted(path.stem for path in (paths.resources() / "icons").glob("*.svg"))
CHOICES = ("light", "dark")


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    before = qapp.palette(), qapp.font(), qapp.styleSheet()
    yield qapp
    theme.apply(qapp, "light")
    qapp.setPalette(before[0])
    qapp.setFont(before[1])
    qapp.setStyleSheet(before[2])


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = QColor(colour)
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (parts.redF(), parts.greenF(), parts.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=CHOICES)
def test_words_stand_out_from_whatever_they_are_written_on(look: theme.Theme) -> None:
    grounds = (look.window, look.surface, look.raised)
    for ground in grounds:
        assert contrast(look.text, ground) >= 7
        assert contrast(look.muted, ground) >= 4.5
        assert contrast(look.warning, ground) >= 4.5
        assert contrast(look.accent, ground) >= 3
    assert contrast(look.text, look.selection) >= 7
    assert contrast(look.accent_text, look.accent) >= 4.5


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=CHOICES)
def test_hairlines_are_seen_on_every_ground(look: theme.Theme) -> None:
    for ground in (look.window, look.surface, look.raised):
        assert contrast(look.hairline, ground) >= 1.25


@pytest.mark.parametrize("choice", CHOICES)
def test_the_choice_colours_the_whole_application(app: QApplication, choice: str) -> None:
    theme.apply(app, choice)
    look = theme.current()
    assert look.is_dark == (choice == "dark")
    palette = app.palette()
    assert palette.color(QPalette.ColorRole.Window) == QColor(look.window)
    assert palette.color(QPalette.ColorRole.Base) == QColor(look.surface)
    assert palette.color(QPalette.ColorRole.Text) == QColor(look.text)
    off = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert off != palette.color(QPalette.ColorRole.Text)


def test_the_desktops_wish_decides_when_asked_to_follow_it(
    app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    hints = type(app.styleHints())
    for wish, is_dark in ((Qt.ColorScheme.Dark, True), (Qt.ColorScheme.Light, False)):
        monkeypatch.setattr(hints, "colorScheme", lambda _, wish=wish: wish)
        theme.apply(app, "system")
        assert theme.current().is_dark == is_dark
    theme.apply(app, "dark")
    assert theme.current().is_dark


def test_letters_come_from_the_fonts_that_are_shipped(app: QApplication) -> None:
    theme.apply(app, "light")
    assert QFontInfo(app.font()).family().startswith("Inter")
    assert 10 <= app.font().pointSizeF() <= 11
    assert QFontInfo(theme.body_font(bold=True)).weight() > QFontInfo(app.font()).weight()


def test_figures_are_of_one_width_so_that_columns_line_up(app: QApplication) -> None:
    theme.apply(app, "light")
    metrics = QFontMetricsF(theme.body_font())
    assert len({round(metrics.horizontalAdvance(figure * 20), 3) for figure in "0123456789"}) == 1


def test_each_font_has_its_licence_beside_it() -> None:
    fonts = paths.resources() / "fonts"
    families = {path.name.split("-")[0] for path in fonts.glob("*.?tf")}
    licences = {path.name.split("-")[0] for path in fonts.glob("*-LICENSE.txt")}
    assert families <= licences


@pytest.mark.parametrize("choice", CHOICES)
def test_a_tables_grid_is_seen(app: QApplication, qtbot: QtBot, choice: str) -> None:
    theme.apply(app, choice)
    table = QTableWidget(2, 2)
    qtbot.addWidget(table)
    table.setItem(0, 0, QTableWidgetItem("1"))
    table.resize(300, 200)
    table.show()
    picture = table.viewport().grab().toImage()
    right_edge = table.columnViewportPosition(0) + table.columnWidth(0) - 1
    middle = table.rowHeight(0) // 2
    line = picture.pixelColor(right_edge, middle).name()
    assert contrast(line, theme.current().surface) >= 1.25


def drawn(icon: QIcon, ratio: float = 1.0, mode: QIcon.Mode = QIcon.Mode.Normal) -> QImage:
    return icon.pixmap(QSize(24, 24), ratio, mode).toImage()


def ink(picture: QImage) -> QColor:
    """Return the colour of the most opaque pixel."""
    every = [
        picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())
    ]
    return max(every, key=lambda colour: colour.alpha())


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_drawn_in_the_colour_of_the_text(app: QApplication, name: str) -> None:
    for choice in CHOICES:
        theme.apply(app, choice)
        found = ink(drawn(icons.icon(name)))
        assert found.alpha() > 200
        assert abs(found.lightness() - QColor(theme.current().text).lightness()) < 12


def test_an_icon_made_before_follows_a_change_of_look(app: QApplication) -> None:
    theme.apply(app, "light")
    icon = icons.icon("reports")
    before = ink(drawn(icon)).lightness()
    theme.apply(app, "dark")
    assert ink(drawn(icon)).lightness() > before + 100


def test_an_icon_is_sharp_on_a_fine_screen(app: QApplication) -> None:
    theme.apply(app, "light")
    icon = icons.icon("matrix")
    fine = drawn(icon, 2.0)
    assert (fine.width(), fine.devicePixelRatio()) == (48, 2.0)
    stretched = drawn(icon).scaled(48, 48)
    assert fine.convertToFormat(QImage.Format.Format_ARGB32) != stretched.convertToFormat(
        QImage.Format.Format_ARGB32
    )


def test_an_icon_that_does_nothing_now_is_fainter(app: QApplication) -> None:
    for choice in CHOICES:
        theme.apply(app, choice)
        icon, ground = icons.icon("undo"), theme.current().window
        on, off = (
            ink(drawn(icon, 1.0, mode)) for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled)
        )
        assert contrast(off.name(), ground) < contrast(on.name(), ground)
        assert contrast(off.name(), ground) > 1.2


def test_every_icon_named_in_the_program_is_there() -> None:
    top = Path(theme.__file__).parent
    named = {
        name
        for file in top.rglob("*.py")
        for name in re.findall(r"\bicon\(\"([a-z-]+)\"", file.read_text(encoding="utf-8"))
        + re.findall(r"icon_name = \"([a-z-]+)\"", file.read_text(encoding="utf-8"))
    }
    assert {"reports", "read"} <= named
    assert named <= set(ICONS)


@pytest.mark.parametrize("choice", CHOICES)
def test_every_picture_that_the_look_names_is_there(app: QApplication, choice: str) -> None:
    theme.apply(app, choice)
    named = re.findall(r'url\("([^"]+)"\)', app.styleSheet())
    assert len(named) == 3
    assert all(Path(name).is_file() for name in named)


@pytest.mark.parametrize("choice", CHOICES)
def test_an_empty_check_box_is_seen_and_differs_from_a_checked_one(
    app: QApplication, qtbot: QtBot, choice: str
) -> None:
    theme.apply(app, choice)
    box = QCheckBox("Coded")
    qtbot.addWidget(box)
    box.resize(120, 28)
    empty = box.grab().toImage()
    box.setChecked(True)
    full = box.grab().toImage()
    square = [(x, y) for x in range(18) for y in range(28)]
    ground = theme.current().window
    seen = max(contrast(empty.pixelColor(x, y).name(), ground) for x, y in square)
    assert seen >= 3
    accent = QColor(theme.current().accent).name()
    assert accent in {full.pixelColor(x, y).name() for x, y in square}
    assert accent not in {empty.pixelColor(x, y).name() for x, y in square}


@pytest.mark.parametrize("look", CHOICES)
@pytest.mark.parametrize("default", [False, True])
def test_one_sees_which_button_has_the_keys(
    qtbot: QtBot, app: QApplication, look: str, *, default: bool
) -> None:
    """Also the one that is lit because it is meant first; it keeps its size."""
    theme.apply(app, look)
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    first, second = QPushButton("Join them"), QPushButton("Not now")
    for button in (first, second):
        column.addWidget(button)
    first.setDefault(default)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    seen, sizes = [], []
    for button in (first, second):
        button.setFocus()
        qtbot.waitUntil(button.hasFocus)
        seen.append(first.grab().toImage())
        sizes.append(first.sizeHint())
    assert seen[0] != seen[1]
    assert sizes[0] == sizes[1]
