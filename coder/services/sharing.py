"""Handing out and sending back: a copy for a reviewer, and the work that was done in it."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from coder.model.errors import ProjectError
from coder.model.ids import ReportId
from coder.progress import Progress, Work
from coder.services import previewing
from coder.services.coders import Coders
from coder.services.door import Keeper
from coder.services.reports import Reports
from coder.services.team import Team
from coder.store import copying, file_copies, working
from coder.store.copying import Share

_STEPS = 2
_TAKEN = "There is already a file “{file}” in that folder. Choose another name."
_WORKED_IN = (
    "There is already a file “{file}” in that folder, with work that this project has not. "
    "Merge it first, or choose another name."
)


class Sharing:
    """Makes copies of a project for others, and files of work for whoever leads it."""

    def __init__(self, project: Keeper) -> None:
        self._project = project

    def share(
        self,
        target: Path,
        *,
        for_: str = "",
        reports: Sequence[ReportId] | None = None,
        blind: bool = False,
    ) -> Work[Path]:
        """Write a copy of the project for somebody to work in.

        `for_` names them: the copy opens with them at work, and `reports`, if only some are
        given, are allocated to them here. The PDFs, texts and codings of other reports are left
        out; with `blind` all codings are, and what was settled, except their own.

        Raises:
            ProjectError: it cannot be written, or would replace work that is not in the project;
                nothing was changed.
            NotFoundError: a report is not in the project.
        """
        self._refuse_self(target)
        yield from self._refuse_loss(target)
        yield Progress(0, _STEPS, f"Making {target.name}")
        project = self._project
        with project.or_nothing():
            coder = Coders(project).ensure(for_) if for_.strip() else None
            for one in reports or ():
                Reports(project).get(one)
            if coder and reports is not None:
                Team(project).allocate(list(reports), [coder.id])
            wanted = None if reports is None else frozenset(reports)
            share = Share(wanted, coder.id if coder else None, blind, coder.name if coder else "")
            at = int(time.time() * 1000)
            yield Progress(1, _STEPS, f"Writing {target.name}")
            project.copy(target, lambda db: copying.prepare(db, share, at))
        return target

    def share_work(self, target: Path) -> Work[Path]:
        """Write what was done since this copy was made, for the lead to merge.

        In a project that is no copy, all that the present coder did, and what it rests on. PDFs
        are in it only of reports that were added to the copy: the lead has the others.

        Raises:
            ProjectError: nothing was done, or it cannot be written.
        """
        self._refuse_self(target)
        yield from self._refuse_loss(target)
        yield Progress(0, _STEPS, f"Writing {target.name}")
        lines: dict[str, list[dict[str, Any]]] = {}

        def ask(db: Connection) -> int:
            return working.lines(db, self._project.coder.id, lines.__setitem__)

        if not self._project.read(ask):
            raise ProjectError("Nothing was done in this copy yet: there is no work to send.")

        def fill(db: Connection) -> None:
            working.new(db)
            for table, some in lines.items():
                working.put(db, table, some)

        file_copies.save_work(target, fill)
        return target

    def _refuse_self(self, target: Path) -> None:
        if target.resolve() == self._project.path.resolve():
            raise ProjectError("That is the project itself. Choose another name for the copy.")

    def _refuse_loss(self, target: Path) -> Work[None]:
        """Refuse to write over what is not in this project: the work that came back, say."""
        if not target.exists():
            return
        try:
            told = yield from previewing.preview(self._project, [target])
        except ProjectError as error:
            raise ProjectError(_TAKEN.format(file=target.name)) from error
        if not all(one.is_empty for one in told):
            raise ProjectError(_WORKED_IN.format(file=target.name))
