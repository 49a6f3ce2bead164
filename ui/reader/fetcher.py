"""A thread that fetches pages from the worker process: the window never waits for one."""

import contextlib
import socket
import threading
from ctypes import addressof, c_char, memmove, memset
from queue import Empty, SimpleQueue
from typing import NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from coder.model.errors import ProjectError
from coder.pdf.client import PdfClient
from coder.pdf.jobs import BYTES_PER_PIXEL, Answer, Failed, Rendered, RenderJob

_LOOK = 0.25
"""Seconds between two looks at a worker that owes an answer (it may have died silently)."""

_PATIENCE = 5.0

_FORMAT = QImage.Format.Format_RGB32
_STRIP = 1 << 16
"""Pixels that are turned into the window's at a time."""


class Done(NamedTuple):
    """What became of a job; the image when it was drawn."""

    answer: Answer
    image: QImage | None


class _Order(NamedTuple):
    job: RenderJob
    room: "Room"


Room = QImage | QSize | None
"""An image to draw into, or how large one will be, or None when that is not known."""


class Fetcher:
    """Owns the worker of one report. Starting, ending and replacing it happens in the thread.

    `ear` becomes readable when there is something to `hear`. Nothing of Qt's but plain images is
    touched in the thread: a socket wakes the window, on every system, and whoever is gone by
    then hears nothing.
    """

    def __init__(self, pdf: bytes, password: str | None) -> None:
        self.client: PdfClient | None = None
        self.ear, self._bell = socket.socketpair()
        self.ear.settimeout(0)
        self._orders: SimpleQueue[_Order | None] = SimpleQueue()
        self._done: SimpleQueue[Done] = SimpleQueue()
        self._is_over = threading.Event()
        arguments = (pdf, password)
        self._thread = threading.Thread(
            target=self._work, args=arguments, name="pages", daemon=True
        )
        self._thread.start()

    def give(self, job: RenderJob, room: Room) -> None:
        """Have a job done, into the image given if its size fits."""
        self._orders.put(_Order(job, room))

    def hear(self) -> Done | None:
        """Return what became of the job given last, None when it is still being done."""
        with contextlib.suppress(BlockingIOError):
            self.ear.recv(64)
        try:
            return self._done.get_nowait()
        except Empty:
            return None

    def drop(self, seconds: float) -> None:
        """Give up the job in work if it takes that long; it is heard of as any other."""
        if self.client is not None:
            self.client.drop(seconds)

    def end(self, *, wait: bool = False) -> None:
        """End worker and thread; nothing is heard any more. With `wait` they are gone then."""
        self._is_over.set()
        self._orders.put(None)
        if self.client is not None:
            self.client.abort()
        if wait:
            self._thread.join(_PATIENCE)
        self.ear.close()

    def _work(self, pdf: bytes, password: str | None) -> None:
        refusal = ""
        try:
            self.client = PdfClient(pdf, password)
        except ProjectError as error:
            refusal = str(error)
        del pdf
        while (order := self._orders.get()) is not None and not self._is_over.is_set():
            if self.client is None:
                self._tell(Done(Failed(order.job, refusal, is_whole=True), None))
                continue
            self.client.send(order.job)
            image = _at_hand(order.room)
            answer = self._answer(self.client)
            if answer is not None:
                self._tell(Done(answer, _copied(self.client, answer, image)))
            del order, image
        if self.client is not None:
            self.client.close()
        self._bell.close()

    def _answer(self, client: PdfClient) -> Answer | None:
        while not self._is_over.is_set():
            answer = client.poll()
            if answer is not None:
                return answer
            client.wait(_LOOK)
        return None

    def _tell(self, done: Done) -> None:
        self._done.put(done)
        with contextlib.suppress(OSError):
            self._bell.send(b".")


def _at_hand(room: Room) -> QImage | None:
    """Return an image whose memory is at hand: the first touch of fresh memory may take 50 ms.

    It is done while the worker draws, and without the interpreter's lock.
    """
    if not isinstance(room, QSize):
        return room
    image = QImage(room, _FORMAT)
    if not image.isNull():
        memset(_address(memoryview(image.bits())), 0, image.sizeInBytes())
    return image


def _copied(client: PdfClient, answer: Answer, given: QImage | None) -> QImage | None:
    """Return the pixels of an answer as an image; the worker reuses its memory at the next job.

    The interpreter's lock is held for no more than a strip of the page at a time.
    """
    if not isinstance(answer, Rendered):
        return None
    wide, high = answer.width, answer.height
    fits = given is not None and (given.width(), given.height()) == (wide, high)
    image = given if given is not None and fits else QImage(wide, high, _FORMAT)
    target, pixels = _address(memoryview(image.bits())), client.pixels()
    rows, row = max(1, _STRIP // wide), wide * BYTES_PER_PIXEL
    for top in range(0, high, rows):
        part = pixels[top * row : (top + rows) * row]
        drawn = QImage(part, wide, len(part) // row, row, QImage.Format.Format_RGB888)
        strip = drawn.convertToFormat(_FORMAT)
        size = strip.sizeInBytes()
        memmove(target, _address(memoryview(strip.bits())), size)
        target += size
    return image


def _address(memory: memoryview) -> int:
    """Return where the bytes of a writable memory are."""
    return addressof(c_char.from_buffer(memory))
