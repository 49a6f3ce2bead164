"""All screens, in the order in which a reviewer sees them."""

from tests.gallery import (
    desk_screens,
    frame_screens,
    matrix_screens,
    moved_screens,
    read_screens,
    team_screens,
)
from tests.gallery.registry import SCREENS

__all__ = [
    "SCREENS",
    "desk_screens",
    "frame_screens",
    "matrix_screens",
    "moved_screens",
    "read_screens",
    "team_screens",
]
