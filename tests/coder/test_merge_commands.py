"""`share`, `merge` and what `show` tells of them, as processes of their own."""

from pathlib import Path

import pytest

from tests.coder.test_commands import SAMPLE, run, told


@pytest.fixture(scope="module")
def lead(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a lead's project with the sample's reports and codings."""
    path = tmp_path_factory.mktemp("merging") / "lead.evc"
    told("new", path, "--codebook", "oecd-dac-criteria", "synthesis-review", "--coder", "Lead")
    told("add", path, SAMPLE)
    told("code", path, SAMPLE / "codings.csv")
    return path


def test_a_copy_goes_out_and_work_comes_back(lead: Path, tmp_path: Path) -> None:
    copy, packed = tmp_path / "for coder_d.evc", tmp_path / "coder_d.evw"
    made = told("share", lead, copy, "--for", "Coder D", "--blind")
    assert made["written"] == str(copy)
    assert told("show", copy, "codings") == []
    told("code", copy, SAMPLE / "codings.csv", "--coder", "Coder D")
    count = len(told("show", copy, "codings"))
    sent = told("share", copy, packed, "--work")
    assert sent["bytes"] < copy.stat().st_size / 5
    before = told("digest", lead)["digest"]
    preview = told("merge", lead, packed, "--preview")
    assert told("digest", lead)["digest"] == before
    assert preview["digest"] == before
    assert preview["new"]["codings"] == count
    merged = told("merge", lead, packed)
    assert {key: merged[key] for key in merged if key != "digest"} == {
        key: preview[key] for key in preview if key != "digest"
    }
    assert merged["digest"] == told("digest", lead)["digest"] != before
    again = told("merge", lead, copy, tmp_path)
    assert (again["new"], again["changed"], again["deleted"]) == ({}, {}, {})
    assert again["digest"] == merged["digest"]
    said = run("merge", lead, packed).stdout
    assert said == "coder_d.evw: nothing new.\n"
    receipts = told("show", lead, "receipts")
    assert receipts[0]["source"] == "coder_d.evw"
    assert receipts[0]["new"] == merged["new"]
    assert told("show", lead, "conflicts") == told("show", lead, "proposals") == []
    assert told("check", lead)["ok"]


def test_some_reports_are_allocated(lead: Path, tmp_path: Path) -> None:
    report = told("show", lead, "reports")[0]["report"]
    copy = tmp_path / "coder_c"
    made = told("share", lead, copy, "--for", "Coder C", "--reports", report)
    assert made["written"] == f"{copy}.evc"
    assert [one["report"] for one in told("show", f"{copy}.evc", "reports")] == [report]
    coder_c = next(one for one in told("show", lead, "coders") if one["coder"] == "Coder C")
    assert coder_c["allocated"] == 1


def test_what_cannot_be_ends_in_a_plain_line(lead: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.evc").write_text("none of ours")
    for arguments, words in (
        (("merge", lead, lead), "is the project itself"),
        (("merge", lead, tmp_path / "notes.evc"), "not an Evidence Coder project"),
        (("merge", lead, tmp_path / "gone.evc"), "There is no file"),
        (("share", lead, lead), "itself"),
        (("share", lead, tmp_path / "x", "--work", "--blind"), "goes without"),
        (("share", lead, tmp_path / "x", "--reports", "E99"), "no report"),
        (("share", lead, tmp_path / "no" / "folder" / "x.evc"), "could not be written"),
    ):
        done = run(*arguments, code=1)
        assert words in done.stderr
        assert done.stdout == ""
    assert run("merge", lead, code=2).stdout == ""
