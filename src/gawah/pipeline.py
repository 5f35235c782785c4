"""The stages in order: reports are found, read and coded, and their incidents computed. Safe to run twice.

    paths ─▶ Source ─▶ CodingInput ─▶ Coding ─▶ Incident, together a Reading ─▶ store ─▶ links

`read` stops at the reading; `add` goes on, and stores it. Only what stands here writes to a store.

One report that cannot be read never takes others with it: the error that says why stands in its place.
"""

import signal
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, BinaryIO

from gawah.errors import GawahError, ReportError, ReportTooSlow, ReportUncoded, UsageError
from gawah.model import Coder, Coding, CodingInput, Given, Incident, Link, Record, Review, Run, Source, short_id
from gawah.record import IncidentRecord, dumps
from gawah.resolve import (
    CHANGED,
    DEFAULT_POLICY,
    POLICIES,
    NamedVictim,
    count_deaths,
    lead_events,
    list_started,
    resolve,
    weigh,
    weigh_incident,
)
from gawah.sources import Fetching, Limits, Url, find_reports, give_as_user, read_found, take_text

if TYPE_CHECKING:
    from gawah.codebook.columns import Columns
    from gawah.store import Mentioned, Resolved, Store

About = Mapping[str, str | int | None]
"""What a user says of reports: published, year, country, language, url, publisher, title, …; None says nothing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of one report: the record to show, and the coding that it was computed from."""

    record: Record
    coding: Coding

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """The incidents of the record."""
        return self.record.incidents

    @property
    def source(self) -> Source:
        """The report, its text and what was given with it."""
        return self.record.source


@dataclass(frozen=True, slots=True)
class Progress:
    """How far `read` has come."""

    report: str
    """Name of the report just done."""
    reports: int
    """Done, those that could not be read among them."""
    files_done: int
    """Files begun before the one that this report is in, which may hold many."""
    files: int
    """In all."""


def read(
    *paths: str | Path,
    coder: str | Coder = "rules",
    given: About | None = None,
    limits: Limits | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    fetching: Fetching | None = None,
    columns: "Columns | None" = None,
) -> Iterator[Reading | ReportError]:
    """Return an iterator over what every report at `paths` was read as, or why it could not be read, in their order.

    `paths` are files, folders, globs, URLs, or "-" for standard input. `coder` is a name in `gawah.coding.CODERS` or a
    coder. `given` holds for each report and goes before what the report says of itself. `on_progress` hears of each
    report. `fetching` says whether URLs are fetched, and where they are kept. `columns` says of tables whose rows are
    coded already which column tells what; such rows are read by their cells, whatever the coder.
    Raises UsageError at once for a coder or a given value that is none.
    """
    if not paths:
        raise UsageError("there is nothing to read: name a file, a folder, or - for standard input")
    about = (*give_as_user(given or {}), *([Given("list", columns.reference, "user")] if columns else []))
    take = partial(read_found, limits=limits or Limits(), given=about, fetching=fetching)
    return _read_files(paths, find_coder(coder), take, limits or Limits(), on_progress)


def read_all(
    *paths: str | Path, coder: str | Coder = "rules", given: About | None = None, limits: Limits | None = None
) -> list[Reading]:
    """Return what the reports at `paths` were read as.

    Raises the first ReportError where no report could be read; warns of each that could not where others could.
    """
    results = list(read(*paths, coder=coder, given=given, limits=limits))
    readings = [result for result in results if isinstance(result, Reading)]
    errors = [result for result in results if isinstance(result, ReportError)]
    if errors and not readings:
        raise errors[0]
    for error in errors:
        warnings.warn(str(error), stacklevel=2)
    return readings


def read_text(
    content: str, *, coder: str | Coder = "rules", limits: Limits | None = None, **about: str | int | None
) -> Reading:
    """Return what a text in memory was read as; `about` says what is known of it (`published="2021-01-04"`).

    Raises ReportError and UsageError.
    """
    limits = limits or Limits()
    source = take_text("text", content, limits, give_as_user(about))
    return read_source_with(find_coder(coder), source, limits)


def find_coder(coder: str | Coder) -> Coder:
    """Return the coder of this name. Raises UsageError where there is none."""
    if not isinstance(coder, str):
        return coder
    from gawah.coding import CODERS  # here, since coders bring their word lists with them

    if coder not in CODERS:
        raise UsageError(f"{coder}: there is no coder of that name; take one of {', '.join(CODERS)}")
    return CODERS[coder]


