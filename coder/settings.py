"""What the program remembers for its user, in one small readable file."""

import json
import tomllib
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from coder import paths

_RECENT = 10
THEMES = ("system", "light", "dark")


@dataclass(frozen=True, slots=True)
class Settings:
    """Who codes on this laptop, the look, and the projects opened last (newest first).

    `coder_id` (32 hex digits) makes one person the same coder in all their projects.
    """

    theme: str = "system"
    coder_id: str = ""
    coder_name: str = ""
    coder_initials: str = ""
    coder_colour: str = ""
    recent: tuple[str, ...] = ()
    window: str = ""
    seen_sample: bool = False
    panes: dict[str, str] = field(default_factory=dict)

    def with_recent(self, path: Path) -> "Settings":
        """Return the settings with `path` as the project opened last."""
        written = str(path.resolve())
        rest = [one for one in self.recent if one != written]
        return replace(self, recent=(written, *rest)[:_RECENT])


def _file() -> Path:
    return paths.config() / "settings.toml"


def load() -> Settings:
    """Read the settings; what is missing or unreadable has its default."""
    try:
        stored = tomllib.loads(_file().read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return Settings()
    default = Settings()
    found = default
    for name, value in stored.items():
        wanted = getattr(default, name, None)
        given = tuple(map(str, value)) if isinstance(value, list) else value
        if wanted is not None and isinstance(given, type(wanted)):
            found = replace(found, **{name: given})
    return found if found.theme in THEMES else replace(found, theme="system")


def save(settings: Settings) -> None:
    """Write the settings, only what differs from the defaults, whole or not at all."""
    default = asdict(Settings())
    values = {name: value for name, value in asdict(settings).items() if value != default[name]}
    lines = ["# What Evidence Coder remembers. It may be deleted at any time.", ""]
    panes = values.pop("panes", {})
    lines += [f"{name} = {_toml(value)}" for name, value in values.items()]
    if panes:
        lines += ["", "[panes]", *(f"{_toml(k)} = {_toml(v)}" for k, v in panes.items())]
    target = _file()
    partial = target.with_suffix(".part")
    partial.write_text("\n".join(lines) + "\n", encoding="utf-8")
    partial.replace(target)


def _toml(value: object) -> str:
    """Write a string, a truth value or a list of strings; JSON's forms of these are TOML's."""
    listed = list(value) if isinstance(value, tuple) else value
    return json.dumps(listed, ensure_ascii=False).replace("\x7f", "\\u007f")
