"""Reads the words of PDF pages without any of the product's code; run as a process.

`python independent.py FILE PAGE …` prints one JSON list a page (pages from 0), each word as
[left, top, right, bottom, word, block] in points, in the order of the file.
"""

import json
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

Word = tuple[float, float, float, float, str, int]


@dataclass(frozen=True)
class Run:
    """Words that stand one after the other, from (page, place in its words) to another."""

    words: list[Word]
    begin: tuple[int, Word]
    end: tuple[int, Word]


class Pages:
    """The words of some pages of a PDF."""

    def __init__(self, pdf: Path, *pages: int) -> None:
        command = [sys.executable, __file__, str(pdf), *map(str, pages)]
        said = subprocess.run(command, check=True, capture_output=True, text=True)
        lists = (map(tuple, json.loads(line)) for line in said.stdout.splitlines())
        self.words: dict[int, list[Word]] = {
            page: list(words) for page, words in zip(pages, lists, strict=True)
        }

    def find(self, page: int, written: str) -> tuple[int, int]:
        """Return the places of the first and the last of words that stand on a page once."""
        wanted, words = written.split(), [word[4] for word in self.words[page]]
        last = len(words) - len(wanted)
        found = [at for at in range(last + 1) if words[at : at + len(wanted)] == wanted]
        assert len(found) == 1, f"“{written}” stands on page {page} {len(found)} times"
        return found[0], found[0] + len(wanted) - 1

    def between(self, begin: tuple[int, str], end: tuple[int, str]) -> Run:
        """Return all words from the first of some words to the last of others.

        Across pages without page numbers: figures that are a block of their own.
        """
        first, last = self.find(*begin)[0], self.find(*end)[1]
        pages = range(begin[0], end[0] + 1)
        words = [word for page in pages for word in self.words[page]]
        rest = len(self.words[end[0]]) - 1 - last
        run = words[first : len(words) - rest]
        if begin[0] != end[0]:
            run = [word for word in run if not self._is_number(word)]
        return Run(run, (begin[0], run[0]), (end[0], run[-1]))

    def _is_number(self, word: Word) -> bool:
        alone = any(
            [one for one in words if one[5] == word[5]] == [word] for words in self.words.values()
        )
        return word[4].isdigit() and alone

    def block(self, page: int, written: str) -> list[Word]:
        """Return all words of the block in which these stand."""
        block = self.words[page][self.find(page, written)[0]][5]
        return [word for word in self.words[page] if word[5] == block]


def letters(text: str) -> str:
    """Return letters and figures only, without accents and case; ligatures taken apart."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def joined(words: list[Word]) -> str:
    """Return the letters of words."""
    return letters("".join(word[4] for word in words))


def _read(pdf: str, pages: list[int]) -> None:
    import pymupdf

    with pymupdf.open(pdf) as document:
        for page in pages:
            words = document[page].get_text("words")
            found = [[*word[:4], word[4], word[5]] for word in words]
            sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    _read(sys.argv[1], [int(page) for page in sys.argv[2:]])