def read_source_with(coder: Coder, source: Source, limits: Limits) -> Reading:
    """Return what `coder` makes of one source.

    Raises ReportTooSlow over the limit on time, and ReportUncoded from any exception that nobody foresaw.
    """
    name = source.acquisition.path or source.report.id
    with _own_up_to_bugs(name), stop_after(limits.seconds, name):
        read = CodingInput(source.text, source.given)
        (coding,) = (coder if read.value_given("list") is None else find_coder("coded"))([read])
        incidents = resolve([coding], match_persons=match_persons)
    return Reading(Record(source, incidents, coding.omissions, coding.notes), coding)


@contextmanager
def _own_up_to_bugs(name: str) -> Iterator[None]:
    """Raise ReportUncoded, under the report's `name`, from an exception of what runs inside that is not deliberate.

    Interrupts and want of memory are no bugs, and pass through.
    """
    try:
        yield
    except (GawahError, MemoryError):
        raise
    except Exception as error:
        what = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST_PROBLEM]
        raise ReportUncoded(name, f"could not be coded: {what}", _TELL_US) from error


_LONGEST_PROBLEM = 200
_TELL_US = "please report it, with the report if it may be shared"


def _read_files(
    paths: Sequence[str | Path],
    coder: Coder,
    take: Callable[[Path | Url], Iterator[Source | ReportError]],
    limits: Limits,
    on_progress: Callable[[Progress], None] | None,
) -> Iterator[Reading | ReportError]:
    files = list(find_reports(paths))
    reports = 0
    for files_done, file in enumerate(files):
        for found in [file] if isinstance(file, ReportError) else take(file):
            result = _read_found(found, coder, limits)
            reports += 1
            if on_progress:
                on_progress(Progress(_name(result), reports, files_done, len(files)))
            yield result


def _read_found(found: Source | ReportError, coder: Coder, limits: Limits) -> Reading | ReportError:
    if isinstance(found, ReportError):
        return found
    try:
        return read_source_with(coder, found, limits)
    except ReportError as error:
        return error


def _name(result: Reading | ReportError) -> str:
    return result.report if isinstance(result, ReportError) else result.source.acquisition.path or ""


# --- into the store ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Added:
    """A report that is in the store now, on the disk."""

    reading: Reading
    is_new: bool
    """Whether anything of it was new."""
    incidents: tuple[str, ...]
    """Ids of the incidents that were computed anew because of it."""


def open_store(db: str, must_exist: bool = False) -> "Store":
    """Return the store at `db`, a path or a postgresql:// URL, made where there is none unless `must_exist`.

    Raises StoreError, StoreNewer where a newer program made it.
    """
    from gawah import store  # here, since reading needs no database

    return store.open_store(db, resolve_component, describe_coding, DEFAULT_POLICY.name, must_exist)


def resolve_component(
    codings: Sequence[Coding], links: Sequence[Link], reviews: Sequence[Review], policy: str
) -> "Resolved":
    """Return the incidents of codings that hang together, and which events are one. Raises UsageError for a policy
    that is none.
    """
    from gawah.linking.origins import group_origins

    if policy not in POLICIES:
        raise UsageError(f"{policy}: there is no policy of that name; take one of {', '.join(POLICIES)}")
    if len(codings) == 1 and not links and not reviews and policy == DEFAULT_POLICY.name:
        return _weigh(resolve_alone(codings[0]), lead_events(codings), ())
    origins = group_origins([coding.coding_input.text for coding in codings]) if len(codings) > 1 else {}
    incidents = resolve(codings, links, reviews, POLICIES[policy], origins, match_persons)
    by_hand = describe_by_hand(codings, links, reviews)
    return replace(_weigh(incidents, lead_events(codings, links), reviews), by_hand=by_hand)


def _weigh(incidents: Sequence[Incident], leads: Mapping[str, str], reviews: Sequence[Review]) -> "Resolved":
    """Return incidents with what waits on each for a person, and a digest of those that are released."""
    from gawah.publish.seen import digest_incident
    from gawah.store import Resolved

    taken = {review.undoes for review in reviews}
    standing = [review for review in reviews if review.id not in taken and not review.undoes]
    waits = {incident.id: weigh_incident(incident, standing) for incident in incidents}
    stakes = {i.id: weigh(count_deaths(i.killed), CHANGED) for i in incidents if i.workflow == "released"}
    released = {i.id: (digest_incident(i), stakes[i.id]) for i in incidents if i.id in stakes}
    return Resolved(tuple(incidents), leads, waits, released)


