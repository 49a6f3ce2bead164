"""What of the pages in view is drawn; loads nothing that the window does not load itself."""

from ui.reader.view import ReaderView
from ui.reader.wanted import page_job


def is_drawn(view: ReaderView, page: int) -> bool:
    """Say whether a page is drawn at its own size."""
    return view._drawing.cache.sharp(page_job(view._scene().layout, page)) is not None


def sharp(view: ReaderView) -> bool:
    """Say whether all pages in view are drawn at their own size."""
    return all(is_drawn(view, page) for page in view._scene().pages)
