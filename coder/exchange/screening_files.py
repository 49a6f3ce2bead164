"""Flow and balance as files: drawings (.svg, .png) and tables (.csv, .xlsx), by their ending."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from coder.exchange import balance_picture, flow_picture
from coder.exchange.balance_picture import BalanceWords, Unit
from coder.exchange.drawing import LIGHT, Colours
from coder.exchange.flow_words import FlowWords
from coder.exchange.screening_tables import (
    Table,
    balance_tables,
    flow_table,
    write_csv,
    write_xlsx,
)
from coder.model.balance import Balance
from coder.model.errors import ProjectError
from coder.model.flow import Flow
from coder.pdf.picture import png

ENDINGS = (".svg", ".png", ".csv", ".xlsx")


def write_flow(
    flow: Flow,
    target: Path,
    words: FlowWords = flow_picture.WORDS,
    colours: Colours = LIGHT,
) -> None:
    """Write the flow diagram, or its table, as the ending of the name says.

    Raises:
        ProjectError: the ending is another, or the file cannot be written.
    """
    _write(target, lambda: flow_picture.svg(flow, words, colours), [flow_table(flow, words)])


def write_balance(
    balance: Balance,
    target: Path,
    words: BalanceWords = balance_picture.WORDS,
    colours: Colours = LIGHT,
    unit: Unit = "reports",
) -> None:
    """Write the balance as a drawing, or as tables, as the ending of the name says.

    Raises:
        ProjectError: the ending is another, or the file cannot be written.
    """

    def drawn() -> str:
        return balance_picture.svg(balance, words, colours, unit)

    _write(target, drawn, balance_tables(balance))


def _write(target: Path, drawn: Callable[[], str], tables: Sequence[Table]) -> None:
    """Write beside the place of the file, then move it there, so that none is left half."""
    ending = target.suffix.lower()
    if ending not in ENDINGS:
        raise ProjectError(
            f"“{target.name}” says not what to write. Let its name end in {', '.join(ENDINGS)}."
        )
    partial = target.with_name(f".{target.name}.part{ending}")
    try:
        if ending == ".svg":
            partial.write_text(drawn(), encoding="utf-8")
        elif ending == ".png":
            partial.write_bytes(png(drawn()))
        elif ending == ".csv":
            write_csv(tables, partial)
        else:
            write_xlsx(tables, partial, datetime.now().astimezone())
        partial.replace(target)
    except OSError as error:
        raise ProjectError(
            f"“{target}” cannot be written: {error.strerror or error}. If it is open in another "
            "program, close it there; else choose another folder."
        ) from error
    finally:
        partial.unlink(missing_ok=True)