def match_persons(told: Sequence[NamedVictim]) -> dict[tuple[int, int], tuple[float, bool]]:
    """Return how alike the victims of one incident are whom reports name, for the pairs that may be one person."""
    from gawah.linking import PersonMention, describe_within, load_weights, score_persons

    mentions = [
        PersonMention(
            str(n),
            victim.text,
            victim.person.name,
            victim.person.aliases,
            victim.person.age,
            victim.person.age,
            victim.person.sex,
            outcome=victim.person.outcome,
            occupation=victim.occupation,
        )
        for n, victim in enumerate(told)
    ]
    least = load_weights("person_weights").same
    pairs = score_persons(describe_within(mentions))
    return {(min(int(p.one), int(p.other)), max(int(p.one), int(p.other))): (p.bits, p.bits >= least) for p in pairs}


class _Alone:
    """A coding, known by all that its incidents depend on."""

    __slots__ = ("coding", "key")

    def __init__(self, coding: Coding) -> None:
        read = coding.coding_input
        self.coding = coding
        self.key = (
            (read.id, read.text.report_id, read.text.kind),
            tuple(event.id for event in coding.events),
            tuple((a.id, a.confidence) for a in coding.assertions),
            tuple((k.id, k.score) for k in coding.links),
        )

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Alone) and self.key == other.key


def resolve_alone(coding: Coding) -> tuple[Incident, ...]:
    """Return the incidents of one coding by itself, as the store gives it back (which writes 2.0 as 2).

    What is added is compared with others and kept, and that is computed once.
    """
    return _resolve_alone(_Alone(coding))


@lru_cache(maxsize=600)
def _resolve_alone(alone: _Alone) -> tuple[Incident, ...]:
    return resolve([alone.coding], match_persons=match_persons)


def find_under_policies(store: "Store", id_: str, upto: int | None = None) -> dict[str, IncidentRecord]:
    """Return an incident as each policy sees it, by the policy's name, the usual one first. Raises IncidentNotFound."""
    head = store.read_head()[0] if upto is None else upto
    return {name: store.find_incident(id_, name, head) for name in POLICIES}


def describe_coding(coding: Coding) -> "list[Mentioned]":
    """Return what a linker compares of each incident that a coding tells of, with the keys under which it is found."""
    from gawah.codebook.columns import name_own_list
    from gawah.linking import list_keys, pack_mention, take_mention, take_steps
    from gawah.store import Mentioned

    if coding.is_by_person:
        return []  # it tells one value: see `describe_by_hand`
    leads = {short_id(lead): lead for lead in lead_events([coding]).values()}
    incidents, text = resolve_alone(coding), coding.coding_input.text
    steps, alone = take_steps(coding), len(incidents) == 1
    events = [(leads[incident.id], incident) for incident in incidents]
    rows_of = name_own_list(coding.coding_input)
    mentions = [take_mention(event, text, incident, alone, steps.get(event, ()), rows_of) for event, incident in events]
    return [Mentioned(m.event_id, pack_mention(m), list_keys(m)) for m in mentions]


def describe_by_hand(
    codings: Sequence[Coding], links: Sequence[Link], reviews: Sequence[Review]
) -> "tuple[Mentioned, ...]":
    """Return what a linker compares of each incident that persons coded, by all that persons say of it."""
    from gawah.linking import list_keys, pack_mention, take_mention
    from gawah.store import Mentioned

    own = [coding for coding in codings if coding.is_by_person]
    texts = {event.id: coding.coding_input.text for coding in own for event in coding.events}
    between = [k for k in links if k.time is not None and {k.from_event, k.to_event} <= texts.keys()]
    started = list_started(between)
    if not started:
        return ()
    leads = {short_id(lead): lead for lead in lead_events(own, between).values()}
    incidents = resolve(own, between, reviews, match_persons=match_persons)
    told = [(leads[incident.id], incident) for incident in incidents if leads[incident.id] in started]
    mentions = [take_mention(event, texts[event], incident) for event, incident in told]
    return tuple(Mentioned(m.event_id, pack_mention(m), list_keys(m)) for m in mentions)


