"""Makes a home, then the pictures in it: one process for each look and scale."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_TOP = Path(__file__).resolve().parents[2]
_SCREEN = (1600, 1000)
_FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": ".config",
    "LOCALAPPDATA": ".data",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".data",
    "XDG_STATE_HOME": ".state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": ".run",
    "EVIDENCE_CODER_DOCUMENTS": "Documents",
}
DOCUMENTED = {
    "light": (
        "new-project",
        "refused",
        "reports-review",
        "menu-undo",
        "read",
        "read-selection",
        "read-palette",
        "read-passages",
        "desk-two",
        "desk-find",
        "desk-moved",
        "matrix",
        "team-people",
        "team-agreement",
        "attributes-full",
        "attributes-suggested",
        "screen-proof",
        "screen-conflict",
        "screen-flow",
        "appraise",
        "cards",
        "codebook-codes",
    ),
    "dark": ("read-dense", "read-memo", "matrix-passages", "desk-settle"),
}
"""The screens that the documents show, by look."""


def main() -> int:
    """Return 0 when all pictures that were asked for were made."""
    options = _options()
    if options.home:
        from tests.gallery.pictures import paint

        return paint(options.out, options.home, options.look, options.scale, options.only)
    if options.docs:
        return _document(options.out)
    home = _new_home()
    try:
        ends = [
            _run(options, home, look, scale)
            for scale in ([options.scale] if options.scale else [1, 2])
            for look in ([options.look] if options.look else ["light", "dark"])
        ]
        return max(ends)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT", help="folder for the pictures")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="these screens only")
    parser.add_argument("--scale", type=int, choices=(1, 2), help="1 for 100 %%, 2 for 200 %%")
    parser.add_argument("--look", choices=("light", "dark"))
    parser.add_argument(
        "--docs", action="store_true", help="the pictures of docs/, to docs/pictures"
    )
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.out = options.out.resolve()
    return options


def _new_home() -> Path:
    """Return a new folder, of a plain name where it is free: some pictures show it."""
    home = Path(tempfile.gettempdir()) / "reviewer"
    try:
        home.mkdir(mode=0o700)
    except FileExistsError:
        home = Path(tempfile.mkdtemp(prefix="reviewer-"))
    return home


def _environment(home: Path, scale: int) -> dict[str, str]:
    """Return what a process needs to live in this home and to paint on a screen of its own."""
    found = dict(os.environ)
    for variable, folder in _FOLDERS.items():
        (home / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        found[variable] = str(home / folder)
    screen = {"name": "gallery", "x": 0, "y": 0, "dpr": 1}
    screen |= dict(zip(("width", "height"), (side * scale for side in _SCREEN), strict=True))
    file = home / f".screen-{scale}.json"
    file.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    found["QT_QPA_PLATFORM"] = f"offscreen:configfile={file}"
    found["QT_SCALE_FACTOR"] = str(scale)
    found |= {"TZ": "UTC", "PYTHONHASHSEED": "0"}
    return found


def _document(out: Path) -> int:
    """Make the pictures that the documents show: small files, under names without the scale."""
    from tests.gallery.palette import save_reduced

    for look, names in DOCUMENTED.items():
        with tempfile.TemporaryDirectory() as fresh:
            command = [sys.executable, "-m", "tests.gallery", fresh, "--look", look]
            command += ["--scale", "1", "--only", *names]
            end = subprocess.run(command, cwd=_TOP, check=False).returncode
            for file in sorted(Path(fresh).iterdir()):
                save_reduced(file, out / file.name.replace("-100.png", ".png"))
        if end:
            return end
    return 0


def _run(options: argparse.Namespace, home: Path, look: str, scale: int) -> int:
    """Make the pictures of one look and scale in a process of their own."""
    command = [sys.executable, "-m", "tests.gallery", str(options.out), "--home", str(home)]
    command += ["--look", look, "--scale", str(scale)]
    command += ["--only", *options.only] if options.only else []
    return subprocess.run(command, cwd=_TOP, env=_environment(home, scale), check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
