"""Drawing a page's steps into memory as the window wants its pixels; a page to rehearse on."""

# mypy: allow-untyped-calls, no-warn-return-any
# (PyMuPDF declares itself typed but annotates little.)

from collections.abc import Sequence

import pymupdf
from pymupdf import mupdf

_RGB = mupdf.FzColorspace(mupdf.FzColorspace.Fixed_RGB)
_WHITE = 0xFF


def paint(
    steps: pymupdf.DisplayList,
    matrix: Sequence[float],
    clip: pymupdf.Rect,
    area: pymupdf.IRect,
    pixels: memoryview,
) -> None:
    """Draw `steps`, moved by `matrix`, as far as `clip` shows them, into `pixels`.

    `area` is where that lies when moved; `pixels` takes its rows without padding: red, green,
    blue. That is how the engine draws quickest: in any other order it converts every picture,
    and what has a place for opacity takes twice as long.
    """
    box = mupdf.FzIrect(area.x0, area.y0, area.x1, area.y1)
    target = mupdf.fz_new_pixmap_with_bbox_and_data(
        _RGB, box, mupdf.FzSeparations(), 0, mupdf.python_mutable_buffer_data(pixels)
    )
    mupdf.fz_clear_pixmap_with_value(target, _WHITE)
    device = mupdf.fz_new_draw_device_with_bbox(mupdf.FzMatrix(*matrix), target, box)
    shown = mupdf.FzRect(clip.x0, clip.y0, clip.x1, clip.y1)
    mupdf.fz_run_display_list(steps.this, device, mupdf.FzMatrix(), shown, mupdf.FzCookie())
    mupdf.fz_close_device(device)


_PRINT = b"""q 40 0 0 40 100 20 cm BI /W 2 /H 2 /CS /G /BPC 8 ID 0Pp~ EI Q
q 40 0 0 40 150 20 cm BI /W 1 /H 2 /CS /RGB /BPC 8 ID 0Pp0P~ EI Q
0.5 g 10 20 40 40 re f 0.2 0.4 0.6 rg 60 20 30 40 re f 0 0 1 0 k 10 70 30 9 re f
BT 0 g /A 11 Tf 10 150 Td (Evaluation report, 2024: effects) Tj ET
BT /B 11 Tf 10 120 Td (Evaluation report, 2024: effects) Tj ET"""


def rehearsal() -> bytes:
    """Return a PDF of one small page with print, grey and coloured areas and pictures.

    Who has drawn it has made ready what the engine makes once for all files: the fonts it brings,
    its tables of colours.
    """
    font = b"<</Type/Font/Subtype/Type1/BaseFont/%s>>"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources 7 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(_PRINT), _PRINT),
        font % b"Times-Roman",
        font % b"Helvetica",
        b"<</Font<</A 5 0 R/B 6 0 R>>>>",
    )
    written, table = b"%PDF-1.4\n", b"0000000000 65535 f \n"
    for number, one in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(written)
        written += b"%d 0 obj%s\nendobj\n" % (number, one)
    count = len(objects) + 1
    return b"%sxref\n0 %d\n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        written,
        count,
        table,
        count,
        len(written),
    )
