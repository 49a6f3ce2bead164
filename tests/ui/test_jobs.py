"""Long work goes on beside the window: its outcome comes back once, on the interface thread."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from coder.model.changes import Changes, Kind
from coder.model.errors import ProjectError
from coder.progress import Progress, Work
from coder.project import Project
from ui import jobs
from ui.session import Session
from ui.widgets.progress_strip import ProgressStrip

MAIN = threading.main_thread()


class Outcome(QObject):
    """Notes which of the three ends a job came to, and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.came: list[tuple[str, object]] = []
        self.threads: set[threading.Thread] = set()

    def note(self, which: str, value: object = None) -> None:
        self.came.append((which, value))
        self.threads.add(threading.current_thread())

    def run(self, work: Work[int]) -> jobs.Job:
        return jobs.run(
            work,
            self,
            lambda value: self.note("done", value),
            lambda message: self.note("failed", message),
            lambda: self.note("cancelled"),
        )


@pytest.fixture
def outcome() -> Outcome:
    return Outcome()


def test_the_value_of_the_work_comes_to_the_interface_thread(
    qtbot: QtBot, outcome: Outcome
) -> None:
    worked_on: list[threading.Thread] = []

    def work() -> Work[int]:
        for at in range(3):
            worked_on.append(threading.current_thread())
            yield Progress(at, 3, f"step {at}")
        return 42

    job = outcome.run(work())
    steps: list[str] = []
    job.progressed.connect(lambda progress: steps.append(progress.label))
    qtbot.waitUntil(lambda: bool(outcome.came))
    assert outcome.came == [("done", 42)]
    assert outcome.threads == {MAIN}
    assert MAIN not in worked_on
    assert steps[-1] == "step 2"


def test_a_failure_that_users_understand_is_told_in_its_own_words(
    qtbot: QtBot, outcome: Outcome
) -> None:
    def work() -> Work[int]:
        yield Progress(0, 1, "begun")
        raise ProjectError("The disk is full. Make room and try again.")

    outcome.run(work())
    qtbot.waitUntil(lambda: bool(outcome.came))
    assert outcome.came == [("failed", "The disk is full. Make room and try again.")]
    assert outcome.threads == {MAIN}


def test_a_failure_of_ours_reaches_the_last_resort_and_nobody_else(
    qtbot: QtBot, outcome: Outcome
) -> None:
    def work() -> Work[int]:
        yield Progress(0, 1, "begun")
        raise KeyError("never thought of")

    with capture_exceptions() as caught:
        job = outcome.run(work())
        with qtbot.waitSignal(job.ended):
            pass
    assert [kind for kind, _, _ in caught] == [KeyError]
    assert outcome.came == []


def test_cancel_ends_the_work_between_two_steps_and_lets_it_tidy_up(
    qtbot: QtBot, outcome: Outcome
) -> None:
    tidied = threading.Event()

    def work() -> Work[int]:
        try:
            while True:
                yield Progress(0, 0, "for ever")
        finally:
            tidied.set()

    job = outcome.run(work())
    with qtbot.waitSignal(job.progressed):
        pass
    job.cancel()
    qtbot.waitUntil(lambda: bool(outcome.came))
    assert outcome.came == [("cancelled", None)]
    assert tidied.is_set()


def test_waiting_for_a_job_ends_after_its_outcome_was_told(outcome: Outcome, qtbot: QtBot) -> None:
    assert qtbot

    def work() -> Work[int]:
        yield Progress(0, 1, "begun")
        return 7

    job = outcome.run(work())
    job.wait()
    assert outcome.came == [("done", 7)]
    assert not [one for one in threading.enumerate() if one.name.startswith("work")]


def test_the_strip_says_what_is_done_how_far_and_cancels_once(qtbot: QtBot) -> None:
    strip = ProgressStrip()
    qtbot.addWidget(strip)
    assert strip.isHidden()
    strip.tell(Progress(3, 12, "Read " + "a long name " * 20))
    assert strip.isVisible()
    shown = strip.findChildren(QObject, "")
    labels = [str(one.property("text")) for one in shown if one.property("text")]
    assert any(label.startswith("Read a long name") and "…" in label for label in labels)
    assert strip.sizeHint().width() < 800
    values = [(one.property("value"), one.property("maximum")) for one in shown]
    assert (3, 12) in values
    cancel = next(one for one in shown if one.property("text") == "Cancel")
    with qtbot.waitSignal(strip.cancelled):
        cancel.click()  # type: ignore[attr-defined]
    assert not cancel.property("enabled")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = Session()
    session.take(Project.create(tmp_path / "a.evc", ("Coder A", "CA", "#0072B2")))
    yield session
    session.close()


def test_a_change_made_on_another_thread_is_told_on_this_one(
    qtbot: QtBot, session: Session
) -> None:
    told: list[tuple[Changes, threading.Thread]] = []
    session.changed.connect(lambda changes: told.append((changes, threading.current_thread())))
    other = threading.Thread(target=lambda: session.project.edit(name="Renamed"))
    other.start()
    other.join()
    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    [(changes, thread)] = told
    assert thread is MAIN
    assert changes.label == "Rename Project"
    assert changes.touches(Kind.PROJECT)


def test_a_change_made_here_is_told_before_the_act_returns(session: Session) -> None:
    told: list[Changes] = []
    session.changed.connect(told.append)
    session.project.edit(name="Renamed")
    assert [changes.label for changes in told] == ["Rename Project"]


def test_what_a_closed_project_still_had_to_tell_is_not_told(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    told: list[Changes] = []
    session.changed.connect(told.append)
    other = threading.Thread(target=lambda: session.project.edit(name="Renamed"))
    other.start()
    other.join()
    session.take(Project.create(tmp_path / "b.evc", ("Coder A", "CA", "#0072B2")))
    qtbot.wait(20)
    assert told == []


def test_closing_is_told_while_the_project_can_still_be_written(session: Session) -> None:
    session.passwords[b"report"] = "secret"  # type: ignore[index]
    names: list[str] = []
    session.closing.connect(lambda: names.append(session.project.name))
    session.close()
    assert names == ["a"]
    assert not session.is_open
    assert session.path is None
    assert session.passwords == {}


def test_who_waits_for_a_job_that_went_with_its_parent_waits_for_the_work(
    outcome: Outcome,
) -> None:
    may_end, has_ended = threading.Event(), threading.Event()

    def work() -> Work[int]:
        yield Progress(0, 1, "working")
        may_end.wait(10)
        has_ended.set()
        return 1

    job = outcome.run(work())
    job.cancel()
    delete(outcome)
    may_end.set()
    job.wait()
    assert not isValid(job)
    assert has_ended.is_set() or job.is_cancelled
    assert job._outcome is not None
    assert job._outcome.done()
