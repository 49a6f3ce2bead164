"""The look: Fusion, two palettes of our own, bundled fonts, a grid of eight pixels.

Colour is for codes and states; all else is calm grey with one accent.
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from coder import paths

GRID = 8
TARGET = 28
"""The least height, in pixels, of anything that is meant to be clicked."""

_BODY_POINTS = 10.0


@dataclass(frozen=True, slots=True)
class Theme:
    """Named colours (#rrggbb) of one look."""

    is_dark: bool
    window: str
    surface: str
    raised: str
    hairline: str
    text: str
    muted: str
    accent: str
    accent_text: str
    selection: str
    surround: str
    warning: str
    heat: str


LIGHT = Theme(
    is_dark=False,
    window="#f4f5f6",
    surface="#ffffff",
    raised="#fafbfb",
    hairline="#d5d9de",
    text="#1f2329",
    muted="#5b636d",
    accent="#1f5fbf",
    accent_text="#ffffff",
    selection="#d6e4fa",
    surround="#e7e8ea",
    warning="#9a4b00",
    heat="#1f5fbf",
)
DARK = Theme(
    is_dark=True,
    window="#25282c",
    surface="#1d2023",
    raised="#2c3035",
    hairline="#3f454c",
    text="#e6e8ea",
    muted="#a3abb5",
    accent="#6ea8fe",
    accent_text="#10151c",
    selection="#2f4a70",
    surround="#17191b",
    warning="#f0b26b",
    heat="#6ea8fe",
)


class _Look:
    """Holds the look of the moment."""

    theme: Theme = LIGHT
    fonts_loaded = False


def current() -> Theme:
    """Return the look of the moment."""
    return _Look.theme


def apply(app: QApplication, choice: str) -> None:
    """Give the application the look of `choice`: light, dark, or system (as the desktop is)."""
    wants_dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    is_dark = choice == "dark" or (choice == "system" and wants_dark)
    _Look.theme = DARK if is_dark else LIGHT
    app.setStyle("Fusion")
    _load_fonts()
    app.setFont(body_font())
    app.setPalette(_palette(_Look.theme))
    app.setStyleSheet(_sheet(_Look.theme))


def body_font(points: float = _BODY_POINTS, *, bold: bool = False) -> QFont:
    """Return the font of the interface, with figures of one width."""
    font = QFont(["Inter", "Noto Sans", "Noto Sans Arabic"])
    font.setPointSizeF(points)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _load_fonts() -> None:
    if _Look.fonts_loaded:
        return
    for pattern in ("Inter*.ttf", "Inter*.otf", "NotoSansArabic*.ttf"):
        for file in sorted((paths.resources() / "fonts").glob(pattern)):
            QFontDatabase.addApplicationFont(str(file))
    _Look.fonts_loaded = True


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.surface),
        (role.AlternateBase, theme.raised),
        (role.Text, theme.text),
        (role.Button, theme.raised),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.warning),
        (role.ToolTipBase, theme.raised),
        (role.ToolTipText, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Highlight, theme.selection),
        (role.HighlightedText, theme.text),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.Accent, theme.accent),
        (role.Light, theme.raised),
        (role.Midlight, theme.hairline),
        (role.Mid, theme.hairline),
        (role.Dark, theme.hairline),
        (role.Shadow, "#000000"),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText, role.HighlightedText):
        faint = QColor(theme.muted)
        faint.setAlphaF(0.6)
        palette.setColor(QPalette.ColorGroup.Disabled, which, faint)
    return palette


