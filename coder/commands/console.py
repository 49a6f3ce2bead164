"""What a command prints: one JSON document or plain lines; progress and troubles on stderr."""

import json
import sys
import traceback
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from coder.paths import VERSION, logs
from coder.progress import Work

T = TypeVar("T")
_BAR = 24
_SORRY = (
    "This went wrong, and no act was left half done. Look whether the project is damaged: "
    "“check” tells.\nIf it is not, send the file {log} to whoever looks after the program."
)


@dataclass(frozen=True, slots=True)
class Console:
    """Where a command's results go."""

    as_json: bool

    def result(self, value: object, *lines: str) -> None:
        """Print the result: `value` as JSON when asked for, else the plain lines."""
        if self.as_json:
            print(json.dumps(value, ensure_ascii=False, indent=1))  # noqa: T201
            return
        for line in lines:
            print(line)  # noqa: T201

    def trouble(self, message: str) -> None:
        """Tell on stderr what went wrong."""
        print(message, file=sys.stderr)  # noqa: T201

    def drive(self, work: Work[T]) -> T:
        """Run long work to its end with a bar on stderr when a person watches."""
        shown = sys.stderr.isatty()
        while True:
            try:
                step = next(work)
            except StopIteration as stop:
                if shown:
                    sys.stderr.write("\r\x1b[K")
                value: T = stop.value
                return value
            if shown:
                filled = _BAR * step.done // max(1, step.total)
                bar = "█" * filled + "·" * (_BAR - filled)
                sys.stderr.write(f"\r\x1b[K{bar} {step.done}/{step.total} {step.label[:60]}")
                sys.stderr.flush()


def last_resort(error: Exception) -> str:
    """Log what nobody foresaw; return what to tell of it."""
    log = logs() / "errors.log"
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S} {VERSION}\n")
        file.writelines(traceback.format_exception(error))
    return _SORRY.format(log=log)
