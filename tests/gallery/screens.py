"""All screens, in the order in which a reviewer sees them."""

from tests.gallery import (
    appraise_screens,
    attribute_screens,
    codebook_screens,
    desk_screens,
    frame_screens,
    matrix_screens,
    moved_screens,
    read_screens,
    screen_screens,
    team_screens,
)
from tests.gallery.registry import SCREENS

__all__ = [
    "SCREENS",
    "appraise_screens",
    "attribute_screens",
    "codebook_screens",
    "desk_screens",
    "frame_screens",
    "matrix_screens",
    "moved_screens",
    "read_screens",
    "screen_screens",
    "team_screens",
]
