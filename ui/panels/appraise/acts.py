"""What is done to the rating in hand; a reason or evidence without a level is "not rated"."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coder.model.errors import ProjectError
from coder.model.ids import CodingId, EvidenceId, RatingId, ReportId
from coder.model.passage import Passage
from coder.model.protocol import NOT_RATED, Item
from coder.model.rating import Origin, Rating
from ui import ask
from ui.panels.appraise.rows import Subject
from ui.session import Session

T = TypeVar("T")


@dataclass(frozen=True)
class InHand:
    """What is rated: the report on a subject, whose rating it is, and on which scale."""

    report: ReportId
    subject: Subject
    origin: Origin
    scale: Item
    rating: Rating | None


class RatingActs(QObject):
    """Acts, each one step of undo. `done` follows each, refused ones too."""

    done = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._window = session, parent

    def rate(self, hand: InHand, level: str) -> None:
        """Give a level."""
        self._rate(hand, level)

    def justify(self, hand: InHand, reason: str) -> None:
        """Say why."""
        rating = hand.rating
        if rating is None:
            self._rate(hand, NOT_RATED, justification=reason)
        else:
            self._attempt(lambda: self._session.project.ratings.justify(rating.id, reason))

    def tick(self, hand: InHand, ticked: Sequence[bytes], passages: Collection[bytes]) -> None:
        """Let just these codings be evidence; `passages` is evidence that is no coding."""
        gone = [one for one in passages if one not in ticked]
        if gone:
            ratings = self._session.project.ratings
            self._attempt(lambda: ratings.unsupport(EvidenceId(gone[0])))
            return
        level = hand.rating.level if hand.rating else NOT_RATED
        some = [CodingId(one) for one in ticked if one not in passages]
        self._rate(hand, level, evidence=some, is_same_scale=True)

    def support(
        self, hand: InHand, codings: Sequence[CodingId], passages: Sequence[Passage]
    ) -> None:
        """Put more codings or passages behind it."""
        ratings = self._session.project.ratings
        rating = hand.rating.id if hand.rating else self._rate(hand, NOT_RATED)
        if rating:
            self._attempt(lambda: ratings.support(rating, codings, passages))

    def clear(self, hand: InHand) -> None:
        """Take it back."""
        rating = hand.rating
        if rating is not None:
            self._attempt(lambda: self._session.project.ratings.clear(rating.id))
            self._session.told.emit(self.tr("Rating cleared"), 1)

    def _rate(
        self,
        hand: InHand,
        level: str,
        justification: str | None = None,
        evidence: Sequence[CodingId] | None = None,
        *,
        is_same_scale: bool = False,
    ) -> RatingId | None:
        ratings = self._session.project.ratings
        scale = hand.rating.scale if is_same_scale and hand.rating else hand.scale.id
        return self._attempt(
            lambda: ratings.rate(
                hand.report,
                hand.subject.id,
                scale,
                level,
                origin=hand.origin,
                justification=justification,
                evidence=evidence,
            )
        )

    def _attempt(self, act: Callable[[], T]) -> T | None:
        try:
            return act()
        except ProjectError as error:
            ask.tell(self._window, str(error))
            return None
        finally:
            self.done.emit()
