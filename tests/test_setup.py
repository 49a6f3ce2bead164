"""A fresh machine becomes a working one, a later start is quick, the lock can be trusted."""

import hashlib
import re
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import run

ROOT = Path(run.__file__).resolve().parent
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-test.lock"]
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>\S+)(?: ; (?P<marker>[^\\]+))?")
SLOW_TO_LOAD = {"pandas", "pymupdf", "openpyxl", "xlsxwriter", "sklearn", "scipy"}


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """Make what `run.usable` takes for an environment, without the half minute that one takes."""
    folder = tmp_path / "program" / ".venv"
    run.interpreter(folder).parent.mkdir(parents=True)
    run.interpreter(folder).touch()
    (folder / "pyvenv.cfg").write_text(f"home = {tmp_path}\nversion = 3.11.2\n")
    return folder


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record which costly steps a set-up takes, instead of taking them."""
    steps: list[str] = []

    def install(locks: list[Path], folder: Path) -> None:
        assert run.stamped(folder) == set(), "a set-up under way must not look finished"
        steps.extend(lock.name for lock in locks)

    monkeypatch.setattr(run, "make", lambda _folder: steps.append("make"))
    monkeypatch.setattr(run, "install", install)
    monkeypatch.setattr(run, "link", lambda _folder: steps.append("link"))
    return steps


def pins(lock: Path) -> dict[str, list[tuple[str, int]]]:
    """Read `lock`: package -> its (version, number of hashes), one for each marker."""
    found: dict[str, list[tuple[str, int]]] = {}
    for block in re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8")):
        pin = PIN.match(block)
        assert pin, f"{lock.name} has a line that pins nothing: {block[:60]}"
        hashes = len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", block))
        found.setdefault(canonicalize_name(pin["name"]), []).append((pin["version"], hashes))
    return found


@pytest.mark.parametrize("version", [(2, 7), (3, 8), (3, 10, 13)])
def test_an_old_python_is_told_what_is_needed(version: tuple[int, ...]) -> None:
    with pytest.raises(run.CannotStartError, match=r"Python 3\.11 or newer is needed"):
        run.check_python(version)


@pytest.mark.parametrize("version", [(3, 11), (3, 11, 2), (3, 14), (4, 0)])
def test_a_new_enough_python_passes(version: tuple[int, ...]) -> None:
    run.check_python(version)


def test_old_pythons_can_read_run_py_as_far_as_the_message() -> None:
    import ast

    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 8))


def test_oldest_python_is_the_one_of_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">={}.{}".format(*run.OLDEST_PYTHON)


def test_only_what_does_not_load_is_missing() -> None:
    def load(name: str) -> None:
        if name in {"libEGL.so.1", "libxcb-cursor.so.0"}:
            raise OSError(name)

    wanted = {**run.QT_LIBRARIES, **run.SCREEN_LIBRARIES}
    assert run.missing_libraries(wanted, load) == {
        "libEGL.so.1": "libegl1",
        "libxcb-cursor.so.0": "libxcb-cursor0",
    }


@pytest.mark.parametrize(
    ("arguments", "environ", "qt", "screen"),
    [
        ([], {}, True, True),
        (["Review.evc"], {}, True, True),
        (["C:\\Reviews\\REVIEW.EVC"], {}, True, True),
        ([], {"QT_QPA_PLATFORM": "offscreen"}, True, False),
        (["test", "-x"], {}, True, False),
        (["show", "Review.evc", "codes"], {}, False, False),
    ],
)
def test_a_start_asks_for_the_libraries_it_uses(
    arguments: list[str], environ: dict[str, str], *, qt: bool, screen: bool
) -> None:
    needed = run.libraries_needed(arguments, environ)
    assert ("libGL.so.1" in needed, "libxcb-cursor.so.0" in needed) == (qt, screen)


def test_a_user_gets_the_one_line_to_type() -> None:
    missing = {"libGL.so.1": "libgl1", "Python's ensurepip": "python3.11-venv"}
    with pytest.raises(run.CannotStartError) as refusal:
        run.provide(missing, root=False, has_apt=True)
    assert str(refusal.value).splitlines()[-1] == "  sudo apt-get install libgl1 python3.11-venv"


def test_another_system_gets_the_names_of_the_libraries() -> None:
    with pytest.raises(run.CannotStartError, match=r"libGL\.so\.1") as refusal:
        run.provide({"libGL.so.1": "libgl1"}, root=True, has_apt=False)
    assert "apt" not in str(refusal.value)


def test_root_installs_exactly_the_missing_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def done(command: list[str], **_options: object) -> subprocess.CompletedProcess[bytes]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", done)
    run.provide({"libGL.so.1": "libgl1"}, root=True, has_apt=True)
    installs = [command for command in commands if "install" in command]
    assert [[word for word in command[2:] if word[0] != "-"] for command in installs] == [
        ["libgl1"]
    ]
    commands.clear()
    run.provide({}, root=True, has_apt=True)
    assert commands == []


def test_packages_that_cannot_be_installed_stop_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    failed: subprocess.CompletedProcess[bytes] = subprocess.CompletedProcess([], 100)
    monkeypatch.setattr(subprocess, "run", lambda *_words, **_options: failed)
    with pytest.raises(run.CannotStartError, match="apt-get"):
        run.provide({"libGL.so.1": "libgl1"}, root=True, has_apt=True)


def test_the_second_start_does_nothing(venv: Path, work: list[str]) -> None:
    run.set_up([run.RUN_LOCK], venv)
    assert work == ["make", "requirements.lock", "link"]
    work.clear()
    run.set_up([run.RUN_LOCK], venv)
    assert work == []


def test_the_tests_add_their_packages_and_the_window_keeps_them(
    venv: Path, work: list[str]
) -> None:
    run.set_up([run.RUN_LOCK], venv)
    work.clear()
    run.set_up([run.RUN_LOCK, run.TEST_LOCK], venv)
    assert work == ["requirements.lock", "requirements-test.lock", "link"]
    work.clear()
    run.set_up([run.RUN_LOCK], venv)
    assert work == []


def test_a_changed_lock_is_installed_into_what_is_there(
    venv: Path, work: list[str], tmp_path: Path
) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("a==1")
    run.set_up([lock], venv)
    work.clear()
    lock.write_text("a==2")
    run.set_up([lock], venv)
    assert work == ["requirements.lock", "link"]


def test_an_interrupted_set_up_is_begun_afresh(
    venv: Path, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_locks: list[Path], _folder: Path) -> None:
        raise KeyboardInterrupt

    run.set_up([run.RUN_LOCK], venv)
    with monkeypatch.context() as patch:
        patch.setattr(run, "install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run.set_up([run.RUN_LOCK, run.TEST_LOCK], venv)
    work.clear()
    run.set_up([run.RUN_LOCK], venv)
    assert work == ["make", "requirements.lock", "link"]


def test_another_python_or_a_lost_one_begins_afresh(venv: Path, work: list[str]) -> None:
    run.set_up([run.RUN_LOCK], venv)
    stamp = venv / "set-up.txt"
    stamp.write_text(stamp.read_text().replace(run.PYTHON_LINE, "python 3.1"))
    work.clear()
    run.set_up([run.RUN_LOCK], venv)
    assert work[0] == "make"
    (venv / "pyvenv.cfg").write_text("home = /a/python/that/was/removed\n")
    work.clear()
    run.set_up([run.RUN_LOCK], venv)
    assert work[0] == "make"


def test_the_link_finds_the_program_after_a_move(venv: Path) -> None:
    folder = Path(
        sysconfig.get_path("purelib", "venv", {"base": str(venv), "platbase": str(venv)})
    )
    folder.mkdir(parents=True)
    run.link(venv)
    (pth,) = folder.glob("*.pth")
    line = pth.read_text(encoding="ascii").strip()
    assert not Path(line).is_absolute()
    assert (folder / line).resolve() == venv.parent.resolve()


@pytest.mark.skipif(sys.platform == "win32", reason="holds a POSIX lock")
def test_two_first_starts_wait_for_each_other() -> None:
    import fcntl

    with run.RUN_LOCK.open("rb") as other, run.RUN_LOCK.open("rb") as ours:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert not run.locked(ours.fileno())
        fcntl.flock(other, fcntl.LOCK_UN)
        assert run.locked(ours.fileno())


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Downloading numpy-2.4.6-cp311-cp311-win_amd64.whl (12.4 MB)", "  numpy 2.4.6 (12.4 MB)"),
        ("Downloading mirror/numpy-2.4.6-py3-none-any.whl (12.4 MB)", "  numpy 2.4.6 (12.4 MB)"),
        ("Downloading numpy-2.4.6-py3-none-any.whl.metadata (6 kB)", ""),
        ("Installing collected packages: numpy, openpyxl", "  installing ..."),
        ("Collecting numpy==2.4.6", ""),
    ],
)
def test_of_pips_many_lines_the_sizes_are_shown(
    line: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run.tell(line)
    assert capsys.readouterr().err.rstrip("\n") == shown


@pytest.mark.parametrize(("codes", "code"), [((0, 0), 0), ((1, 0), 1), ((0, 1), 1), ((-9, 0), -9)])
def test_all_tests_run_side_by_side_and_then_alone_those_that_measure_time(
    monkeypatch: pytest.MonkeyPatch, codes: tuple[int, int], code: int
) -> None:
    ran, ends = [], iter(codes)

    def call(command: list[str], **_options: object) -> int:
        ran.append(command)
        return next(ends)

    monkeypatch.setattr(run.subprocess, "call", call)
    assert run.start(["test"]) == code
    chosen = [command[command.index("-m", 3) + 1] for command in ran]
    assert chosen == ["not alone", "alone"]
    assert "-n" in ran[0]
    assert "-n" not in ran[1]


def test_modules_are_compiled_once_and_kept() -> None:
    environ = {"PYTHONDONTWRITEBYTECODE": "1", "HOME": "/home/coder"}
    assert run.clean_environment(environ) == {"HOME": "/home/coder"}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_the_lock_names_no_address_and_checks_every_file(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"://|\bfile:|--(extra-)?index-url|--find-links", text)
    unchecked = [name for name, found in pins(lock).items() if not all(n for _, n in found)]
    assert unchecked == []


def test_every_dependency_is_pinned_within_its_range() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime, tests = pins(LOCKS[0]), pins(LOCKS[1])
    for wanted, lock in (
        (settings["project"]["dependencies"], runtime),
        (settings["dependency-groups"]["dev"], {**runtime, **tests}),
    ):
        for line in wanted:
            requirement = Requirement(line)
            versions = [version for version, _ in lock[canonicalize_name(requirement.name)]]
            outside = [one for one in versions if not requirement.specifier.contains(one)]
            assert outside == [], f"{line}: the lock has {outside}"


def test_both_locks_pin_the_same_versions() -> None:
    runtime, tests = pins(LOCKS[0]), pins(LOCKS[1])
    for name in runtime.keys() & tests.keys():
        assert runtime[name] == tests[name]


def test_a_user_is_not_made_to_fetch_the_developers_tools() -> None:
    assert not pins(LOCKS[0]).keys() & {"mypy", "ruff", "pytest", "hypothesis", "import-linter"}


def test_the_licence_is_the_official_text() -> None:
    digest = hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest()
    assert digest == "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"


def test_the_window_starts_without_what_is_slow_to_load() -> None:
    ask = "import sys, ui.app; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    answer = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(answer.stdout.split())
    assert "PySide6" in loaded
    assert loaded & SLOW_TO_LOAD == set()


NOT_BEFORE_A_PROJECT = {"numpy", "sqlalchemy", "coder.project", "ui.stages.reports", "ui.dialogs"}
_SHOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui import app, theme
qt = QApplication([])
theme.apply(qt, "light")
window = app.MainWindow()
window.show()
app.begin(window, None)

def look():
    print(window.start.isVisible(), *sys.modules)
    qt.quit()

QTimer.singleShot(0, lambda: QTimer.singleShot(0, look))
qt.exec()
"""


