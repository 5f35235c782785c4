"""Every deliberate error of Gawah, in one tree.

    GawahError
    ├── ReportError            a report cannot be read; names the report and what to do
    │   ├── ReportNotFound     no such file, or a folder or glob without reports
    │   ├── ReportNotFetched   a URL that may not be, or could not be, fetched
    │   ├── ReportEmpty        no text in it
    │   ├── ReportUndecodable  binary, or in no encoding that we read
    │   ├── ReportTooLarge     over a limit on size
    │   ├── ReportTooSlow      over the limit on time
    │   ├── ReportMalformed    JSON (or another container) of a shape that we do not know
    │   └── ReportUncoded      coding it met a bug of ours, which is its `__cause__`
    ├── RecordError            a JSON record that does not follow the schema
    ├── CodebookError          a codebook entry that is not valid
    ├── TableError             a shipped table is missing, damaged or of another version
    ├── GoldError              gold or texts for `gawah evaluate` that cannot be used
    ├── StoreError             a store that cannot be opened, read or written
    │   ├── StoreNewer         a newer program made it, or changed its tables
    │   ├── StoreBusy          another program writes to it for too long
    │   ├── StoreDamaged       what it holds is not what was put in
    │   ├── IncidentNotFound   no incident of that id
    │   ├── JobNotFound        no reports of that id are read in the background
    │   └── ReportUnknown      no report of that id
    ├── ReviewError            a decision of a person that cannot be taken
    ├── ExtraMissing           a library of an optional extra is not installed
    ├── ReleaseBlocked         the gate lets nothing out; lists what blocks
    ├── NotAllowed             somebody may not see or do this
    └── UsageError             options that do not go together

Anything else that escapes is a bug.
"""


class GawahError(Exception):
    """Base of all deliberate errors; `str()` is one line fit to show a user."""


class ReportError(GawahError):
    """A report cannot be read.

    `report` names it (a path, a path and line, or "-"), `problem` says what is wrong, `remedy` what to do.
    """

    def __init__(self, report: str, problem: str, remedy: str) -> None:
        self.report, self.problem, self.remedy = report, problem, remedy
        super().__init__(f"{report}: {problem}; {remedy}")

    def __reduce__(self) -> tuple[type["ReportError"], tuple[str, str, str]]:
        """Let it pass from one process to another."""
        return type(self), (self.report, self.problem, self.remedy)


class ReportNotFound(ReportError):
    """No such file, or a folder or glob without reports."""


class ReportNotFetched(ReportError):
    """A URL may not be fetched, or could not be."""


class ReportEmpty(ReportError):
    """There is no text in the report."""


class ReportUndecodable(ReportError):
    """The report is binary, or in no encoding that we read."""


class ReportTooLarge(ReportError):
    """The report is over a limit on size."""


class ReportTooSlow(ReportError):
    """Reading the report took longer than its limit on time."""


class ReportMalformed(ReportError):
    """The report's container (JSON, JSONL) has a shape that we do not know."""


class ReportUncoded(ReportError):
    """Coding the report met a bug of ours: the exception that nobody foresaw is the `__cause__`."""


class RecordError(GawahError):
    """A JSON record does not follow the schema."""


class CodebookError(GawahError):
    """A codebook entry is not valid."""


class TableError(GawahError):
    """A shipped table is missing, damaged or of another version."""


class GoldError(GawahError):
    """Gold or texts for `gawah evaluate` cannot be used."""


class StoreError(GawahError):
    """A store cannot be opened, read or written."""


class StoreNewer(StoreError):
    """A newer program made the store, or changed its tables."""


class StoreBusy(StoreError):
    """Another program writes to the store, and did not end in time."""


class StoreDamaged(StoreError):
    """What the store holds is not what was put in."""


class IncidentNotFound(StoreError):
    """The store has no incident of that id."""


class JobNotFound(StoreError):
    """No reports of that id are read in the background, or what became of them is kept no longer."""


class ReportUnknown(StoreError):
    """There is no report of this id in the store, or more than one."""


class ReviewError(GawahError):
    """A decision of a person cannot be taken."""


class ReleaseBlocked(GawahError):
    """The gate lets nothing out: `blocks` says what blocks, each with incident, field, why, remedy and command."""

    def __init__(self, blocks: tuple[object, ...]) -> None:
        self.blocks = blocks
        many = len(self.blocks)
        super().__init__(f"nothing was written: {many} thing{'s' if many > 1 else ''} block{'s' * (many == 1)} it")

    def __reduce__(self) -> tuple[type["ReleaseBlocked"], tuple[tuple[object, ...]]]:
        """Let it pass from one process to another."""
        return type(self), (self.blocks,)


class ExtraMissing(GawahError):
    """`what` needs the optional extra of this name, which is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        self.what, self.extra = what, extra
        super().__init__(f"{what} needs more than is installed; install it with `pip install 'gawah[{extra}]'`")

    def __reduce__(self) -> tuple[type["ExtraMissing"], tuple[str, str]]:
        """Let it pass from one process to another."""
        return type(self), (self.what, self.extra)


class UsageError(GawahError):
    """Options that do not go together, or a value that an option does not take."""


class NotAllowed(GawahError):
    """Somebody asks for what they may not see or do."""
