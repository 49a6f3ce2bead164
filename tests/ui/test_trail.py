"""Back and forward: the trail by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model.ids import ReportId
from ui.session import Session
from ui.stages.trail import Going, Stop, Trail

A, B, C = (Stop(1, ReportId(bytes([at]) * 16), f"place {at}") for at in range(3))
STOPS = st.builds(Stop, st.integers(0, 3), st.just(None), st.sampled_from("abc"))


def test_back_and_forward_again() -> None:
    trail = Trail()
    assert trail.can_go == (False, False)
    trail.leave(A)
    trail.leave(B)
    assert trail.back(C) == B
    assert trail.back(B) == A
    assert trail.back(A) is None
    assert trail.can_go == (False, True)
    assert trail.forward(A) == B
    assert trail.forward(B) == C
    assert trail.forward(C) is None


def test_a_jump_forgets_what_was_ahead() -> None:
    trail = Trail()
    trail.leave(A)
    trail.back(B)
    trail.leave(C)
    assert trail.forward(A) is None
    assert trail.back(B) == C


def test_where_one_is_already_is_no_stop() -> None:
    trail = Trail()
    trail.leave(A)
    trail.leave(B)
    assert trail.back(B) == A


@given(st.lists(STOPS, min_size=1, max_size=12))
def test_going_back_and_forward_all_the_way_ends_where_one_was(stops: list[Stop]) -> None:
    trail, here = Trail(), stops[-1]
    for stop in stops[:-1]:
        trail.leave(stop)
    seen = [here]
    while (stop := trail.back(seen[-1])) is not None:
        seen.append(stop)
    again = [seen[-1]]
    while (stop := trail.forward(again[-1])) is not None:
        again.append(stop)
    assert again == seen[::-1]


@pytest.mark.usefixtures("qapp")
def test_jumps_made_by_going_back_are_no_jumps() -> None:
    session, here = Session(), [A]

    def show(stop: Stop) -> None:
        session.leaving.emit()
        here[0] = stop

    going = Going(session, lambda: here[0], show, session)
    told: list[tuple[bool, bool]] = []
    going.can_go.connect(lambda back, forward: told.append((back, forward)))
    session.leaving.emit()
    here[0] = B
    session.backAsked.emit()
    assert here == [A]
    session.forwardAsked.emit()
    assert here == [B]
    assert told[-1] == (True, False)


@pytest.mark.usefixtures("qapp")
def test_the_start_page_is_no_stop() -> None:
    session = Session()
    going = Going(session, lambda: Stop(-1), lambda _: None, session)
    told: list[tuple[bool, bool]] = []
    going.can_go.connect(lambda back, forward: told.append((back, forward)))
    session.leaving.emit()
    assert told == []