def link_codings(codings: Sequence[Coding]) -> tuple[list[Link], dict[str, str]]:
    """Return the links between what several codings tell of, and for each event the first event of its incident."""
    from gawah.linking import link_mentions, unpack_mention

    told = {m.event_id: m for coding in codings for m in describe_coding(coding)}
    links = link_mentions([unpack_mention(mention.document) for mention in told.values()])
    return links, lead_events(codings, links)


def add(
    store: "Store",
    *paths: str | Path,
    coder: str | Coder = "rules",
    given: About | None = None,
    limits: Limits | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    fetching: Fetching | None = None,
    columns: "Columns | None" = None,
    places: bool = True,
) -> Iterator[Added | ReportError]:
    """Return an iterator that reads every report at `paths`, as `read` does, and yields each when it is stored.

    `places` says whether files lie where they will be found again, so that another report found there is a version.

    A report that is there already, coded by the same coder, adds nothing. At the end new events are linked to those
    that were there; so run to its end an iterator that was stopped by adding anything once more.
    """
    readings = read(
        *paths,
        coder=coder,
        given=given,
        limits=limits,
        on_progress=on_progress,
        fetching=fetching,
        columns=columns,
    )
    return _store_readings(store, map(_locate if places else _locate_url, readings))


def _store_readings(store: "Store", readings: Iterable[Reading | ReportError]) -> Iterator[Added | ReportError]:
    started, stored, failed, coders = _now(), 0, 0, set[str]()
    for batch in _take_batches(readings):
        for result in batch if isinstance(batch[0], ReportError) else _store_batch(store, batch):
            yield result
            if isinstance(result, ReportError):
                failed += 1
            else:
                stored += result.is_new
                coders.add(result.reading.coding.coder)
    if stored:
        run = Run.of(", ".join(sorted(coders)), _version(), started, _now(), reports=stored, failed=failed)
        store.append([run])
    link_new(store)


_AT_ONCE = 500
"""Reports that are stored in one transaction at most."""
_SECONDS = 1.0
"""After which what was read is stored, however little it is."""


def _take_batches(readings: Iterable[Reading | ReportError]) -> Iterator[list[Reading] | list[ReportError]]:
    """Yield what was read in parts to store at once, and each error alone, in their order.

    The first part is one report, and each later one may be twice the one before: a few reports are stored one by one,
    as they are read. No part holds two reports from one place: the second is a version of the first, which has to be
    there then.
    """
    batch: list[Reading] = []
    places: set[str | None] = set()
    most, since = 1, time.monotonic()
    for result in readings:
        is_error = isinstance(result, ReportError)
        place = None if isinstance(result, ReportError) else result.source.acquisition.location
        if batch and (is_error or place in places):
            yield batch
            batch, places, since = [], set(), time.monotonic()
        if isinstance(result, ReportError):
            yield [result]
            continue
        batch.append(result)
        places |= {place} - {None}
        if len(batch) >= most or time.monotonic() - since > _SECONDS:
            yield batch
            batch, places, most, since = [], set(), min(2 * most, _AT_ONCE), time.monotonic()
    if batch:
        yield batch


def _store_batch(store: "Store", batch: Sequence[Reading]) -> Iterator[Added]:
    """Store what was read of some reports, in one transaction, and yield each when it is on the disk."""
    with _hold_interrupt():
        appended = store.append(record for reading in batch for record in (reading.source, reading.coding))
    _resolve_alone.cache_clear()
    for reading in batch:
        is_new = bool({reading.source.report.id, reading.source.text.sha256} & appended.news)
        told = (appended.told.get(event.id) for event in reading.coding.events)
        yield Added(reading, is_new, tuple(dict.fromkeys(id_ for id_ in told if id_)))


def _locate(result: Reading | ReportError) -> Reading | ReportError:
    """Return a reading with where its report was found: its URL, or the absolute path of a file that holds it alone."""
    if isinstance(result, ReportError):
        return result
    came = result.source.acquisition
    path = Path(came.path) if came.path and came.url is None else None
    return _place(result, str(path.absolute()) if path and path.is_file() else came.url)


def _locate_url(result: Reading | ReportError) -> Reading | ReportError:
    """Return a reading with its URL as where its report was found, where it has one."""
    return result if isinstance(result, ReportError) else _place(result, result.source.acquisition.url)


