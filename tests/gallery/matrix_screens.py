"""The matrix."""

from tests.gallery.easel import Easel
from tests.gallery.registry import screen
from ui.main_window import MATRIX
from ui.stages.matrix import MatrixStage


@screen("matrix-empty", "empty")
def _matrix_empty(easel: Easel) -> None:
    easel.window.go_to(MATRIX)


@screen("matrix-sample", "sample")
def _matrix_sample(easel: Easel) -> None:
    matrix(easel)


@screen("matrix", "review")
def _matrix_counts(easel: Easel) -> None:
    matrix(easel)


@screen("matrix-full", "full")
def _matrix_full(easel: Easel) -> None:
    matrix(easel)


@screen("matrix-quotes", "review")
def _matrix_quotes(easel: Easel) -> None:
    matrix(easel).show_quotes(True)  # noqa: FBT003 (as Qt's signal gives it)


@screen("matrix-passages", "review")
def _matrix_passages(easel: Easel) -> None:
    stage = matrix(easel)
    rows = stage.view.model()
    best = max(
        (rows.index(row, column) for row in range(rows.rowCount() - 1) for column in range(6)),
        key=stage.rows.count,
    )
    stage.view.setCurrentIndex(best)
    stage.view.opened.emit(best)


@screen("matrix-all-codes", "review")
def _matrix_all_codes(easel: Easel) -> None:
    matrix(easel).hide_empty(False)  # noqa: FBT003


@screen("matrix-french", "french")
def _matrix_french(easel: Easel) -> None:
    matrix(easel)


def matrix(easel: Easel) -> MatrixStage:
    """Bring the matrix to the front."""
    easel.window.go_to(MATRIX)
    found = easel.window.findChild(MatrixStage)
    assert isinstance(found, MatrixStage)
    return found
