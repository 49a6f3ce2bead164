"""Set Evidence Coder up on this machine, then start it or run its tests.

    python3 run.py [PROJECT]      the window
    python3 run.py COMMAND ...    the same work without a window
    python3 run.py test           all tests, several at once
    python3 run.py test ...       some of them: what follows `test` goes to pytest

Needs nothing but Python. The first start makes the folder `.venv` beside this file and installs
the packages of `requirements.lock` into it, the tests also those of `requirements-test.lock`.
Later starts find the stamp of that and go straight on. Old Pythons must be able to read this
file as far as the message that they are too old.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"
OLDEST_PYTHON = (3, 11)
_MOST_WORKERS = 4
PYTHON_LINE = "python {}.{}".format(*sys.version_info)

# What the wheels of Qt leave to the system on Linux, and the Debian package that has it.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


class CannotStartError(Exception):
    """What keeps the program from starting, in words for the user."""


def check_python(version: Sequence[int]) -> None:
    """Raise `CannotStartError` if Python `version` is too old."""
    if tuple(version[:2]) < OLDEST_PYTHON:
        raise CannotStartError(
            "Python {}.{} or newer is needed; this is Python {}.{}.\n".format(
                *OLDEST_PYTHON, *version
            )
            + "Install a newer one beside it and start with that, for example: python3.13 run.py"
        )


def libraries_needed(arguments: Sequence[str], environ: Mapping[str, str]) -> dict[str, str]:
    """Return the libraries of a start with `arguments` on Linux: file -> Debian package."""
    if arguments[:1] == ["test"]:
        return QT_LIBRARIES
    if arguments and not arguments[0].lower().endswith(".evc"):
        return {}  # a command: it opens no window
    if "QT_QPA_PLATFORM" in environ:
        return QT_LIBRARIES
    return {**QT_LIBRARIES, **SCREEN_LIBRARIES}


def missing_libraries(
    wanted: Mapping[str, str], load: Callable[[str], object] = ctypes.CDLL
) -> dict[str, str]:
    """Return those of `wanted` that `load` cannot load."""
    missing = {}
    for library, package in wanted.items():
        try:
            load(library)
        except OSError:
            missing[library] = package
    return missing


def system_packages(arguments: Sequence[str]) -> dict[str, str]:
    """Return what this system lacks for a start with `arguments`: thing -> Debian package."""
    missing = {}
    if sys.platform.startswith("linux"):
        missing = missing_libraries(libraries_needed(arguments, os.environ))
    if not usable(VENV) and importlib.util.find_spec("ensurepip") is None:
        missing["Python's ensurepip"] = "python{}.{}-venv".format(*sys.version_info)
    return missing


def provide(missing: Mapping[str, str], *, root: bool, has_apt: bool) -> None:
    """Install what is `missing` as root on Debian; else say what the user can do.

    Raises:
        CannotStartError: It is still missing; the text says what to install.
    """
    if not missing:
        return
    if not has_apt:
        things = "\n  ".join(missing)
        raise CannotStartError(
            f"These parts of the system are missing:\n\n  {things}\n\n"
            "Install them with your system's package manager, then start again."
        )
    install = ["apt-get", "install", "-y", "--no-install-recommends", *sorted(missing.values())]
    if not root:
        raise CannotStartError(
            "Some packages of the system are missing. Install them, then start again:\n\n"
            "  sudo apt-get install " + " ".join(sorted(missing.values()))
        )
    say("Installing packages of the system: " + " ".join(sorted(missing.values())))
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], install):
        done = subprocess.run(
            [*command, "-qq"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=environment,
            check=False,
        )
        if done.returncode:
            raise CannotStartError("This did not work: " + " ".join(command))


def interpreter(venv: Path) -> Path:
    """Return where the Python of `venv` is."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def usable(venv: Path) -> bool:
    """Say whether `venv` has its Python and the Python it was made from is still there."""
    settings = venv / "pyvenv.cfg"
    if not (interpreter(venv).exists() and settings.exists()):
        return False
    lines = settings.read_text(encoding="utf-8").splitlines()
    homes = [line.partition("=")[2].strip() for line in lines if line.startswith("home")]
    return bool(homes) and Path(homes[0]).is_dir()


def stamp_lines(locks: Sequence[Path]) -> set[str]:
    """Return what the stamp says when all of `locks` are installed for this Python."""
    digests = ((lock.name, hashlib.sha256(lock.read_bytes()).hexdigest()) for lock in locks)
    return {PYTHON_LINE, *(f"{name} {digest}" for name, digest in digests)}


def stamped(venv: Path) -> set[str]:
    """Return what the stamp of `venv` says: nothing for one that is absent or half made."""
    stamp = venv / "set-up.txt"
    if not (stamp.exists() and usable(venv)):
        return set()
    return set(stamp.read_text(encoding="utf-8").splitlines())


