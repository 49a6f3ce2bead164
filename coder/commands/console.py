"""What a command prints: one JSON document or plain lines; progress and troubles on stderr."""

import json
import sys
from dataclasses import dataclass
from typing import TypeVar

from coder.progress import Work

T = TypeVar("T")
_BAR = 24


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
