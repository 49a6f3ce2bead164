"""Who did what: reports allocated to coders, how far everyone is, who double-codes what."""

from collections.abc import Collection, Sequence
from typing import get_args

from sqlalchemy import Connection, select

from coder.model.assignment import Assignment, CoderWork, State
from coder.model.coding import Coder
from coder.model.errors import NotFoundError
from coder.model.ids import AssignmentId, CoderId, ReportId, assignment_id
from coder.services.door import Door
from coder.services.naming import naming
from coder.store import assignments as store
from coder.store import schema
from coder.store.coders import all_coders
from coder.store.log import Writer
from coder.store.reports import text_hashes

Place = tuple[ReportId, CoderId]


class Team:
    """The people of a project and their reports."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def work(self) -> list[CoderWork]:
        """Return how far each person is, by name."""
        return self._door.read(_work)

    def assignments(self) -> list[Assignment]:
        """Return what is known of each person and report, where there is anything."""
        return self._door.read(store.all_assignments)

    def allocate(
        self, reports: Sequence[ReportId], coders: Sequence[CoderId], *, on: bool = True
    ) -> None:
        """Say that these coders are to code these reports, or, without `on`, no more.

        Raises:
            NotFoundError: a report or a coder is not in the project.
        """
        titles = self._titles(reports)
        names = [one.name for one in self._door.read(all_coders) if one.id in set(coders)]
        if len(names) < len(set(coders)):
            raise NotFoundError("That coder is not in the project.")
        if not titles or not names:
            return
        what = f"“{titles[0]}”" if len(titles) == 1 else f"{len(titles)} Reports"
        verb = f"Allocate {what} to" if on else f"Take {what} from"
        places = [(report, coder) for report in reports for coder in coders]
        self._say(f"{verb} {naming(names)}", places, {"allocated": on})

    def set_state(self, report: ReportId, state: State) -> None:
        """Say how far one is with a report: "" not begun, "begun", or "done".

        Raises NotFoundError for a report that is gone.
        """
        assert state in get_args(State), state
        (title,) = self._titles([report])
        label = f"Mark {title} as Done" if state == "done" else f"Reopen {title}"
        self._say(label, [(report, self._door.coder.id)], {"state": state})

    def double_coded(
        self, coders: Collection[CoderId] | None = None
    ) -> dict[ReportId, tuple[CoderId, ...]]:
        """Return the reports that two or more of these coders, or of all, code: and who they are.

        To code is to have it allocated, or to have begun; reports and coders are in order.
        """
        return self._door.read(_double_coded, coders)

    def _titles(self, reports: Sequence[ReportId]) -> list[str]:
        found = self._door.read(_titles_of, set(reports))
        if len(found) < len(set(reports)):
            raise NotFoundError("That report is no longer in the project.")
        return found

    def _say(self, label: str, places: Sequence[Place], values: dict[str, object]) -> None:
        """Say the same of several coders and reports; what is said already stays as it is.

        Nothing else is said: the lead and the coder may do so apart, and neither is overruled.
        """
        wanted = {assignment_id(*place): place for place in places}

        def act(writer: Writer) -> None:
            known = _known(writer.db, wanted)
            if any(values.values()):
                rows = [
                    {"id": row, "report": report, "coder": coder, **values}
                    for row, (report, coder) in wanted.items()
                    if row not in known
                ]
                writer.insert("assignment", rows)
            writer.update("assignment", [(row, values) for row in known])

        self._door.run(label, act)


def _known(db: Connection, wanted: Collection[AssignmentId]) -> list[AssignmentId]:
    query = select(schema.assignment.c.id)
    return [AssignmentId(row) for row in db.scalars(query) if row in wanted]


def _titles_of(db: Connection, reports: Collection[ReportId]) -> list[str]:
    report = schema.report.c
    query = select(report.title).where(report.id.in_(list(reports)))
    return list(db.scalars(query.order_by(report.title)))


def _work(db: Connection) -> list[CoderWork]:
    every, last = store.all_assignments(db), store.last_work(db)
    reports = len(text_hashes(db))
    is_shared_out = any(one.allocated for one in every)
    return [
        _work_of(
            coder,
            [one for one in every if one.coder == coder.id],
            None if is_shared_out else reports,
            last.get(coder.id),
        )
        for coder in all_coders(db)
    ]


def _work_of(
    coder: Coder, theirs: Sequence[Assignment], reports: int | None, last: int | None
) -> CoderWork:
    """Count what is known of a coder; `reports` is how many are theirs if not only these are."""
    done = sum(one.state == "done" for one in theirs)
    begun = sum(one.state == "begun" for one in theirs)
    return CoderWork(
        coder=coder,
        allocated=sum(one.allocated for one in theirs),
        done=done,
        begun=begun,
        not_begun=(len(theirs) if reports is None else reports) - done - begun,
        codings=coder.codings,
        last=last,
    )


def _double_coded(
    db: Connection, coders: Collection[CoderId] | None
) -> dict[ReportId, tuple[CoderId, ...]]:
    at_work = {(one.report, one.coder) for one in store.all_assignments(db)}
    people = [one.id for one in all_coders(db) if coders is None or one.id in coders]
    found = {
        report: tuple(coder for coder in people if (report, coder) in at_work)
        for report in text_hashes(db)
    }
    return {report: some for report, some in found.items() if len(some) > 1}
