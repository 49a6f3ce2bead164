"""Coders as people name them on the command line."""

from coder.model.errors import NotFoundError
from coder.model.ids import CoderId
from coder.model.whose import Shown, Whose
from coder.project import Project

_WHOSE = {"all": Whose.ALL, "consensus": Whose.CONSENSUS}


def people_named(project: Project, names: str) -> list[CoderId]:
    """Return the coders with these names, which commas part; raises NotFoundError for others."""
    found = []
    for name in names.split(","):
        coder = project.coders.named(name)
        if coder is None:
            known = ", ".join(one.name for one in project.coders.people())
            raise NotFoundError(f"There is no coder “{name.strip()}”. The coders are: {known}.")
        found.append(coder.id)
    return found


def whose_named(project: Project, written: str | None) -> Shown:
    """Return whose codings are meant: "all", "consensus" or names; raises NotFoundError."""
    if not written:
        return Whose.ALL
    return _WHOSE.get(written.strip().casefold()) or set(people_named(project, written))
