"""A report that takes the engine a good part of a second for each of its pages."""

from functools import cache

import pymupdf

PAGES = 12


@cache
def heavy() -> bytes:
    """Return that report."""
    strokes = "\n".join(
        f"{number * 37 % 560 + 20} {number * 91 % 760 + 20} m "
        f"{number * 53 % 560 + 20} {number * 17 % 760 + 20} "
        f"{number * 29 % 560 + 20} {number * 71 % 760 + 20} "
        f"{number * 11 % 560 + 20} {number * 43 % 760 + 20} c S"
        for number in range(3_000)
    )
    with pymupdf.open() as document:
        for number in range(PAGES):
            page = document.new_page(width=600, height=800)
            drawn = document.get_new_xref()
            document.update_object(drawn, "<<>>")
            document.update_stream(drawn, f"q 0.1 w\n{strokes}\nQ".encode())
            page.set_contents(drawn)
            page.insert_text((40, 60), f"Heavy page {number}", fontsize=14)
        return bytes(document.tobytes(deflate=True))
