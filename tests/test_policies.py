"""Several reports of one incident under each policy: which figure is chosen, and what stays beside it."""

import itertools

import pytest

from gawah.linking.origins import group_origins
from gawah.model import Text
from gawah.pipeline import link_codings, read_text, resolve_component
from gawah.resolve import POLICIES

EARLY = (
    "FICTION\n\nNine people were killed and 31 others were injured when a bomb exploded at a fruit market in Quetta on"
    " 7 March 2017, shopkeepers said."
)
LATER = (
    "FICTION\n\nThe death toll in the bombing of a fruit market in Quetta on 7 March 2017 rose to 11, police said on"
    " Wednesday."
)
COPY = (
    "FICTION\n\nQUETTA (Reuters) - Twelve people were killed when a bomb exploded at a fruit market in Quetta on 7"
    " March 2017."
)
SAME_WIRE = (
    "FICTION\n\nBomb kills twelve in Quetta\n\nBy a correspondent (AFP) - Twelve people died in a bomb blast at a fruit"
    " market in Quetta on 7 March 2017."
)


def resolve_all(*reports, policy="low_best_high@1"):
    codings = [read_text(text, published=day).coding for text, day in reports]
    links, _ = link_codings(codings)
    return resolve_component(codings, links, (), policy).incidents


REPORTS = ((EARLY, "2017-03-07"), (LATER, "2017-03-08"), (COPY, "2017-03-08"))


@pytest.mark.parametrize("order", list(itertools.permutations(REPORTS)))
def test_three_reports_are_one_incident_with_its_disagreement_in_any_order(order):
    (incident,) = resolve_all(*order)
    assert (incident.killed.low, incident.killed.high) == (9, 12)
    assert {conflict.path for conflict in incident.conflicts} >= {"/killed"}
    assert len({e.text_sha256 for e in incident.evidence if e.path == "/killed"}) == 3


@pytest.mark.parametrize(
    ("policy", "best"),
    [
        ("conservative@1", 11),  # nine was overtaken a day later
        ("latest_official@1", 11),
        ("min_max@1", None),
    ],
)
def test_each_policy_chooses_as_it_says(policy, best):
    if policy == "conservative@1":
        reports = ((EARLY, "2017-03-06"), (LATER, "2017-03-08"), (COPY, "2017-03-08"))
    else:
        reports = REPORTS
    (incident,) = resolve_all(*reports, policy=policy)
    assert incident.killed.best == best
    assert (incident.killed.low, incident.killed.high) == (9, 12)


def test_a_majority_counts_origins_and_not_copies():
    nine = "FICTION\n\nA bomb killed nine people at a fruit market in Quetta on 7 March 2017, a doctor said."
    twice = (COPY, "2017-03-08"), (COPY + " It was the second blast this year.", "2017-03-08")
    (incident,) = resolve_all(*twice, (EARLY, "2017-03-07"), (nine, "2017-03-07"), policy="majority@1")
    assert incident.killed.best == 9


def text_of(content, kind=None):
    return Text.of("sha256:x", "plain@1", content, kind=kind)


def test_copies_and_dispatches_of_one_agency_are_one_origin_and_compilations_none():
    article = text_of("= Bombing =\n\nA bomb killed twelve in Quetta.", "encyclopedia")
    one, copied = text_of(COPY), text_of("Market bombed.\n" + COPY + " Shops stayed shut.")
    other, wire = text_of(SAME_WIRE), text_of("KABUL (AFP) - Twelve people lost their lives in a blast in Quetta.")
    origins = group_origins([article, one, copied, other, wire])
    assert origins[article.sha256] is None
    assert origins[copied.sha256] == origins[one.sha256]
    assert origins[wire.sha256] == origins[other.sha256] != origins[one.sha256]


def test_the_victims_that_each_report_tells_of_are_one_group():
    one = "FICTION\n\nGunmen shot dead eleven coal miners near Mach, Pakistan, on 3 January 2021."
    two = "FICTION\n\nEleven Hazara miners were killed by gunmen near Mach, Pakistan, on 3 January 2021, police said."
    (incident,) = resolve_all((one, "2021-01-04"), (two, "2021-01-04"))
    (group,) = incident.victims
    assert (group.count.best, group.ethnic_or_religious) == (11, ("Hazara",))


def test_every_policy_says_whose_practice_it_follows_and_why_it_chooses():
    assert list(POLICIES) == ["low_best_high@1", "conservative@1", "majority@1", "latest_official@1", "min_max@1"]
    assert all(policy.mirrors and policy.why and policy.label for policy in POLICIES.values())