def set_up(locks: Sequence[Path], venv: Path = VENV) -> None:
    """Bring `venv` to what `locks` say; at once if it is there already.

    The stamp is taken away before anything is changed and written when all is done, so a set-up
    that was interrupted anywhere is begun afresh.
    """
    wanted = stamp_lines(locks)
    if wanted <= stamped(venv):
        return
    with one_at_a_time():
        done = stamped(venv)
        if wanted <= done:
            return
        say("Setting up (once; a minute or a few, by your connection) ...")
        if PYTHON_LINE not in done:
            make(venv)
        (venv / "set-up.txt").unlink(missing_ok=True)
        install(locks, venv)
        link(venv)
        (venv / "set-up.txt").write_text("\n".join(sorted(wanted)) + "\n", encoding="utf-8")
        say("Ready.")


def make(venv: Path) -> None:
    """Make an empty environment in the folder `venv`, whatever is there."""
    if not os.access(venv.parent, os.W_OK):
        raise CannotStartError(
            f"The folder {venv.parent} cannot be written to. Copy it to a place of your own."
        )
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(venv)]):
        raise CannotStartError(
            f"The folder {venv} could not be made. "
            "Close what uses it, delete it if it is there, and start again."
        )


def install(locks: Sequence[Path], venv: Path) -> None:
    """Install the packages of `locks` into `venv`: ready-made ones only, each checked."""
    command = [str(interpreter(venv)), "-I", "-m", "pip", "install", "--no-input"]
    command += ["--disable-pip-version-check", "--require-hashes", "--only-binary=:all:"]
    for lock in locks:
        command += ["-r", str(lock)]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        env=clean_environment(os.environ),
        encoding="utf-8",
        errors="replace",
    ) as pip:
        for line in pip.stdout or ():
            tell(line.strip())
    if pip.returncode:
        raise CannotStartError(
            "The packages could not be installed; the lines above say why.\n"
            "The first start needs the internet, and 64-bit Windows 10, macOS 13, Debian 12, "
            "Ubuntu 22.04 or newer. Start again when that is given."
        )


def tell(line: str) -> None:
    """Show of pip's `line` what a user wants to know: what is fetched, how big, and the end."""
    verb, _, rest = line.partition(" ")
    if verb == "Downloading" and ".whl.metadata" not in rest:
        wheel, _, size = rest.rpartition("/")[2].partition(" ")
        say("  {} {} {}".format(*wheel.split("-")[:2], size))
    elif verb == "Installing":
        say("  installing ...")


def link(venv: Path) -> None:
    """Let the Python of `venv` find the program's modules, also from another folder.

    The path is relative: it holds when the whole folder is moved, and is plain ASCII.
    """
    folder = sysconfig.get_path("purelib", "venv", {"base": str(venv), "platbase": str(venv)})
    line = os.path.relpath(venv.parent, folder)
    Path(folder, "evidence_coder.pth").write_text(line + "\n", encoding="ascii")


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait while another start is setting up; a start that dies lets the next one in."""
    with RUN_LOCK.open("rb") as held:
        waiting = False
        while not locked(held.fileno()):
            if not waiting:
                say("Another start is setting up; waiting for it ...")
            waiting = True
            time.sleep(0.5)
        yield


def locked(descriptor: int) -> bool:
    """Try to lock the open file; true also where the file system has no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 1 << 30, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def clean_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return `environ` without the switch that would compile every module at every start."""
    return {name: value for name, value in environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run_tests() -> int:
    """Run all tests, several at once, then alone those that measure time; return the exit code."""
    workers = str(min(os.cpu_count() or 1, _MOST_WORKERS))
    side_by_side = ["-m", "not alone", "-n", workers, "--dist", "loadfile"]
    pytest = [str(interpreter(VENV)), "-m", "pytest"]
    environment = clean_environment(os.environ)
    codes = [
        subprocess.call([*pytest, *some], cwd=ROOT, env=environment)
        for some in (side_by_side, ["-m", "alone"])
    ]
    return max(codes, key=abs)


def start(arguments: Sequence[str]) -> int:
    """Become the program (or some tests); on Windows run it and return its exit code."""
    if arguments == ["test"]:
        return run_tests()
    command = [str(interpreter(VENV))]
    if arguments[:1] == ["test"]:
        os.chdir(ROOT)
        command += ["-m", "pytest", *arguments[1:]]
    else:
        command += [str(ROOT / "main.py"), *arguments]
    if os.name != "nt":
        os.execve(command[0], command, clean_environment(os.environ))
    return subprocess.call(command, env=clean_environment(os.environ))


def say(words: str) -> None:
    """Tell the user, on stderr: a command's output stays its own."""
    print(words, file=sys.stderr, flush=True)


def main(arguments: Sequence[str]) -> int:
    """Set up, start, and return the exit code."""
    try:
        check_python(sys.version_info[:2])
        missing = system_packages(arguments)
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        provide(missing, root=is_root, has_apt=shutil.which("apt-get") is not None)
        set_up([RUN_LOCK, TEST_LOCK] if arguments[:1] == ["test"] else [RUN_LOCK])
        return start(arguments)
    except CannotStartError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("Stopped.")
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
