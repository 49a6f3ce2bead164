"""A drawing (SVG) as pixels (PNG), made in a process that holds the engine."""

import multiprocessing
from multiprocessing.connection import Connection

from coder.model.errors import ProjectError

DEADLINE = 20.0
"""Seconds that a drawing may take, the start of the process among them."""
_FAILED = "The picture could not be drawn. Save it as .svg instead."


def png(svg: str, scale: float = 2.0) -> bytes:
    """Return an SVG document drawn at `scale` pixels for each of its own.

    Raises:
        ProjectError: it cannot be drawn.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_draw, args=(theirs, svg, scale), daemon=True)
    process.start()
    theirs.close()
    try:
        drawn: bytes = ours.recv() if ours.poll(DEADLINE) else b""
    except EOFError:
        drawn = b""
    finally:
        ours.close()
        process.kill()
        process.join()
        process.close()
    if not drawn:
        raise ProjectError(_FAILED)
    return drawn


def _draw(connection: Connection, svg: str, scale: float) -> None:
    """Send the picture, nothing when it cannot be drawn."""
    from coder.pdf import engine  # noqa: PLC0415 - whoever starts this never loads the engine

    engine.settle()
    connection.send(engine.picture(svg, scale))
