"""Whatever is added, linked and taken apart in whatever order: what was kept up to date is what a rebuild gives, on
both databases, byte for byte, and every id that was ever shown leads somewhere."""

import os
import shutil
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from gawah.errors import IncidentNotFound
from gawah.model import Acquisition, Assertion, Coding, CodingInput, Event, Link, Report, Review, Source, Span, Text
from gawah.pipeline import open_store, resolve_component
from gawah.resolve import resolve
from gawah.store.tables import DERIVED

CASES = int(os.environ.get("GAWAH_TEST_CASES", "10"))
REPORTS = 5


def invent(number):
    """Return the source and the coding of an invented report (FICTION): two incidents, and a response or two."""
    content = f"FICTION {number}. A bomb went off. A mine went off. They marched. They prayed in town {number % 2}."
    report = Report.of(content.encode())
    text = Text.of(report.id, "plain@1", content, language="en", published=f"2031-05-0{number + 1}")
    read = CodingInput(text)
    events = [Event.of(read, "test@1", kind, Span(start, start + 5)) for kind, start in KINDS]
    said = []
    for n, event in enumerate(events):
        kind = ("bombing", "armed_attack", "protest", "burial")[n]
        said.append(Assertion.of(event, "type", kind, [event.anchor], confidence=0.5 + 0.1 * (number % 3)))
        if event.kind == "incident":
            day = f"2031-05-0{1 + (number + n) % 3}"
            when = {"edtf": day, "start": day, "end": day, "precision": "day"}
            said.append(Assertion.of(event, "date", when, [event.anchor]))
            figure = {"measure": "killed", "low": number, "best": number, "high": number, "words": "some"}
            said.append(Assertion.of(event, "figures/f1", figure, [event.anchor]))
            said.append(Assertion.of(event, "main", n == 0, [event.anchor]))
    links = [Link.of("response_to", events[2].id, events[0].id, "test@1")] if number % 2 else []
    source = Source(report, Acquisition(report.id, path=f"{number}.txt"), text)
    return source, Coding(read, "test@1", tuple(events), tuple(said), tuple(links))


KINDS = (("incident", 11), ("incident", 28), ("response", 45), ("response", 59))
INVENTED = [invent(number) for number in range(REPORTS)]
EVENTS = [event for _, coding in INVENTED for event in coding.events]
ASSERTIONS = [said for _, coding in INVENTED for said in coding.assertions]


@st.composite
def draw_link(draw):
    one, other = draw(st.lists(st.sampled_from(EVENTS), min_size=2, max_size=2, unique=True))
    kind = draw(st.sampled_from(("same", "same", "same", "different", "unsure", "response_to", "part_of")))
    by_person = draw(st.booleans())
    about = {"time": f"2031-06-01T00:00:{draw(st.integers(0, 59)):02}Z"} if by_person else {"score": 0.5}
    return Link.of(kind, one.id, other.id, "Zainab" if by_person else "linker@1", **about)


@st.composite
def draw_review(draw):
    said = draw(st.sampled_from(ASSERTIONS))
    time = f"2031-06-02T00:00:{draw(st.integers(0, 59)):02}Z"
    return Review.of("Zainab", time, draw(st.sampled_from(("accept", "reject"))), said, "seen")


steps = st.lists(
    st.one_of(
        st.integers(0, REPORTS - 1).map(lambda n: list(INVENTED[n])),
        st.lists(draw_link(), min_size=1, max_size=3),
        draw_review().map(lambda review: [review]),
        st.just("rebuild"),
    ),
    min_size=1,
    max_size=14,
)


def dump(store):
    """Return every row of every table that derives from the ledger, in order."""
    with store.engine.connect() as connection:
        return {table.name: sorted(map(settle, connection.execute(select(table)).all())) for table in DERIVED}


def settle(row):
    return [repr(bytes(value) if isinstance(value, memoryview) else value) for value in row]


def look(store, shown):
    """Note the ids that are shown now, and see that each that ever was leads to an incident, or says why not."""
    shown.update(record.incident.id for record in store.list_incidents())
    for id_ in shown:
        try:
            found = store.resolve_id(id_)
        except IncidentNotFound as error:
            if "nothing that was said" not in str(error):  # a person rejected it all
                raise
        else:
            assert store.resolve_id(found) == found


@pytest.fixture(scope="module")
def make_store(request, tmp_path_factory):
    """Makes empty stores, one on each database."""
    template = request.getfixturevalue("empty_file")
    server, name = request.getfixturevalue("server"), request.getfixturevalue("empty_database")
    folder = tmp_path_factory.mktemp("properties")
    from_server = request.getfixturevalue("copy_database")

    numbers = count()

    def make(kind):
        if kind == "sqlite":
            return open_store(str(shutil.copy(template, folder / f"{next(numbers)}.db")))
        return open_store(from_server(server, name))

    return make


@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(steps)
def test_the_view_is_what_a_rebuild_gives_on_both_databases_and_every_id_leads_somewhere(make_store, taken):
    dumps = []
    for kind in ("sqlite", "postgresql"):
        shown = set()
        with make_store(kind) as store:
            for step in taken:
                if step == "rebuild":
                    store.rebuild()
                else:
                    store.append(step)
                look(store, shown)
            kept = dump(store)
            store.rebuild()
            assert dump(store) == kept
            assert store.verify().problems == []
            dumps.append(kept)
    assert dumps[0] == dumps[1]


@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(draw_link(), max_size=6), st.randoms(use_true_random=False))
def test_links_and_events_give_the_same_view_in_whatever_order_they_come(make_store, links, chance):
    """The order of events names incidents, so that stays; links come before, between and behind them."""
    plain = [*([*pair] for pair in INVENTED), *([link] for link in links)]
    mixed = [[*pair] for pair in INVENTED]
    for link in links:
        mixed.insert(chance.randrange(len(mixed) + 1), [link])
    views = []
    for taken in (plain, mixed):
        with make_store("sqlite") as store:
            for step in taken:
                store.append(step)
            records = store.list_incidents()
            views.append([(r.incident, [report.path for report in r.reports]) for r in records])
    assert views[0] == views[1]


@settings(max_examples=CASES * 4, deadline=None, derandomize=True)
@given(st.lists(draw_link(), max_size=8), st.lists(draw_review(), max_size=4))
def test_components_alone_give_what_all_together_would(make_store, links, reviews):
    """An incident depends on nothing outside its component: to compute those alone is enough."""
    codings = [coding for _, coding in INVENTED]
    together = {incident.id: incident for incident in resolve(codings, links, reviews)}
    with make_store("sqlite") as store:
        store.append([*(record for pair in INVENTED for record in pair), *links, *reviews])
        assert {r.incident.id: r.incident for r in store.list_incidents()} == together
        for component in store.read_components([event.id for event in EVENTS]):
            own = resolve_component(component.codings, component.links, component.reviews, store.policy)
            assert all(together[incident.id] == incident for incident in own.incidents)