def _sheet(theme: Theme) -> str:
    """Return what a palette cannot say: hairlines, quiet buttons, a focus one can see."""
    look = paths.resources() / "look"
    arrow = (look / "drop.svg").as_posix()
    cross = (look / f"close-{'dark' if theme.is_dark else 'light'}.svg").as_posix()
    tick = (look / f"check-{'dark' if theme.is_dark else 'light'}.svg").as_posix()
    return f"""
    QToolTip {{ border: 1px solid {theme.hairline}; padding: 4px 6px; }}
    QSplitter::handle {{ background: {theme.hairline}; }}
    QSplitter::handle:horizontal {{ width: 1px; }}
    QSplitter::handle:vertical {{ height: 1px; }}
    QLineEdit, QPlainTextEdit, QTextEdit, QComboBox {{
        border: 1px solid {theme.hairline}; border-radius: 4px; padding: 3px 6px;
        background: {theme.surface}; selection-background-color: {theme.selection};
        selection-color: {theme.text};
    }}
    QLineEdit, QComboBox {{ min-height: 20px; }}
    QComboBox::drop-down {{ border: 0; width: 24px; }}
    QComboBox::down-arrow {{ image: url("{arrow}"); width: 12px; height: 12px; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus {{
        border: 1px solid {theme.accent};
    }}
    QCheckBox::indicator, QTreeView::indicator, QListView::indicator {{
        width: 14px; height: 14px; border: 1px solid {theme.muted}; border-radius: 3px;
        background: {theme.surface};
    }}
    QCheckBox::indicator:checked, QTreeView::indicator:checked,
    QListView::indicator:checked {{
        background: {theme.accent}; border-color: {theme.accent}; image: url("{tick}");
    }}
    QCheckBox:focus {{ color: {theme.accent}; }}
    QPushButton {{
        border: 1px solid {theme.hairline}; border-radius: 4px; padding: 4px 14px;
        background: {theme.raised}; min-height: 20px;
    }}
    QPushButton:hover {{ border-color: {theme.muted}; }}
    QPushButton:focus {{ border: 1px solid {theme.accent}; }}
    QPushButton:default {{
        background: {theme.accent}; color: {theme.accent_text}; border-color: {theme.accent};
    }}
    QPushButton:default:focus {{ border: 2px solid {theme.text}; padding: 3px 13px; }}
    QPushButton:checked {{ background: {theme.selection}; border-color: {theme.accent}; }}
    QPushButton:disabled {{
        color: {theme.muted}; background: {theme.window}; border-color: {theme.hairline};
    }}
    QToolButton {{ border: 1px solid transparent; border-radius: 4px; padding: 4px; }}
    QToolButton:hover {{ background: {theme.raised}; border-color: {theme.hairline}; }}
    QToolButton:focus {{ border-color: {theme.accent}; }}
    QToolButton:checked {{ background: {theme.selection}; }}
    QToolButton#segment {{ color: {theme.muted}; }}
    QToolButton#segment:checked {{ color: {theme.text}; }}
    QTabBar::tab {{
        color: {theme.muted}; background: transparent; padding: 6px 4px 6px 12px;
        border: 0; border-right: 1px solid {theme.hairline};
    }}
    QTabBar::tab:selected {{ color: {theme.text}; background: {theme.raised}; }}
    QTabBar::tab:hover {{ color: {theme.text}; }}
    QTabBar::close-button {{ image: url("{cross}"); width: 12px; height: 12px; margin: 4px; }}
    QTabBar::close-button:hover {{ background: {theme.hairline}; border-radius: 3px; }}
    QListView#choices {{ border: 1px solid {theme.hairline}; }}
    QListView#choices::item {{ min-height: 28px; padding: 0 8px; }}
    QTabBar:focus {{ border: 1px solid {theme.accent}; }}
    QHeaderView::section {{
        background: {theme.window}; color: {theme.muted}; border: 0;
        border-bottom: 1px solid {theme.hairline}; border-right: 1px solid {theme.hairline};
        padding: 5px 9px;
    }}
    QTableView::item {{ padding: 0 6px; }}
    QTreeView#figures::item {{ padding-right: 6px; }}
    QTableCornerButton::section {{
        background: {theme.window}; border: 0;
        border-bottom: 1px solid {theme.hairline}; border-right: 1px solid {theme.hairline};
    }}
    QTableView, QTreeView, QListView {{
        border: 0; gridline-color: {theme.hairline}; outline: 0;
    }}
    QTableView::item:focus, QTreeView::item:focus, QListView::item:focus {{
        border: 1px solid {theme.accent};
    }}
    QTreeView::item:selected:focus {{ background: {theme.selection}; }}
    QTreeView#rows::item:focus {{ border: 0; }}
    QMenuBar {{ background: {theme.window}; }}
    QStatusBar {{ background: {theme.window}; border-top: 1px solid {theme.hairline}; }}
    QStatusBar::item {{ border: 0; }}
    QProgressBar {{ border: 0; border-radius: 4px; background: {theme.hairline}; }}
    QProgressBar::chunk {{ border-radius: 4px; background: {theme.accent}; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
    QScrollBar::handle {{ background: {theme.hairline}; border-radius: 4px; margin: 2px; }}
    QScrollBar::handle:hover {{ background: {theme.muted}; }}
    QScrollBar::handle:vertical {{ min-height: 28px; }}
    QScrollBar::handle:horizontal {{ min-width: 28px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """
