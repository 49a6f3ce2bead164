"""The codebooks that come with the program, and finding one by name or path."""

from dataclasses import dataclass
from pathlib import Path

from coder import paths
from coder.codebooks.problems import did_you_mean
from coder.codebooks.reading import load
from coder.model.errors import CodebookFileError


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A codebook that comes with the program."""

    key: str
    title: str
    path: Path


def builtin(language: str = "") -> list[BuiltIn]:
    """Return the built-in codebooks by key, titles in `language` where they have one."""
    files = [(load(path, language), path) for path in sorted(paths.codebooks().glob("*.toml"))]
    return [BuiltIn(file.codebook.key, file.codebook.title, path) for file, path in files]


def find(name_or_path: str) -> Path:
    """Return the file of a built-in codebook by its key, or the path of any other.

    Raises CodebookFileError that names the built-in ones when there is neither.
    """
    shipped = {path.stem: path for path in paths.codebooks().glob("*.toml")}
    if name_or_path in shipped:
        return shipped[name_or_path]
    path = Path(name_or_path)
    if name_or_path and path.exists():
        return path
    if path.suffix:
        raise CodebookFileError(f"There is no file {path}.")
    raise CodebookFileError(
        f'There is no codebook "{name_or_path}".{did_you_mean(name_or_path, shipped)} '
        f"Give the path of a codebook file, or one of: {', '.join(sorted(shipped))}."
    )
