"""What a line for an attribute offers and refuses, by the type of the attribute."""

from coder.model.errors import ProjectError
from coder.model.protocol import Item
from ui.widgets.value_line import ValueLine

_SEVERAL = ("several", "countries")


def prepare(line: ValueLine, item: Item) -> None:
    """Have a line offer what an attribute may say, and judge what is written."""

    def check(written: str) -> str:
        from coder.text.typed import read_value  # noqa: PLC0415 - loads lists of countries

        try:
            read_value(item, written)
        except ProjectError as error:
            return str(error)
        return ""

    line.learn(offers(item), check, is_several=item.type in _SEVERAL)


def offers(item: Item) -> list[str]:
    """Return the words that an attribute may say, [] where it may say anything."""
    if item.type == "countries":
        from coder.text.countries import names  # noqa: PLC0415 - loads lists of countries

        return list(names().values())
    return [choice.name for choice in item.choices] if item.type in ("one", "several") else []


def hint(item: Item) -> str:
    """Say how a value of the type is written, "" where that is plain."""
    return {
        "number": "figures",
        "date": "2016-05-01, 2016-05 or 2016",
        "several": "separated by ;",
        "countries": "separated by ;",
    }.get(item.type, "")
