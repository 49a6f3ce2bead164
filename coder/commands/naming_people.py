"""Coders as people name them on the command line."""

from coder.model.errors import NotFoundError
from coder.model.ids import CoderId
from coder.model.whose import Shown, Whose
from coder.project import Project

_WHOSE = {"all": Whose.ALL, "consensus": Whose.CONSENSUS}


def people_named(project: Project, names: str) -> list[CoderId]:
    """Return the coders with these names, which commas part; raises NotFoundError for others.

    A name may itself have commas.
    """
    found, pieces = [], names.split(",")
    while pieces:
        ends = range(len(pieces), 0, -1)
        told = ((end, project.coders.named(",".join(pieces[:end]))) for end in ends)
        end, coder = next(((end, one) for end, one in told if one), (1, None))
        if coder is None:
            known = ", ".join(one.name for one in project.coders.people())
            raise NotFoundError(
                f"There is no coder “{pieces[0].strip()}”. The coders are: {known}."
            )
        found.append(coder.id)
        del pieces[:end]
    return found


def whose_named(project: Project, written: str | None) -> Shown:
    """Return whose codings are meant: "all", "consensus" or names; raises NotFoundError."""
    if not written:
        return Whose.ALL
    return _WHOSE.get(written.strip().casefold()) or set(people_named(project, written))
