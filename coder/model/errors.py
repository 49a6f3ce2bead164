"""What goes wrong in the user's world. The message says what was wrong and what to do."""


class ProjectError(Exception):
    """Something the user can understand and mend; its text is shown as it is."""


class NotAProjectError(ProjectError):
    """The file is something else than a project."""


class NewerProjectError(ProjectError):
    """The project was made by a newer version of the program."""


class DamagedProjectError(ProjectError):
    """The project file no longer holds together."""


class BusyProjectError(ProjectError):
    """Another program has the project open."""


class RefusedFileError(ProjectError):
    """A file that was to become a report cannot; the others go on."""


class PasswordNeededError(RefusedFileError):
    """The PDF opens only with a password, or not with the one given."""


class CodebookFileError(ProjectError):
    """A codebook file does not say what it should; names file, line and field."""


class CannotUndoError(ProjectError):
    """There is nothing to undo or redo."""


class TableFileError(ProjectError):
    """A spreadsheet or CSV file cannot be read as the table that was asked for."""


class NotFoundError(ProjectError):
    """What was named is not in the project, or more than one thing bears the name."""


class NameTakenError(ProjectError):
    """Another one of the same kind bears this name already."""


class ValueMistake(ProjectError, ValueError):  # noqa: N818 - what was written, not what failed
    """What was written for an attribute or a field is none of its values."""
