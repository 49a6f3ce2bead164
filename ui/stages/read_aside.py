"""What lies beside the pages at the right: the passage, appraising, cards; and their keys."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.session import Session
from ui.stages.looking import Looking
from ui.stages.read_appraise import Appraising
from ui.stages.read_bench import Bench
from ui.stages.read_cards import Filling
from ui.stages.reading import Reading


class Aside:
    """Makes the panels and offers what they do in the menus of `stage`."""

    def __init__(
        self, session: Session, reading: Reading, looking: Looking, bench: Bench, stage: QWidget
    ) -> None:
        self._bench, self._passage = bench, bench.right.widget(0)
        self.appraising = Appraising(session, reading, looking, bench)
        self.filling = Filling(session, reading, looking, bench)
        self._offer(stage)
        session.showPlace.connect(lambda place: reading.show_place(place, noted=True))

    def _offer(self, stage: QWidget) -> None:
        filling = self.filling
        rows: tuple[tuple[str, str, str, Callable[[], object]], ...] = (
            ("Passage Panes", "Alt+1", "", self.show_passage),
            ("Appraise the Report", "Alt+2", "", self.appraising.begin),
            (
                "Make It Evidence of the Rating",
                "Ctrl+Alt+E",
                "code",
                self.appraising.take_evidence,
            ),
            ("Cards of the Report", "Alt+3", "", filling.begin),
            ("Fill a Card from the Selection", "Ctrl+K", "code", filling.make),
            ("Fill a Card of Another Form…", "Ctrl+Alt+K", "code", filling.ask_form),
            ("Put the Selection into the Field", "Ctrl+Shift+K", "code", filling.put),
            ("Next Field of the Card", "Ctrl+.", "code", lambda: filling.step(1)),
            ("Previous Field of the Card", "Ctrl+,", "code", lambda: filling.step(-1)),
            ("Recognise Cards in This Report", "", "code", filling.recognise),
        )
        for words, keys, menu, act in rows:
            action = QAction(QCoreApplication.translate("ReadStage", words), stage)
            action.setShortcut(QKeySequence(keys))
            action.setData(menu)
            action.triggered.connect(lambda _=False, do=act: do())
            stage.addAction(action)

    def show_passage(self) -> None:
        """Bring the panes of the passage to the front with the keys."""
        self._bench.aside.bring(self._bench.right)
        if self._passage:
            self._passage.setFocus()

    def save(self) -> None:
        """Write down what is being written."""
        self.appraising.panel.save()
        self.filling.panel.save()
