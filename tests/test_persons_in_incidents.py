"""A victim whom several reports name is one person of the incident, with what each of them says."""

from gawah.model import PERSON, Assertion, Coding, CodingInput, Event, Link, Review, Span, Text
from gawah.pipeline import match_persons
from gawah.resolve import resolve

TEXTS = (
    "FICTION. Ahmad Karim, 34, a tailor, and Zarina Osti were killed in Alpha.",
    "FICTION. In Alpha two were killed, Ahmed Kareem Barakzai, 43, and Zareena Osti, officials said.",
    "FICTION. Ahmad Karim was wounded in Alpha.",
)


def tell(number, *victims):
    """Return the coding of a text with a group for each victim: the words, the person, what is said of the group."""
    content = TEXTS[number]
    read = CodingInput(Text.of(f"sha256:{number}", "plain@1", content))
    event = Event.of(read, "rules@1", "incident", Span(0, len(content)))
    said = [Assertion.of(event, "type", "armed_attack", [Span(0, 7)])]
    for n, (words, person, about) in enumerate(victims, 1):
        at = content.index(words)
        span = [Span(at, at + len(words))]
        said += [Assertion.of(event, f"victims/v{n}/{name}", value, span) for name, value in about.items()]
        said.append(Assertion.of(event, f"victims/v{n}/persons/n1", person, span))
    return Coding(read, "rules@1", (event,), tuple(said))


def write_person(name, age=None, outcome="killed", **about):
    return {"name": name, "outcome": outcome, "status": "private", "age": age, **about}


ONE = {"outcome": "killed", "count": {"low": 1, "best": 1, "high": 1, "said": "number"}}
FIRST = tell(0, ("Ahmad Karim", write_person("Ahmad Karim", 34), ONE | {"occupation": "tailor"}),
             ("Zarina Osti", write_person("Zarina Osti"), ONE))  # fmt: skip
SECOND = tell(1, ("Ahmed Kareem Barakzai", write_person("Ahmed Kareem Barakzai", 43), ONE),
              ("Zareena Osti", write_person("Zareena Osti"), ONE))  # fmt: skip
THIRD = tell(2, ("Ahmad Karim", write_person("Ahmad Karim", outcome="injured"), ONE | {"outcome": "injured"}))


def see(*codings, reviews=()):
    """Return the one incident that all codings tell of."""
    first = codings[0].events[0].id
    links = [Link.of("same", first, coding.events[0].id, "tests@1") for coding in codings[1:]]
    (incident,) = resolve(codings, links, reviews, match_persons=match_persons)
    return incident


def list_names(incident):
    return sorted(person.name for group in incident.victims for person in group.persons)


def test_two_reports_name_two_victims_and_not_four():
    incident = see(FIRST, SECOND)
    assert list_names(incident) == ["Ahmad Karim", "Zarina Osti"]
    assert len(incident.victims) == 2


def test_each_spelling_and_age_is_kept_with_the_words_that_say_it():
    incident = see(FIRST, SECOND)
    group = next(n for n, g in enumerate(incident.victims) if g.persons[0].age)
    (person,) = incident.victims[group].persons
    path = f"/victims/{group}/persons/0"
    assert person.aliases == ("Ahmed Kareem Barakzai",)
    assert (person.age, person.outcome, person.status) == (34, "killed", "private")
    conflicts = {c.path: [v.value for v in c.values] for c in incident.conflicts}
    assert conflicts[f"{path}/age"] == [43]
    assert conflicts[f"{path}/name"] == ["Ahmed Kareem Barakzai"]
    quotes = {e.quote for e in incident.evidence if e.path == path}
    assert quotes == {"Ahmad Karim", "Ahmed Kareem Barakzai"}


def test_the_fullest_form_of_a_name_is_taken_and_a_shorter_one_is_no_disagreement():
    longer = tell(1, ("Ahmed Kareem Barakzai", write_person("Ahmad Karim Barakzai"), ONE))
    incident = see(FIRST, longer)
    (person,) = [p for g in incident.victims for p in g.persons if "Ahmad" in p.name]
    assert (person.name, person.aliases) == ("Ahmad Karim Barakzai", ("Ahmad Karim",))
    assert not [c for c in incident.conflicts if c.path.endswith("/name")]


def test_who_was_injured_first_and_then_died_is_one_person_among_the_dead():
    incident = see(THIRD, FIRST)
    assert list_names(incident) == ["Ahmad Karim", "Zarina Osti"]
    (home,) = [g for g in incident.victims if any(p.name == "Ahmad Karim" for p in g.persons)]
    assert home.outcome == "killed"
    (sequence,) = [c for c in incident.conflicts if c.path.endswith("/outcome") and "persons" in c.path]
    assert (sequence.kind, sequence.chosen) == ("sequence", "killed")


def test_the_order_of_reports_does_not_change_who_is_one():
    orders = [(FIRST, SECOND, THIRD), (THIRD, SECOND, FIRST), (SECOND, FIRST, THIRD)]
    assert {tuple(sorted(len(g.persons) for g in see(*order).victims)) for order in orders} == {(0, 1, 1)}


def test_a_person_who_corrects_a_name_tells_two_apart_and_brings_two_together():
    named = SECOND.assertions[-1]
    assert named.value["name"] == "Zareena Osti"
    other = Review.of("ann", "2030-01-01T00:00:00+00:00", "correct", named, "her sister",
                      correction={**named.value, "name": "Parwin Osti"})  # fmt: skip
    assert list_names(see(FIRST, SECOND, reviews=[other])) == ["Ahmad Karim", "Parwin Osti", "Zarina Osti"]
    same = Review.of("ann", "2030-01-02T00:00:00+00:00", "correct", named, "it is she",
                     correction={**named.value, "name": "Zarina Osti"})  # fmt: skip
    assert list_names(see(FIRST, SECOND, reviews=[other, same])) == ["Ahmad Karim", "Zarina Osti"]


def test_what_a_person_adds_counts_as_a_report_does():
    added = Coding(SECOND.coding_input, f"{PERSON}ann", SECOND.events, SECOND.assertions)
    assert list_names(see(FIRST, SECOND, added)) == ["Ahmad Karim", "Zarina Osti"]