def test_the_start_page_is_shown_before_anything_of_a_project_is_loaded(own_home: Path) -> None:
    from coder import settings

    settings.save(settings.Settings(seen_sample=True))
    assert own_home.exists()
    answer = subprocess.run(
        [sys.executable, "-c", _SHOW], cwd=ROOT, capture_output=True, text=True, check=True
    )
    shown, *loaded = answer.stdout.split()
    assert shown == "True"
    assert "ui.stages.start" in loaded
    assert set(loaded) & (SLOW_TO_LOAD | NOT_BEFORE_A_PROJECT) == set()


_BEGIN = """
import gc
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui import ahead, app
begin = app.begin

def begun(window, project):
    print(gc.isenabled(), gc.get_freeze_count() > 0)
    begin(window, project)
    QTimer.singleShot(0, lambda: look(window))

def look(window):
    before = gc.get_freeze_count()
    print(gc.isenabled(), before > 10_000)
    window.findChild(ahead.Ahead)._load()
    print(gc.get_freeze_count() > before)
    QApplication.exit()

app.begin = begun
app.run_window(None)
"""


def test_what_is_loaded_to_stay_is_not_looked_through_again_and_again(own_home: Path) -> None:
    """Looking for what may be freed pauses while the window is made, and leaves out what it made.

    It took a quarter of a second of the way to the first report.
    """
    from coder import settings

    settings.save(settings.Settings(seen_sample=True))
    assert own_home.exists()
    answer = subprocess.run(
        [sys.executable, "-c", _BEGIN], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == ["False", "False", "True", "True", "True"]
