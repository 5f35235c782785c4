"""How long every export of 100,000 incidents takes, and how much memory: for the public, through the gate, and inside.

    python benchmarks/formats.py                             a store of 100,000 incidents, then measure
    python benchmarks/formats.py --incidents 5000            a smaller one
    python benchmarks/formats.py --db out/formats.db         keep the store there, or measure the one that is there
    python benchmarks/formats.py --formats csv,jsonl --for public

The incidents are invented (FICTION), told by reports of some 1,200 letters with real places' names: a third name
somebody harmed, half a witness whom nobody listed. All are released; 400 names are listed as withheld, 200 persons hold
a public role. One in fifty has changed since its release, and leaves as it was.

Each file is written by a process of its own, whose processor time and memory are told. The exit status is 1 where a
table takes 60 seconds of the processor for 100,000 incidents or 1 GB.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from gawah.gazetteer.places.index import open_index
from gawah.model import Acquisition, Assertion, Coding, CodingInput, Event, Given, Link, Report, Source, Span, Text
from gawah.pipeline import open_store, resolve_alone
from gawah.publish.exports import FORMATS, Order, hold_evidence, write_exports
from gawah.publish.persons import propose_pseudonyms
from gawah.publish.seen import digest_incident
from gawah.publish.standing import ProjectMarks
from gawah.release import clear_incidents
from gawah.review import Reviewer
from gawah.review.marks import make_mark
from gawah.store import Store

AT_ONCE = 500
MOST_SECONDS, MOST_BYTES, MANY = 60.0, 1e9, 100_000
TABLES = ("csv", "xlsx", "parquet", "geojson", "acled", "gtd", "ucdp")
LISTED, IN_PUBLIC, CHANGED = 400, 200, 50
GIVEN = (
    "Gul Zarmina Shukria Nasrat Laleh Farzin Kubra Masouma Ghazal Yusra Muayad Qusay Rawan Najla Oluchi Adaeze Kelechi"
    " Fatoumata Mariama Desta Meseret Achol Deng Thiri Zeyar Sunita Ramesh Harpreet Ilva Mirel Tomas Oksana Bohdan Ihor"
    " Ximena Anahí Iván Rosalía Khadija Imran Bilal Samira Haroon Nadia Yaqub Soraya Parwin Hamid Latif Rahim"
).split()
FAMILY = (
    "Sharifi Hosseini Rezai Wardak Popalzai Barakzai Noorzad Qaderi Mirwais Haidari Masri Tamimi Barghouti Haddad"
    " Khoury Nasser Othman Zaidan Okafor Adeyemi Nwosu Balogun Traoré Diallo Haile Tesfaye Malual Htun Sharma"
    " Yadav Gill Anders Kowalczyk Novák Shevchenko Quispe Mamani Restrepo Stone Rivers Khan Ali Hussain Baloch"
    " Mengal Marri Vel Brandt"
).split()
GROUPS = [f"{colour} {thing}" for colour in ("Red", "Grey", "Black", "White", "Iron") for thing in ("Slate", "Lantern")]
COUNTRIES = "PK AF IQ SY NG ML SO SD ET IN MM PH CO PE UA YE LY CD KE TD".split()
COMMUNITIES = ("Hazara", "Yazidi", "Coptic", "Rohingya", "Ahmadi")
THINGS = "a market,a checkpoint,a bus,a school,a clinic,a convoy,a mosque,a police post,a village,a wedding".split(",")
WORK = "traders,miners,teachers,farmers,labourers,students,drivers,officials".split(",")
ACTS = {"armed_attack": "attacked", "bombing": "bombed", "shelling": "shelled", "arson": "burned", "battle": "raided"}


# --- a store ----------------------------------------------------------------------------------------------------------


class Inventor:
    """Invents reports, always the same."""

    def __init__(self) -> None:
        self.chance = random.Random(20)
        self.places = list(self._list_places())

    def _list_places(self) -> Iterator[dict[str, object]]:
        """Yield places as records have them, with names that the gazetteer knows."""
        index = open_index()
        keys = [index.trie.restore_key(self.chance.randrange(len(index.trie))) for _ in range(60_000)]
        for named in (index.list_named(key) for key in keys):
            if named and named[0].facts.kind == "settlement" and named[0].facts.country in COUNTRIES:
                entry = index.read_entry(named[0].facts)
                about = {"admin1": entry.admin1, "admin2": entry.admin2, "country": entry.country, "lat": entry.lat}
                about |= {"lon": entry.lon, "radius_km": entry.radius_km, "geonameid": entry.geonameid}
                yield {"name": entry.name, **about, "precision": "settlement", "relation": "in"}

    def draw_name(self) -> str:
        return f"{self.chance.choice(GIVEN)} {self.chance.choice(FAMILY)}"

    def invent(self, number: int) -> tuple[Source, Coding]:
        """Return a report that tells of one incident, and its coding."""
        chance = self.chance
        told = {"place": chance.choice(self.places), "thing": chance.choice(THINGS), "who": chance.choice(WORK)}
        told |= {"group": chance.choice(GROUPS) + " Front", "type": chance.choice(list(ACTS))}
        told |= {"day": str(date(2005, 1, 1) + timedelta(chance.randrange(7000)))}
        told |= {"killed": min(int(chance.paretovariate(1.1)), 300), "hurt": chance.randrange(1, 40)}
        told |= {"community": chance.choice(COMMUNITIES), "victim": self.draw_name(), "witness": self.draw_name()}
        told |= {"number": number, "is_named": chance.random() < 1 / 3, "age": chance.randrange(7, 80)}
        content = "".join(words for words, _, _ in self._tell(told))
        report = Report.of(content.encode())
        title = f"{told['killed']} killed as {told['thing'][2:]} is {ACTS[told['type']]} in {told['place']['name']}"
        text = Text.of(report.id, "plain@1", content, title=title, kind="news", language="en", published=told["day"])
        came = Acquisition(report.id, path=f"invented/{number}.txt", url=f"https://news.invalid/{number}")
        return Source(report, came, text), self._code(text, list(self._tell(told)), title)

    def _tell(self, told: dict[str, object]) -> Iterator[tuple[str, dict[str, object], str | None]]:
        """Yield the sentences of a report, the values that each states, and who says so."""
        place, day, killed, who = told["place"], told["day"], told["killed"], f"{told['community']} {told['who']}"
        where = {"date": {"edtf": day, "start": day, "end": day, "precision": "day"}, "place": place}
        act = {"type": told["type"], "outcome": "completed", **where, "targets/t1": {"description": told["thing"]}}
        verb = ACTS[told["type"]]
        yield f"FICTION {told['number']}\n\n", {}, None
        yield f"Armed men {verb} {told['thing']} in {place['name']}, {place['admin1']}, on {day}. ", act, None
        count = {"low": killed, "best": killed, "high": killed}
        dead = {"figures/f1": {"measure": "killed", **count, "words": str(killed)}, "victims/v1/description": who}
        dead |= {"victims/v1/outcome": "killed", "victims/v1/count": count, "victims/v1/status": "civilian"}
        dead |= {"victims/v1/ethnic_or_religious": told["community"], "victims/v1/occupation": told["who"]}
        yield f"{killed} {who} were killed, a doctor at the hospital of {place['name']} said. ", dead, "a doctor"
        hurt = {
            "measure": "injured",
            **dict.fromkeys(("low", "best", "high"), told["hurt"]),
            "words": str(told["hurt"]),
        }
        yield f"Another {told['hurt']} people were taken to hospital with wounds. ", {"figures/f2": hurt}, None
        if told["is_named"]:
            person = {"name": told["victim"], "age": told["age"], "aliases": [], "sex": None, "outcome": "killed"}
            named = {"victims/v1/persons/n1": {**person, "status": "private"}}
            yield f"Among the dead was {told['victim']}, {told['age']}, who had come to see relatives. ", named, None
        yield (
            f"Police in {place['admin1']} accused the {told['group']} of the attack; the group has said nothing. ",
            {
                "perpetrators/p1": {"name": f"{told['group']}", "kind": "armed_group"},
                "perpetrators/p1/attribution": {"basis": "accused_by_authorities", "by": "police"},
            },
            "police",
        )
        yield "They had come before dawn in two pick-up trucks and fired for about half an hour. ", {}, None
        weapon = {"weapons/w1": {"class": "firearm", "type": "rifle", "text": "assault rifles"}}
        yield f"Cartridges of assault rifles were found near {told['thing']}, residents said. ", weapon, "residents"
        if told["number"] % 2:
            yield f"“We heard them shout and then the shooting began,” {told['witness']}, a neighbour, said. ", {}, None
        rest = (
            "The road to the district's capital was closed until the evening, and shops did not open on the next day."
        )
        yield f"{rest} Families buried their dead at a graveyard outside {place['name']}. ", {}, None
        yield (
            "The provincial government promised an investigation and help for those who lost their houses. " * 2,
            {},
            None,
        )

    def _code(self, text: Text, sentences: list[tuple[str, dict[str, object], str | None]], title: str) -> Coding:
        read = CodingInput(text)
        event, at, assertions = Event.of(read, "invented@1", "incident", Span(11, 60)), 0, []
        for words, values, speaker in sentences:
            span = Span(at, at + len(words.rstrip()))
            assertions += [Assertion.of(event, path, said, [span], speaker=speaker) for path, said in values.items()]
            at += len(words)
        title_said = Assertion.of(event, "title", title, (), given=Given("title", title, "header"))
        return Coding(read, "invented@1", (event,), (title_said, *assertions))


def build(store: Store, incidents: int) -> None:
    """Fill a store with invented incidents and release them, some hundred at once."""
    inventor, began = Inventor(), time.perf_counter()
    list_names(store, inventor)
    for start in range(0, incidents, AT_ONCE):
        codings = [inventor.invent(n) for n in range(start, min(start + AT_ONCE, incidents))]
        store.append(record for pair in codings for record in (*pair, *release(pair[1], store.policy)))
        store.append(record for _, coding in codings[::CHANGED] for record in change(coding))
        spent = time.perf_counter() - began
        print(f"\r{start + len(codings):,} incidents, {spent:,.0f} s", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def list_names(store: Store, inventor: Inventor) -> None:
    """Say of some persons that their names must leave nowhere, of others that they are in a public role."""
    names = list(dict.fromkeys(inventor.draw_name() for _ in range(2 * (LISTED + IN_PUBLIC))))[: LISTED + IN_PUBLIC]
    who = Reviewer.now("Benchmark", "to measure")
    store.append([make_mark("name", None, who, person=name, value="withheld") for name in names[:LISTED]])
    store.append([make_mark("person_status", None, who, person=name, value="public_role") for name in names[LISTED:]])


def release(coding: Coding, policy: str) -> Iterator[object]:
    """Yield what `gawah review release` adds of an incident, whatever the gate thinks of its numbers."""
    ((lead,), (incident,)), who = (coding.events, resolve_alone(coding)), Reviewer.now("Benchmark", "to measure")
    event = Event.of(coding.coding_input, who.coder, "incident", lead.anchor)
    said = {"workflow": "released", "released_under": policy, "audience": "public"}
    stated = [Assertion.of(event, name, word, (), given=Given(name, word, who.name)) for name, word in said.items()]
    link = Link.of("same", event.id, lead.id, who.name, time=who.time, reason=who.reason)
    seen = {"policy": policy, "seen": digest_incident(incident), "changed": [], "why": "", "link": link.id}
    yield link
    yield Coding(coding.coding_input, event.coder, (event,), tuple(stated), notes=(who.reason,))
    for name, role, number in propose_pseudonyms(incident, ProjectMarks().of(""), ProjectMarks()):
        yield make_mark("pseudonym", lead.id, who, person=name, value={"role": role, "number": number})
    yield make_mark("release", lead.id, who, value=seen)
    yield make_mark("override", lead.id, who, value="small_cells")


def change(coding: Coding) -> Iterator[object]:
    """Yield what another coder says of the same incident, so that it is no longer what was released."""
    (lead,) = coding.events
    event = Event.of(coding.coding_input, "invented@2", "incident", lead.anchor)
    claimed = Assertion.of(event, "claimed", False, [lead.anchor])
    yield Link.of("same", event.id, lead.id, "invented@2")
    yield Coding(coding.coding_input, "invented@2", (event,), (claimed,))


# --- measuring --------------------------------------------------------------------------------------------------------


def measure(db: str, audience: str, format_: str) -> dict[str, float]:
    """Return what a process of its own tells of writing one file."""
    words = [sys.executable, __file__, "--db", db, "--write", format_, "--for", audience]
    return json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout)


def write(db: str, audience: str, format_: str) -> None:
    """Write a file, and print how long that took and how much memory."""
    used, began = time.process_time(), time.perf_counter()
    with open_store(db, must_exist=True) as store, tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"out.{FORMATS[format_].ending}"
        cleared = clear_incidents(store, audience, with_evidence=hold_evidence([format_]))
        watch = Watch()
        (written,) = write_exports(cleared, [Order(format_, out)], everything=True, on_incident=watch.look)
        size = out.stat().st_size
    told = {"incidents": written.loss.incidents, "seconds": time.process_time() - used, "bytes": size}
    told |= {"clock": time.perf_counter() - began}
    print(json.dumps(told | {"memory": watch.most}))


class Watch:
    """How much memory the process needs of its own: pages of the database's file, which the system maps and can drop
    at any time, are not among it where the system tells them apart.
    """

    def __init__(self) -> None:
        self.looks, self.most = 0, 0

    def look(self) -> None:
        self.looks += 1
        if self.looks % 100 == 1:
            self.most = max(self.most, self._read())

    def _read(self) -> int:
        status = Path("/proc/self/status")
        if not status.exists():
            return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        fields = dict(line.split(":") for line in status.read_text().splitlines())
        return int(fields["RssAnon"].split()[0]) * 1024


def tell(format_: str, audience: str, found: dict[str, float]) -> bool:
    """Print the figures of one file; return whether they are as promised."""
    whole = found["seconds"] / found["incidents"] * MANY
    good = format_ not in TABLES or (whole < MOST_SECONDS and found["memory"] < MOST_BYTES)
    times = " ".join(f"{seconds:9.1f}" for seconds in (found["seconds"], found["clock"], whole))
    sizes = " ".join(f"{found[name] / 1e6:9.0f}" for name in ("memory", "bytes"))
    print(
        f"{format_:8} {audience:8} {found['incidents']:9,.0f} {times} {sizes}{'' if good else '  too much'}", flush=True
    )
    return good


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=MANY)
    parser.add_argument("--db", default=None)
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--for", dest="audiences", default="public,internal")
    parser.add_argument("--write", help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> int:
    given = read_arguments()
    if given.write:
        write(given.db, given.audiences, given.write)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        db = given.db or str(Path(folder) / "formats.db")
        if not Path(db).exists():
            with open_store(db) as store:
                build(store, given.incidents)
        print("format   for      incidents   seconds  by clock  100,000 s        MB   file MB")
        good = True
        for audience in given.audiences.split(","):
            for format_ in given.formats.split(","):
                good &= tell(format_, audience, measure(db, audience, format_))
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
