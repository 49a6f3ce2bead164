"""The screens there is a picture of, by name: what has to be done to see each."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.gallery.easel import Easel

Act = Callable[[Easel], object]


@dataclass(frozen=True, slots=True)
class Screen:
    """What to do on the easel to see a screen; `kind` is the project it needs ("": none)."""

    kind: str
    act: Act

    def show_on(self, easel: Easel) -> None:
        """Bring the screen up in a window of its own and have its picture taken."""
        easel.begin()
        try:
            if self.kind:
                easel.open(self.kind)
            self.act(easel)
            if easel.picture is None:
                easel.settle()
        finally:
            easel.end()


SCREENS: dict[str, Screen] = {}


def screen(name: str, kind: str = "") -> Callable[[Act], Act]:
    """Register what to do under the name that the picture gets."""

    def register(act: Act) -> Act:
        SCREENS[name] = Screen(kind, act)
        return act

    return register