def _place(result: Reading, location: str | None) -> Reading:
    came = result.source.acquisition
    source = replace(result.source, acquisition=replace(came, location=location))
    return replace(result, record=replace(result.record, source=source))


def link_new(store: "Store", again: Iterable[str] = ()) -> None:
    """Link events that no linker has looked at yet to those in the store. Safe to stop and to run again.

    `again` are events to look at once more, as those of an incident of which a person has told more.
    """
    from gawah.linking import (
        MOST_COPIES,
        join_codings,
        link_mentions,
        list_copied,
        list_lookups,
        load_weights,
        unpack_mention,
    )

    name, started = load_weights().name, _now()
    seen = max((run.upto for run in store.read(Run, [f"run:{name}"])), default=0)
    head, _ = store.read_head()
    packed = [*store.read_mentions(seen), *store.read_mentions_of(again)]
    fresh = list({mention.event_id: mention for mention in map(unpack_mention, packed)}.values())
    if not fresh:
        return
    looked_at = {mention.event_id for mention in fresh}
    keys = {key for mention in fresh for key in list_lookups(mention)}
    copied = {key for mention in fresh for key in list_copied(mention)}
    lists = {mention.rows_of for mention in fresh}
    only = lists.pop() if len(lists) == 1 else None
    known = [unpack_mention(packed) for packed in store.find_mentions(keys, seen, copied, MOST_COPIES)]
    known = [m for m in known if m.event_id not in looked_at]
    known = [mention for mention in known if only is None or mention.rows_of != only]  # rows of one list are no pairs
    texts = {mention.text_sha256 for mention in fresh}
    several: dict[str, list[Coding]] = {}
    for coding in store.read(Coding, store.list_recoded(texts)):
        several.setdefault(coding.coding_input.text.sha256, []).append(coding)
    links = [*link_mentions(fresh, known), *(link for codings in several.values() for link in join_codings(codings))]
    store.append([*links, Run.of(name, _version(), started, _now(), reports=len(texts), failed=0, upto=head)])


def _version() -> str:
    from gawah import __version__

    return __version__


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


# --- time limits and interrupts ---------------------------------------------------------------------------------------


@contextmanager
def stop_after(seconds: float, name: str) -> Iterator[None]:
    """Raise ReportTooSlow, under the report's `name`, in what takes more than `seconds` of the processor; 0: no limit.

    The processor's time counts and not the clock's: on a busy computer a harmless report takes long. It needs the timer
    that POSIX systems have and the main thread, and leaves the timer alone where another part of the program uses it:
    there, what runs inside runs on.
    """
    if seconds <= 0 or not _is_timer_free():
        yield
        return

    def stop(signal_number: int, frame: FrameType | None) -> None:
        problem = f"reading it took over the limit of {seconds:g} seconds of the processor"
        raise ReportTooSlow(name, problem, "split it into single reports, or raise the limit")

    signal.signal(signal.SIGPROF, stop)
    try:
        try:
            signal.setitimer(signal.ITIMER_PROF, seconds, seconds)  # again and again, should something swallow it
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    finally:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)


def _is_timer_free() -> bool:
    on_main = threading.current_thread() is threading.main_thread()
    return hasattr(signal, "setitimer") and on_main and signal.getsignal(signal.SIGPROF) is signal.SIG_DFL


def write_records(
    readings: Iterable[Reading | ReportError],
    stream: BinaryIO,
    on_error: Callable[[ReportError], None] | None = None,
) -> int:
    """Write each record as one line of JSON (`gawah.record/1`, UTF-8) and return how many were written.

    Errors among `readings` go to `on_error`, or are raised. An interrupt comes through between lines, never within.
    """
    written = 0
    for reading in readings:
        if isinstance(reading, ReportError):
            if on_error is None:
                raise reading
            on_error(reading)
            continue
        line = dumps(reading.record).encode("utf-8") + b"\n"
        with _hold_interrupt():
            stream.write(line)
            stream.flush()
        written += 1
    return written


@contextmanager
def _hold_interrupt() -> Iterator[None]:
    """Let Ctrl-C wait for the end of what runs inside; pressed twice, it does not wait."""
    on_main = threading.current_thread() is threading.main_thread()
    if not on_main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    pressed = False

    def wait(signal_number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        if pressed:
            raise KeyboardInterrupt
        pressed = True

    signal.signal(signal.SIGINT, wait)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if pressed:
        raise KeyboardInterrupt
