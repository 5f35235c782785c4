"""The last step of every reader: a payload and its text become a Source."""

from dataclasses import replace

from gawah.errors import ReportEmpty, ReportTooLarge
from gawah.gazetteer.publishers import Publisher, find_cited, find_publisher
from gawah.model import Acquisition, Given, Region, Report, Source, Text
from gawah.sources.about import CODING_KEYS, choose
from gawah.sources.head import read_head
from gawah.sources.language import guess_language
from gawah.sources.limits import Limits


def derive_source(
    name: str,
    payload: bytes,
    content: str,
    deriver: str,
    limits: Limits,
    *,
    kind: str | None = None,
    given: tuple[Given, ...] = (),
    regions: tuple[Region, ...] = (),
) -> Source:
    """Return the source with this payload and this derived text, its head read and its language looked at.

    `given` comes from outside the text and goes before what its head says; `regions` tell its pages. What is left open
    of the publisher and the kind, the registry of publishers tells. Raises ReportEmpty and ReportTooLarge.
    """
    _check_size(name, payload, content, limits)
    head = read_head(content)
    chosen = choose([*given, *head.given])
    moment = next((g.value for g in chosen if g.key == "published" and "T" in g.value), None)
    chosen = tuple(_keep_day(g) for g in chosen)
    about = {g.key: g.value for g in chosen}
    publisher = find_publisher(about.get("publisher"), about.get("url"))
    report = Report.of(payload)
    text = Text.of(
        report.id,
        deriver,
        content,
        title=about.get("title", head.title),
        kind=about.get("kind") or kind or (publisher.kind if publisher else None),
        language=about.get("language") or guess_language(content),
        published=about.get("published"),
        regions=regions,
    )
    came = _acquire(report, name, about, publisher)
    cited = tuple(cited for cited in find_cited(content) if cited not in (*came.cites, came.publisher))
    came = replace(came, published_at=moment, cites=came.cites + cited)
    return Source(report, came, text, tuple(g for g in chosen if g.key in CODING_KEYS))


def _keep_day(given: Given) -> Given:
    """Return what is given of the day of publication without the time of day: as of the place of writing."""
    return replace(given, value=given.value.partition("T")[0]) if given.key == "published" else given


def _check_size(name: str, payload: bytes, content: str, limits: Limits) -> None:
    if not content or content.isspace():
        raise ReportEmpty(name, "there is no text in it", "give a report with text")
    if len(payload) > limits.bytes_per_report:
        raise too_large(name, limits.bytes_per_report)
    if len(content) > limits.characters:
        problem = f"its text has {len(content):,} characters and the limit is {limits.characters:,}"
        raise ReportTooLarge(name, problem, "split it into single reports")


def too_large(name: str, most: int) -> ReportTooLarge:
    """Return the error for a payload of more than `most` bytes."""
    return ReportTooLarge(name, f"it is over the limit of {most:,} bytes", "split it into single reports")


def _acquire(report: Report, name: str, about: dict[str, str], publisher: Publisher | None) -> Acquisition:
    cites = tuple(part for cited in about.get("cites", "").split(";") if (part := cited.strip()))
    return Acquisition(
        report.id,
        path=name,
        url=about.get("url"),
        retrieved=about.get("retrieved"),
        publisher=about.get("publisher") or (publisher.name if publisher else None),
        licence=about.get("licence"),
        cites=cites,
        version_of=about.get("version_of"),
    )
