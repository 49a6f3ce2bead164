"""The commands and their arguments."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from coder.commands import (
    adding,
    agreeing,
    attributes,
    checking,
    coding,
    exporting,
    making,
    screening,
    showing,
    teamwork,
)
from coder.commands.console import Console, last_resort
from coder.model.errors import ProjectError

Command = Callable[[argparse.Namespace, Console], int]


def run_command(arguments: list[str]) -> int:
    """Parse and run; troubles of the user's world end in a plain line and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as end:
        return int(end.code or 0)
    return _done(options, Console(options.json))


def _done(options: argparse.Namespace, console: Console) -> int:
    """Do what was asked for; tell in a plain line why it could not be."""
    command: Command = options.command
    try:
        return command(options, console)
    except ProjectError as error:
        console.trouble(str(error))
    except KeyboardInterrupt:
        console.trouble("Stopped. Reports that were added stay; else nothing was changed.")
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing may be written to it at the end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except UnicodeEncodeError as error:
        console.trouble(f"“{error.object}” is a name that is no text. Give it another.")
    except OSError as error:
        console.trouble(f"“{error.filename}”: {error.strerror}." if error.filename else str(error))
    except Exception as error:  # noqa: BLE001 - whatever it is, nobody is to read a traceback
        console.trouble(last_resort(error))
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="evidence-coder",
        description="Read, code and collate evaluation reports. Without a command: the window.",
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(
        name: str, does: Command, about: str, *, project: bool = True, acts: bool = True
    ) -> _Parser:
        one = commands.add_parser(name, help=about, description=about)
        one.add_argument("--json", action="store_true", help="print one JSON document")
        one.set_defaults(command=does, coder=None)
        if project:
            one.add_argument("project", type=Path, metavar="PROJECT")
        if project and acts:
            one.add_argument("--coder", metavar="NAME", help="who acts; default: the last one")
        return one

    new = command("new", making.new, "make a new project", acts=False)
    new.add_argument("--coder", metavar="NAME", help="who is to code; default: Coder A")
    new.add_argument("--codebook", nargs="+", action="extend", default=[], metavar="ID_OR_FILE")
    add = command("add", adding.add, "add report PDFs, and all PDFs in folders")
    add.add_argument("files", nargs="+", type=Path, metavar="FILE_OR_FOLDER")
    add.add_argument("--password", help="for encrypted files")
    replace = command("replace", adding.replace, "put a corrected PDF in the place of a report")
    replace.add_argument("report", metavar="REPORT", help="its file name, number or title")
    replace.add_argument("file", type=Path, metavar="FILE")
    replace.add_argument("--password", help="for an encrypted file")
    code = command("code", coding.code, "code the quotes of a table")
    code.add_argument("table", type=Path, metavar="TABLE")
    attributes.register(command)
    screening.register(command)
    show = command("show", showing.show, "list what the project holds")
    show.add_argument("what", choices=sorted(showing.LISTS))
    search = command("search", showing.search, "find words in reports, quotes and memos")
    search.add_argument("words", nargs="+", metavar="WORDS")
    about = "write the coded matrix to a workbook, or a codebook to a file"
    export = command("export", exporting.export, about, acts=False)
    export.add_argument("out", type=Path, metavar="OUT.xlsx|OUT.toml")
    which = "OUT.toml: the id or title of the codebook, where the project has several"
    export.add_argument("--codebook", default="", metavar="ID", help=which)
    whose = "whose codings: “all”, “consensus”, or names; default: all"
    export.add_argument("--coder", "--whose", dest="whose", metavar="NAME", help=whose)
    agree = command("agreement", agreeing.agreement, "tell how far coders agree")
    agree.add_argument("--coders", metavar="A,B", help="names; default: all who coded")
    share = command("share", teamwork.share, "write a copy for a reviewer, or one's own work")
    share.add_argument("out", type=Path, metavar="OUT")
    share.add_argument("--for", dest="recipient", default="", metavar="NAME", help="who gets it")
    share.add_argument("--reports", nargs="+", metavar="REPORT", help="file names or numbers")
    share.add_argument("--blind", action="store_true", help="without the others' codings")
    share.add_argument("--work", action="store_true", help="only what was done in this copy")
    merge = command("merge", teamwork.merge, "bring in the work of others")
    merge.add_argument("others", nargs="+", type=Path, metavar="FILE_OR_FOLDER")
    merge.add_argument(
        "--preview", action="store_true", help="tell what it brings, change nothing"
    )
    command("check", checking.check, "look whether the project holds together")
    command("digest", checking.digest, "print a fingerprint of the content")
    demo = command("demo", making.demo, "write the sample project", project=False)
    demo.add_argument("project", type=Path, nargs="?", metavar="PROJECT")
    return parser


_Parser = argparse.ArgumentParser
