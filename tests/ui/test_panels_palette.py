"""The palette: a few letters find the right code first; keys alone choose, pick and create."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from coder.model.codebook import Code
from coder.model.ids import CodebookId, CodeId
from ui.panels.codes.matching import Fit, Searchable, fit, folded, matching, ranked
from ui.panels.codes.palette import CodePalette, Question

BOOK = CodebookId(b"book")


def code(name: str, parent: Code | None = None) -> Code:
    above = parent.id if parent else None
    return Code(CodeId(name.encode()), BOOK, above, 0.0, name, definition=f"Rule of {name}.")


WORKS = code("What works")
CODES = [
    WORKS,
    code("Partnerships", WORKS),
    code("Relevance"),
    code("Relevance to national plans"),
    code("Irrelevance"),
    code("Égalité des genres"),
    code("Work-life balance"),
]


def searchable() -> list[Searchable]:
    paths = {one.id: f"What works › {one.name}" if one.parent else one.name for one in CODES}
    return [Searchable.of(one, paths[one.id]) for one in CODES]


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("relevance", Fit.NAME),
        ("rele", Fit.NAME_START),
        ("nat rel", Fit.WORD_STARTS),
        ("rtnp", Fit.WORD_STARTS),
        ("vance", Fit.IN_NAME),
        ("rlv", Fit.LETTERS),
        ("xyz", None),
    ],
)
def test_fit_tells_how_good_a_match_is(typed: str, how: Fit | None) -> None:
    name = "Relevance" if how is Fit.NAME else "Relevance to national plans"
    assert fit(folded(typed), Searchable.of(code(name), name)) == how


def test_better_fits_and_recent_use_come_first() -> None:
    def found(typed: str, *recent: str) -> list[str]:
        used = [CodeId(name.encode()) for name in recent]
        return [one.decode() for one in ranked(typed, searchable(), used)]

    assert found("rel")[:2] == ["Relevance", "Relevance to national plans"]
    assert found("rel", "Relevance to national plans")[0] == "Relevance to national plans"
    assert found("egal") == ["Égalité des genres"]
    assert found("work-life") == ["Work-life balance"]
    assert found("works part") == ["Partnerships"]
    assert found("", "Irrelevance")[0] == "Irrelevance"
    assert len(found("")) == len(CODES)


def test_letters_in_order_count_only_when_nothing_fits_better() -> None:
    names = {one.decode() for one in matching("rel", searchable())}
    assert names == {"Relevance", "Relevance to national plans", "Irrelevance"}
    assert {one.decode() for one in matching("glt", searchable())} == {"Égalité des genres"}


class Asked:
    """A window with a palette that is open, and what came of it."""

    def __init__(self, qtbot: QtBot, *, several: bool = True) -> None:
        self.window = QWidget()
        self.window.resize(900, 700)
        self.field = QLineEdit(self.window)
        self.palette = CodePalette(self.window)
        self.answers: list[list[str]] = []
        self.created: list[str] = []
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        question = Question("Code it", CODES, self._take, (), several, self._create)
        self.palette.ask(question, QRect(20, 20, 100, 20))
        self.line = self.palette.findChild(QLineEdit)
        qtbot.waitUntil(self.line.hasFocus)

    def _take(self, chosen: list[CodeId]) -> None:
        self.answers.append([one.decode() for one in chosen])

    def _create(self, name: str) -> CodeId:
        self.created.append(name)
        return CodeId(name.encode())

    def type(self, letters: str) -> None:
        QTest.keyClicks(self.line, letters)

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.line, key, held)

    def rows(self) -> list[str]:
        model = self.palette.findChild(QListView).model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def texts(self) -> str:
        return "\n".join(label.text() for label in self.palette.findChildren(QLabel))


@pytest.fixture
def asked(qtbot: QtBot) -> Asked:
    return Asked(qtbot)


def test_letters_and_enter_choose(asked: Asked) -> None:
    asked.type("part")
    assert "Rule of Partnerships." in asked.texts()
    asked.press(Qt.Key.Key_Return)
    assert asked.answers == [["Partnerships"]]
    assert not asked.palette.isVisible()


def test_arrows_move_and_show_each_rule(asked: Asked) -> None:
    asked.press(Qt.Key.Key_Down)
    asked.press(Qt.Key.Key_Down)
    assert "Rule of Relevance." in asked.texts()
    asked.press(Qt.Key.Key_Up)
    asked.press(Qt.Key.Key_Return)
    assert asked.answers == [["Partnerships"]]


def test_ctrl_enter_picks_several(asked: Asked) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    asked.type("part")
    asked.press(Qt.Key.Key_Return, control)
    assert "Picked: Partnerships" in asked.texts()
    asked.type("irr")
    asked.press(Qt.Key.Key_Return)
    assert asked.answers == [["Partnerships", "Irrelevance"]]


def test_space_picks_before_anything_is_typed_and_writes_after(asked: Asked) -> None:
    asked.press(Qt.Key.Key_Space)
    asked.press(Qt.Key.Key_Down)
    asked.press(Qt.Key.Key_Space)
    asked.type("nat pl")
    assert asked.line.text() == "nat pl"
    asked.line.clear()
    asked.press(Qt.Key.Key_Return)
    assert asked.answers == [["What works", "Partnerships"]]


def test_escape_and_leaving_close_without_an_answer(qtbot: QtBot, asked: Asked) -> None:
    with qtbot.waitSignal(asked.palette.closed):
        asked.press(Qt.Key.Key_Escape)
    assert not asked.palette.isVisible()
    asked.palette.ask(Question("Again", CODES, asked._take), QRect(0, 0, 10, 10))
    with qtbot.waitSignal(asked.palette.closed):
        asked.field.setFocus()
    assert asked.answers == []


def test_words_that_are_no_code_can_become_one(asked: Asked) -> None:
    asked.type("Climate  risk")
    assert asked.rows()[-1] == "Create code “Climate risk”"
    asked.press(Qt.Key.Key_PageDown)
    asked.press(Qt.Key.Key_Return)
    assert asked.created == ["Climate risk"]
    assert asked.answers == [["Climate risk"]]


def test_a_known_name_is_not_offered_again(asked: Asked) -> None:
    asked.type("relevance")
    assert not any(row.startswith("Create") for row in asked.rows())


def test_only_one_can_be_chosen_when_one_is_asked(qtbot: QtBot) -> None:
    asked = Asked(qtbot, several=False)
    asked.type("part")
    asked.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    asked.press(Qt.Key.Key_Return)
    assert asked.answers == [["Partnerships"]]


def test_the_palette_stays_inside_the_window_and_off_the_selection(asked: Asked) -> None:
    window = asked.window.rect()
    for beside in (QRect(880, 20, 10, 10), QRect(20, 680, 200, 10), QRect(300, 300, 80, 30)):
        asked.palette.ask(Question("Again", CODES, asked._take), beside)
        assert window.contains(asked.palette.geometry())
    asked.palette.ask(Question("Again", CODES, asked._take), QRect(100, 40, 80, 20))
    assert not asked.palette.geometry().intersects(QRect(100, 40, 80, 20))


def test_a_name_the_list_has_no_room_for_stands_in_full_above_its_rule(qtbot: QtBot) -> None:
    asked = Asked(qtbot)
    long = code(
        "Prise en compte des priorités des bénéficiaires dans la planification pluriannuelle"
    )
    question = Question("Code it", [*CODES, long], lambda _: None)
    asked.palette.ask(question, QRect(20, 20, 100, 20))
    asked.type("pluri")
    assert long.name in asked.texts().split("\n")
    asked.line.clear()
    asked.type("part")
    assert "What works › Partnerships" not in asked.texts()


def test_however_many_are_picked_the_hint_says_what_enter_does(asked: Asked) -> None:
    for typed in ("part", "relevance", "relevance to", "irr", "egal", "work-life"):
        asked.type(typed)
        asked.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hint = next(one for one in asked.palette.findChildren(QLabel) if "Picked" in one.text())
    assert hint.text().endswith("… · Enter assigns")
    assert hint.fontMetrics().horizontalAdvance(hint.text()) <= hint.width()


def test_closing_gives_the_keys_back_to_what_had_them(asked: Asked) -> None:
    asked.press(Qt.Key.Key_Escape)
    asked.field.setFocus()
    other = QLineEdit(asked.window)
    other.show()
    asked.palette.ask(Question("Again", CODES, asked._take), QRect(20, 20, 100, 20))
    assert asked.line.hasFocus()
    asked.press(Qt.Key.Key_Escape)
    assert asked.field.hasFocus()
