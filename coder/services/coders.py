"""Who codes."""

from coder.model.coding import Coder
from coder.model.errors import ProjectError
from coder.model.ids import CONSENSUS, CoderId, new_id
from coder.services.door import Door
from coder.store import coders as store
from coder.store.log import Writer


class Coders:
    """The coders of a project."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def all(self) -> list[Coder]:
        """Return everybody whose codings there may be, with the number of their codings.

        These are the people by name, then Consensus if anything was settled.
        """
        return list(self._door.once(store.whose_codings))

    def listed(self) -> list[Coder]:
        """Return the same people as `all`, nobody's codings being counted."""
        return list(self._door.once(store.listed_coders))

    def people(self) -> list[Coder]:
        """Return those who one can be and who are compared, by name: all but Consensus.

        Who was joined with another and has no work of their own is left out.
        """
        return self._door.read(store.all_coders)

    def names(self) -> dict[CoderId, str]:
        """Return what everybody is called who ever did something, as the history tells it."""
        return self._door.read(store.names)

    def named(self, name: str) -> Coder | None:
        """Return the person of this name (case does not matter), or None."""
        wanted = name.strip().casefold()
        return next((one for one in self.people() if one.name.casefold() == wanted), None)

    def ensure(
        self, name: str, initials: str = "", colour: str = "", identity: CoderId | None = None
    ) -> Coder:
        """Return the coder of this identity or name, added or amended as needed.

        Raises:
            ProjectError: the name is empty, or that of what the team settled.
        """
        name = checked_name(CONSENSUS_NAME if identity == CONSENSUS else name)
        every = self.people()
        own = next((one for one in every if one.id == identity), None)
        known = own or self.named(name)
        again = None if known else self._joined_away(name, identity)
        row: dict[str, object] = {
            # Whoever is called by a name does not change how it is written.
            "name": known.name if known and not own else name,
            "initials": initials.strip() or (known.initials if known else initials_of(name)),
            "colour": colour or (known.colour if known else COLOURS[len(every) % len(COLOURS)]),
        }

        def act(writer: Writer) -> CoderId:
            if known:
                writer.update("coder", [(known.id, row)])
                return known.id
            if again:
                writer.update("coder", [(again, {**row, "joined": None})])
                return again
            fresh = identity or CoderId(new_id())
            writer.insert("coder", [{"id": fresh, **row}])
            return fresh

        chosen = self._door.run(f"Add Coder {name}", act, kind="quiet")
        return next(one for one in self.people() if one.id == chosen)

    def _joined_away(self, name: str, identity: CoderId | None) -> CoderId | None:
        """Return whoever was joined with another, if they are wanted again after all."""
        gone = self._door.read(store.joined_away)
        by_id = (one for one, _ in gone if one == identity)
        by_name = (one for one, called in gone if called.casefold() == name.casefold())
        return next(by_id, None) or next(by_name, None)


CONSENSUS_NAME = "Consensus"
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7A5195", "#4D4D4D")


def checked_name(written: str) -> str:
    """Return a name for a coder as it is kept, without needless spaces.

    Raises:
        ProjectError: it is empty, or that of what the team settled.
    """
    name = " ".join(written.split())
    if not name:
        raise ProjectError("A coder needs a name.")
    if name.casefold() == CONSENSUS_NAME.casefold():
        raise ProjectError(
            f"“{CONSENSUS_NAME}” is the name of what the team settled. Use your own name."
        )
    return name


def initials_of(name: str) -> str:
    """Return up to three capital initials of a name."""
    return "".join(word[0] for word in name.split() if word[0].isalnum()).upper()[:3] or "?"


def consensus_row() -> dict[str, object]:
    """Return the row of the coder to whom belongs what was settled, the same on every laptop."""
    return {"id": CONSENSUS, "name": CONSENSUS_NAME, "initials": "CON", "colour": "#1F2933"}
