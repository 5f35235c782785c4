"""Invented records for the terminal (FICTION), and a way to run the command."""

import sys
from dataclasses import dataclass

import pytest

from gawah import cli, coding, wording
from gawah.model import (
    Acquisition,
    Assertion,
    Attribution,
    Claim,
    Coding,
    Conflict,
    Count,
    Event,
    Evidence,
    Figure,
    Incident,
    KilledByParty,
    Omission,
    OtherPlace,
    Perpetrator,
    Person,
    Place,
    Record,
    Report,
    Response,
    Rival,
    RivalValue,
    Source,
    Span,
    Target,
    Text,
    Victims,
    Weapon,
    When,
)

# --- the command ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it printed."""

    status: int
    out: bytes
    err: str

    @property
    def text(self):
        return self.out.decode("utf-8")


@pytest.fixture
def run(monkeypatch, capfdbinary):
    """Run `gawah` with these words behind it, as a shell does."""
    monkeypatch.delenv("COLUMNS", raising=False)

    def run_command(*words):
        capfdbinary.readouterr()
        monkeypatch.setattr(sys, "argv", ["gawah", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        out, err = capfdbinary.readouterr()
        return Ran(end.value.code or 0, out, err.decode("utf-8"))

    return run_command


def code_bombs(inputs):
    """Code a bombing wherever the text says "bomb", with the number before "dead" as the killed."""
    return [code_one(source) for source in inputs]


def code_one(source):
    content = source.text.content
    start = content.find("bomb")
    if start < 0:
        return Coding(source, "bombs@1", notes=("no bomb in it",))
    anchor = Span(start, start + 4)
    event = Event.of(source, "bombs@1", "incident", anchor)
    about = {"rule": "bomb-word", "trigger": anchor, "confidence": 0.75}
    said = [Assertion.of(event, "type", "bombing", [anchor], **about)]
    rivals = [Rival(event.id, "type", "arson", anchor, "fire-word", "no word speaks of fire")]
    for n, number in enumerate(("nine", "seven"), 1):
        at = content.find(f"{number} dead")
        if at >= 0:
            low = {"nine": 9, "seven": 7}[number]
            value = {"measure": "killed", "low": low, "best": low, "high": low, "words": f"{number} dead"}
            speaker = {"speaker": "the police", "speaker_role": "police_or_military"} if n == 2 else {}
            span = Span(at, at + len(number) + 5)
            said.append(Assertion.of(event, f"figures/f{n}", value, [span], rule="dead-count", **speaker))
    return Coding(source, "bombs@1", (event,), tuple(said), rivals=tuple(rivals))


@pytest.fixture(autouse=True)
def bombs(monkeypatch):
    """Let `--coder bombs` be there."""
    monkeypatch.setitem(coding.CODERS, "bombs", code_bombs)


@pytest.fixture
def folder(tmp_path):
    """Return a folder with good reports and bad ones."""
    (tmp_path / "a.txt").write_text("FICTION. A bomb in Tarvel left nine dead.", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01")
    (tmp_path / "c.jsonl").write_text(
        '{"text": "FICTION. A bomb in Ostmark."}\n{"text": "FICTION. A quiet day."}\n', encoding="utf-8"
    )
    return tmp_path


# --- records ----------------------------------------------------------------------------------------------------------

TEXT = """FICTION. Quarry raid leaves eleven dead

On 3 May 2031, fighters of Northern Dawn took twelve salt workers from a hut in Ostrey and killed at least 11 of them \
near Machen, in Belmar. Four of the dead were Tarski pilgrims, the consul said, among them the teacher Ana Vel, 41. \
Police first spoke of nine dead. Dozens were wounded. The district chief suspected Northern Dawn; the Dawn Council \
claimed the raid in a video. The villagers' union disputed the claim. Two lorries were burned. Knives and rifles were \
used. About 40 soldiers fell as well, the Council boasted. Two raiders died, too, and three workers are missing. It \
was meant to punish the salt trade.
On 5 May people blocked the bridge of Ostrey for three days and asked the governor to come. He declined. The governor \
ordered an inquiry, an official said. The dead were buried before 9 May.
In a gorge to the west, a hiker fell to his death."""

REPORT = Report.of(TEXT.encode())


class Words:
    """Finds quotes in the text, and makes evidence of them."""

    def __init__(self, content):
        self.content = content

    def __call__(self, path, quote, **about):
        start = self.content.index(quote)
        return Evidence(path, quote, start, start + len(quote), coder="hand@1", **about)


def make_source(content, path, **about):
    report = Report.of(content.encode())
    text = Text.of(report.id, "plain@1", content, language="en", **about)
    return Source(report, Acquisition(report.id, path=path, publisher="The Tarsk Mail"), text)


@pytest.fixture
def full():
    """Return a record with one incident in which every field is filled."""
    says = Words(TEXT)
    police = {"speaker": "police", "speaker_role": "police_or_military"}
    consul = {"speaker": "the consul", "speaker_role": "government"}
    council = {"speaker": "the Dawn Council", "speaker_role": "party_to_conflict"}
    chief = {"speaker": "the district chief", "speaker_role": "government", "basis": "suspected"}
    evidence = (
        says("/title", "Quarry raid leaves eleven dead"),
        says("/type", "took twelve salt workers from a hut in Ostrey and killed at least 11 of them"),
        says("/also_types/0", "took twelve salt workers"),
        says("/outcome", "killed at least 11"),
        says("/date", "On 3 May 2031"),
        says("/place", "near Machen, in Belmar"),
        says("/other_places/0", "from a hut in Ostrey"),
        says("/perpetrators/0/name", "Northern Dawn"),
        says(
            "/perpetrators/0/attributions/0", "the Dawn Council claimed the raid in a video", **council, basis="claimed"
        ),
        says("/perpetrators/0/attributions/1", "The district chief suspected Northern Dawn", **chief),
        says("/victims/0/description", "twelve salt workers"),
        says("/victims/0/count", "at least 11"),
        says("/victims/1/description", "Four of the dead were Tarski pilgrims", **consul),
        says("/victims/1/persons/0", "the teacher Ana Vel, 41", **consul),
        says("/victims/2/description", "Dozens were wounded"),
        says("/targets/0/description", "Two lorries were burned"),
        says("/killed", "at least 11"),
        says("/killed", "nine dead", role="contradicts", **police),
        says("/injured", "Dozens were wounded"),
        says("/abducted", "twelve salt workers"),
        says("/attackers_killed", "Two raiders died"),
        says("/killed_by_party", "Two raiders died"),
        says("/figures/0", "at least 11"),
        says("/figures/1", "nine dead", **police),
        says("/figures/2", "About 40 soldiers fell", **council),
        says("/figures/3", "three workers are missing"),
        says("/weapons/0", "Knives and rifles"),
        says("/weapons/1", "Knives and rifles"),
        says("/claims/0", "the Dawn Council claimed the raid in a video", **council, basis="claimed"),
        says("/claims/0/disputed_by", "The villagers' union disputed the claim"),
        says("/motive/0", "It was meant to punish the salt trade"),
        says("/responses/0/type", "people blocked the bridge of Ostrey for three days"),
        says("/responses/0/date", "On 5 May"),
        says("/responses/1/type", "asked the governor to come"),
        says("/responses/2/type", "He declined"),
        says("/responses/3/type", "The governor ordered an inquiry", speaker="an official", speaker_role="government"),
        says("/responses/4/type", "The dead were buried before 9 May"),
        Evidence("/date", coder="hand@1", kind="metadata", key="published", value="2031-05-10", given_by="user"),
    )
    victims = (
        Victims("v1", "salt workers", "killed", Count(11, 11, None), None, "civilian", ("Salters",), "salt workers"),
        Victims("v2", "Tarski pilgrims", "killed", Count(4, 4, 4), "v1", "civilian",
                nationality="XA", age_group="adults", persons=(Person("Ana Vel", age=41, outcome="killed"),)),
        Victims("v3", "people at the hut", "injured", Count(1, None, None, "some", word="dozens")),
    )  # fmt: skip
    responses = (
        Response("r1", "protest", actor="people", date=When("2031-05-05", "2031-05-05", "2031-05-05", "day"),
                 duration_days=3, place=Place("bridge of Ostrey", "Belmar", country="XA", precision="exact")),
        Response("r2", "demand", "demanded", "people", "the governor", "r1"),
        Response("r3", "refusal", "refused", "the governor", None, "r2"),
        Response("r4", "investigation", "ordered", "the governor", speaker="an official"),
        Response("r5", "burial", target="the dead", date=When(after="2031-05-03", before="2031-05-09")),
    )  # fmt: skip
    incident = Incident(
        "aaaaaaaaaa",
        main=True,
        title="Quarry raid leaves eleven dead",
        type="execution",
        also_types=("abduction",),
        outcome="completed",
        date=When("2031-05-03", "2031-05-03", "2031-05-03", "day", time="before dawn"),
        place=Place("Machen", "Belmar", None, "XA", 1.5, 2.5, 5.2, 17, "settlement", "near"),
        other_places=(OtherPlace("taken_from", "a hut in Ostrey"),),
        perpetrators=(
            Perpetrator("Northern Dawn", "northern-dawn", "armed_group", "the Dawn", "claimed",
                        (Attribution("claimed", "the Dawn Council", "party_to_conflict"),
                         Attribution("suspected", "the district chief", "government"))),
        ),
        victims=victims,
        targets=(Target("two lorries", "destroyed"),),
        killed=Count(11, 11, None),
        injured=Count(1, None, None, "some", word="dozens"),
        abducted=Count(12, 12, 12),
        attackers_killed=Count(2, 2, 2),
        killed_by_party=KilledByParty(civilians=11, side_a=2),
        figures=(
            Figure("killed", 11, 11, None, "at least 11"),
            Figure("killed", 9, 9, 9, "nine dead", "police", None, "superseded"),
            Figure("killed", 40, 40, 40, "About 40 soldiers", "the Dawn Council", "2031-05-04", "parties_claim"),
            Figure("missing", 3, 3, 3, "three workers"),
        ),
        weapons=(Weapon("melee", "knife", "Knives"), Weapon("firearm", "rifle", "rifles")),
        claims=(Claim("the Dawn Council", "a video", "2031-05-04", ("the villagers' union",)),),
        claimed=True,
        campaign=(),
        motive=("to punish the salt trade",),
        responses=responses,
        evidence=evidence,
        conflicts=(
            Conflict("/killed", "contradiction", (RivalValue(9, (17,)),), {"low": 11, "best": 11, "high": None}, "p@1"),
            Conflict("/date", "contradiction", (RivalValue({"edtf": "2031-05-02"}, (4,)),),
                     {"edtf": "2031-05-03"}, "p@1"),
        ),
    )  # fmt: skip
    fall = TEXT.index("In a gorge")
    omissions = (Omission("accident", Span(fall, len(TEXT))),)
    source = make_source(TEXT, "tests/quarry.txt", title="Quarry raid", kind="news", published="2031-05-10")
    return Record(source, (incident,), omissions, ("the last paragraph stands apart",))


SEVERAL = """FICTION. Four blasts killed twelve people in Ostrland on Tuesday. In Tarsk a car bomb killed five. In \
Halden a grenade killed seven. In June 2029 a bomb hit Tarsk, too. Two men stand trial for the raid on Norvale."""


@pytest.fixture
def several():
    """Return a record with an umbrella, its two parts, background, and the matter of a trial."""
    says = Words(SEVERAL)

    def part(id_, place, quote, count, **about):
        evidence = (says("/type", quote), says("/killed", quote), says("/place", quote))
        killed = Count(count, count, count) if count else None
        return Incident(id_, type="bombing", place=Place(place, precision="settlement"), killed=killed,
                        evidence=evidence, **about)  # fmt: skip

    return Record(
        make_source(SEVERAL, "tests/blasts.txt"),
        (
            part("cccccccccc", "Tarsk", "In Tarsk a car bomb killed five", 5, part_of="bbbbbbbbbb"),
            part("eeeeeeeeee", "Tarsk", "In June 2029 a bomb hit Tarsk, too", None, told_as="background",
                 date=When("2029-06", "2029-06-01", "2029-06-30", "month")),
            part("bbbbbbbbbb", None, "Four blasts killed twelve people in Ostrland", 12, main=True),
            part("dddddddddd", "Halden", "In Halden a grenade killed seven", 7, part_of="bbbbbbbbbb"),
            part("ffffffffff", "Norvale", "Two men stand trial for the raid on Norvale", None, told_as="proceedings"),
        ),
    )  # fmt: skip


HOSTILE = "FICTION. A quiet \x1b[31mday\x1b[0m in Tarsk\u202e, \x07said\r the mayor.\u2028A threat was \x9b2Jmade."


@pytest.fixture
def nothing():
    """Return a record without incidents whose text would have a terminal obey it."""
    source = make_source(HOSTILE, "tests/quiet\x1b[2J.txt", title="Quiet \x1b]0;owned\x07 day")
    return Record(source, (), (Omission("threat", Span(9, len(HOSTILE))),), ("a note\x1b[1m with \x85 controls",))


@pytest.fixture
def ostrland(monkeypatch):
    """Let there be a country of Ostrland, whose code is XA."""
    monkeypatch.setattr(wording, "name_country", {"XA": "Ostrland"}.__getitem__)
