"""How many reports there are, in a few words: shown, projects, duplicates, scans."""

from ui.panels.reports.rows import ReportRows


def count_of(rows: ReportRows) -> str:
    """Say how many reports are shown and how many projects they are; duplicates count once."""
    every = list(rows.reports)
    shown = rows.rowCount()
    parts = [f"{len(every)}" if shown == len(every) else f"{shown} of {len(every)}"]
    doubles = sum(one.duplicate_of is not None for one in every)
    if rows.families and len(rows.families) != len(every):
        projects = len(rows.families)
        parts.append(f"{projects} project{'' if projects == 1 else 's'}")
    if doubles:
        parts.append(f"{doubles} duplicate{'' if doubles == 1 else 's'}")
    bare = sum(not one.has_file for one in every)
    if bare:
        parts.append(f"{bare} without a PDF")
    scans = sum(bool(one.pages_without_text) for one in every)
    if scans:
        parts.append(f"{scans} with scanned pages")
    return "  ·  ".join(parts)
