"""The errors that are the user's to mend; anything else that is raised is a bug of ours.

UserError
├── ProjectError            something about the project file
│   ├── ProjectMissing      no such file
│   ├── ProjectExists       a new project would overwrite a file
│   ├── ProjectForeign      not a project of this application (or no database at all)
│   ├── ProjectCorrupt      a database that is damaged
│   ├── ProjectNewer        made by a newer version
│   ├── ProjectLocked       another window or program holds it
│   └── ProjectReadOnly     the file or its folder cannot be written
├── DiskFull                nothing more fits on the disk
├── InputError              a file to import that cannot be read, or holds nothing to read
├── OutputError             a result that cannot be written where it was asked for
├── FormatError             a file to import that breaks its format, at a line
├── SchemeError             a label scheme that contradicts itself
├── PatternRefused          a pattern to search for that cannot be read, or never ends
├── EditRefused             an edit that the scheme or the text does not allow
│   └── OutsideScheme       one that another scheme would allow
├── MissingExtra            an optional library that is not installed
└── PipelineError           a spaCy pipeline that cannot be loaded or fails
"""

import errno

# What the system reports when nothing more fits: on the disk, into the person's share of it, or
# into one file. It is raised as DiskFull.
NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))


class UserError(Exception):
    """What happened, to what, and what to do next, each in plain words.

    `str()` gives one line of the shape "what: where. do".
    """

    def __init__(self, what: str, where: str = "", do: str = "") -> None:
        self.what = what
        self.where = where
        self.do = do
        super().__init__(what, where, do)

    def __str__(self) -> str:
        head = f"{self.what}: {self.where}" if self.where else self.what
        line = f"{head.rstrip('.')}. {self.do}" if self.do else head
        return " ".join(line.split())


class ProjectError(UserError):
    """Something about the project file."""


class ProjectMissing(ProjectError):
    """There is no such file."""


class ProjectExists(ProjectError):
    """A new project would overwrite a file."""


class ProjectForeign(ProjectError):
    """The file is not a project of this application."""


class ProjectCorrupt(ProjectError):
    """The file is a database that is damaged."""


class ProjectNewer(ProjectError):
    """The project was made by a newer version."""


class ProjectLocked(ProjectError):
    """Another window or program holds the project."""


class ProjectReadOnly(ProjectError):
    """The project or its folder cannot be written."""


class DiskFull(UserError):
    """Nothing more fits on the disk."""


class InputError(UserError):
    """A file to import cannot be read, or holds nothing to read."""


class OutputError(UserError):
    """A result cannot be written where it was asked for."""


class FormatError(UserError):
    """A file to import breaks its format."""


class SchemeError(UserError):
    """A label scheme contradicts itself."""


class PatternRefused(UserError):
    """A pattern to search for cannot be read, or never comes to an end."""


class EditRefused(UserError):
    """The scheme or the text does not allow an edit."""


class OutsideScheme(EditRefused):
    """The scheme does not allow an edit; with other labels or rules it would be possible."""


class PipelineError(UserError):
    """A spaCy pipeline cannot be loaded, or fails."""


class MissingExtra(UserError):
    """An optional library that is not installed."""
