"""No test may touch the user's own files, screen or settings; every process starts from here."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_HOME = Path(tempfile.mkdtemp(prefix="evidence-coder-tests-"))
_IN_COMMON = "EVIDENCE_CODER_TESTS_COMMON"
_FOLDERS = {
    "HOME": "home",
    "USERPROFILE": "home",
    "APPDATA": "config",
    "LOCALAPPDATA": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "run",
    "XDG_DOCUMENTS_DIR": "documents",
    "EVIDENCE_CODER_DOCUMENTS": "documents",
}


def _point_at(top: Path, setenv: pytest.MonkeyPatch) -> None:
    """Make the folders of a user below `top` and name them in the environment."""
    for variable, folder in _FOLDERS.items():
        (top / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        setenv.setenv(variable, str(top / folder))


# Before Qt is imported anywhere: it reads these once. QT_QPA_PLATFORM may be set from outside,
# to watch the tests on a screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ.pop("QT_STYLE_OVERRIDE", None)
_session = pytest.MonkeyPatch()
_point_at(_HOME, _session)
# What takes long to make is made by one of the processes of a run and read by the others.
if _IN_COMMON not in os.environ:
    (_HOME / "common").mkdir()
    _session.setenv(_IN_COMMON, str(_HOME / "common"))

from tests.children import are_gone, children  # noqa: E402 - it imports Qt


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give each test a fresh home, with its own settings, log and documents folders."""
    with pytest.MonkeyPatch.context() as setenv:
        home = tmp_path_factory.mktemp("user")
        _point_at(home, setenv)
        yield home


@pytest.fixture(autouse=True)
def no_process_left() -> Iterator[None]:
    """Find the test that leaves a process behind, not those after it that trip over it."""
    before = children()
    yield
    assert are_gone(besides=before), f"left running: {children() - before}"


def pytest_unconfigure() -> None:
    """Give the environment back and leave no folder behind."""
    import shutil

    _session.undo()
    shutil.rmtree(_HOME, ignore_errors=True)
