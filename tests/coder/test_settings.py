"""What the program remembers survives odd words, odd files and a fall in the midst of writing."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from coder import paths, settings
from coder.settings import Settings

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@how(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(name=words, recent=st.lists(words, max_size=4), pane=words, seen=st.booleans())
def test_what_is_saved_is_what_is_loaded(
    name: str, recent: list[str], pane: str, *, seen: bool
) -> None:
    written = replace(
        Settings(), coder_name=name, recent=tuple(recent), panes={pane: name}, seen_sample=seen
    )
    settings.save(written)
    assert settings.load() == written


def test_without_a_file_all_is_as_shipped() -> None:
    assert settings.load() == Settings()


@pytest.mark.parametrize(
    "content",
    [
        b"theme = ",
        b"\xff\xfe",
        b'theme = "pink"',
        b"recent = 7",
        b"seen_sample = 'yes'",
        b"[other]",
    ],
)
def test_a_spoilt_file_is_read_as_far_as_it_makes_sense(content: bytes) -> None:
    (paths.config() / "settings.toml").write_bytes(content)
    assert settings.load() == Settings()


def test_one_unreadable_value_costs_only_itself() -> None:
    text = 'theme = "dark"\nrecent = 7\ncoder_name = "Coder A"\n'
    (paths.config() / "settings.toml").write_text(text, encoding="utf-8")
    assert settings.load() == replace(Settings(), theme="dark", coder_name="Coder A")


def test_the_newest_project_is_first_and_ten_are_kept(tmp_path: Path) -> None:
    known = Settings()
    for at in range(12):
        known = known.with_recent(tmp_path / f"{at}.evc")
    known = known.with_recent(tmp_path / "5.evc")
    names = [Path(one).stem for one in known.recent]
    assert names == ["5", "11", "10", "9", "8", "7", "6", "4", "3", "2"]


def test_a_writing_that_fails_leaves_the_old_file_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    settings.save(replace(Settings(), theme="dark"))

    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        settings.save(replace(Settings(), theme="light"))
    monkeypatch.undo()
    assert settings.load().theme == "dark"
