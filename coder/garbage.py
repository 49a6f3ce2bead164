"""Nobody looks for garbage while much is made that stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def left_alone() -> Iterator[None]:
    """Do not look for garbage meanwhile; what is referred to no more goes all the same.

    Where hundreds of thousands of values are made and kept there is none to speak of, and going
    through them again and again takes as long as making them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
