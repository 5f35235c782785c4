"""`gawah add`: reports in, and into the store, with what they tell of."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import typer

from gawah.cli.batch import (
    Batch,
    CoderOption,
    CountryOption,
    DebugOption,
    FormatOption,
    KeepOption,
    LanguageOption,
    MegabytesOption,
    OfflineOption,
    PathsArgument,
    PublishedOption,
    SecondsOption,
    YearOption,
    make_fetching,
    set_limits,
    show_progress,
    take_format,
)
from gawah.cli.stored import USUAL_DB, DbOption

if TYPE_CHECKING:
    from gawah.pipeline import Added
    from gawah.store import Store


def add_reports(
    paths: PathsArgument,
    db: DbOption = USUAL_DB,
    coder: CoderOption = "rules",
    format_: FormatOption = None,
    published: PublishedOption = None,
    year: YearOption = None,
    country: CountryOption = None,
    language: LanguageOption = None,
    limit_mb: MegabytesOption = None,
    limit_seconds: SecondsOption = None,
    offline: OfflineOption = False,
    keep: KeepOption = None,
    debug: DebugOption = False,
) -> None:
    """Read reports and store them with what they tell of. What is in the store already adds nothing."""
    from gawah.pipeline import add, open_store

    given = {"published": published, "year": year, "country": country, "language": language}
    columns = take_format(format_)
    limits, fetching = set_limits(limit_mb, limit_seconds), make_fetching(offline, keep)
    batch, count = Batch(debug), _Count()
    with open_store(db) as store, batch:
        try:
            with show_progress(sys.stderr.isatty()) as on_progress:
                take = partial(add, coder=coder, given=given, limits=limits, fetching=fetching, columns=columns)
                count.watch(batch.watch(take(store, *paths, on_progress=on_progress)))
            count.settle(store)
        finally:
            typer.echo(count.say(db))
    batch.end()


@dataclass(slots=True)
class _Count:
    """What was added."""

    new: int = 0
    known: int = 0
    incidents: set[str] = field(default_factory=set)

    def watch(self, stored: "Iterable[Added]") -> None:
        """Count what is stored."""
        for added in stored:
            self.new += added.is_new
            self.known += not added.is_new
            self.incidents.update(added.incidents)

    def settle(self, store: "Store") -> None:
        """Count the incidents as they are now: linking brings together what reports told one by one."""
        self.incidents = store.resolve_ids(self.incidents)

    def say(self, db: str) -> str:
        """Return what was added in a line."""
        known = f", {_say(self.known, 'report')} there already" if self.known else ""
        told = f" that tell of {_say(len(self.incidents), 'incident')}" if self.incidents else ""
        return f"{_say(self.new, 'report')} added to {hide_password(db)}{told}{known}"


def _say(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def hide_password(db: str) -> str:
    """Return the address of a store without the password that may stand in it."""
    from gawah.wording import neutralise

    scheme, slashes, rest = db.partition("://")
    who, at, where = rest.rpartition("@")
    return neutralise(f"{scheme}{slashes}{who.partition(':')[0]}{at}{where}" if slashes else db)
