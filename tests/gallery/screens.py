"""All screens, in the order in which a reviewer sees them."""

from tests.gallery import frame_screens, matrix_screens, read_screens
from tests.gallery.registry import SCREENS

__all__ = ["SCREENS", "frame_screens", "matrix_screens", "read_screens"]
