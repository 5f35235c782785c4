"""Near-copies are found by a sketch and known by their words; retellings in other words are none."""

import random
from dataclasses import replace

import pytest

from gawah.linking import Mention, link_mentions
from gawah.linking.blocks import write_rules
from gawah.linking.copies import BANDS, are_copies, list_runs, sketch_text
from gawah.linking.origins import group_origins
from gawah.linking.pairs import MOST_COPIES, make_table, write_row
from gawah.linking.score import load_weights, read_pairs
from gawah.model import Text

DISPATCH = (
    "FICTION. Gunmen on two motorcycles opened fire on a van of surveyors near the village of Ostrel in the Belmar"
    " highlands on 3 May 2031, killing nine of them and wounding four, the district administrator said. The surveyors"
    " were on their way home from the copper mine where they had been measuring a new shaft. A driver who hid behind a"
    " culvert said the attackers fired for about ten minutes and then rode off towards the river. The bodies were taken"
    " to the hospital at Norvale. Nobody has claimed the attack, but the Belmar Front has threatened those who work for"
    " the mine. The company said that it had stopped all work in the valley until further notice."
)
REWORDED = {
    "another head and some words": DISPATCH.replace("FICTION. Gunmen", "FICTION. NINE DIE IN AMBUSH\n\nArmed men")
    .replace("opened fire on", "shot at")
    .replace("the district administrator said", "according to the district administrator")
    .replace("until further notice", "for the time being")
    .replace("rode off", "fled"),
    "cut after half": DISPATCH[: DISPATCH.index("The bodies")],
    "with a paragraph of its own": "FICTION. By our staff and agencies.\n\n"
    + DISPATCH[9:]
    + " In April, our paper reported that the company had asked the ministry for guards, and that none had come."
    " Officials in the capital would not say when a unit would be sent to the valley.",
    "in capitals, with other stops": DISPATCH.upper().replace(". ", " -- "),
}
RETOLD = (
    "FICTION. Nine surveyors were shot dead and four hurt when their van was ambushed close to Ostrel on "
    "May 3. According to an official of the district, two motorcycles carried the attackers, who escaped "
    "in the direction of the river after shooting for ten minutes. The victims worked for a copper mine. "
    "No group said it was responsible; the mine's owner has suspended its activities. Doctors in Norvale "
    "received the dead."
)


@pytest.mark.parametrize("text", REWORDED.values(), ids=REWORDED)
def test_a_reworded_dispatch_is_a_copy_and_its_sketch_finds_it(text):
    assert are_copies(list_runs(DISPATCH), list_runs(text))
    assert set(sketch_text(DISPATCH)) & set(sketch_text(text))


def test_the_same_event_in_other_words_is_no_copy():
    assert not are_copies(list_runs(DISPATCH), list_runs(RETOLD))


def test_two_short_items_with_a_phrase_in_common_are_no_copies():
    one, other = "FICTION. Nobody has claimed the attack in Alpha.", "FICTION. Nobody has claimed the attack in Beta."
    assert not are_copies(list_runs(one), list_runs(other))
    assert sketch_text(one) == ()


def test_a_sketch_is_the_same_for_ever():
    assert len(sketch_text(DISPATCH)) == BANDS
    assert sketch_text(DISPATCH)[:2] == sketch_text(DISPATCH.replace("FICTION. ", "fiction ").upper())[:2] == GOLDEN


GOLDEN = ("6c1bb5d5", "5a250594")


def test_sketches_have_in_common_what_texts_have():
    chance, words = random.Random(3), [f"word{n}" for n in range(5000)]
    for share, least, most in ((0.9, 9, 12.5), (0.6, 1.8, 4.2), (0.0, 0, 0)):
        found = []
        for _ in range(30):
            text = chance.sample(words, 400)
            other = [w if chance.random() < share ** (1 / 3) else f"x{w}" for w in text]
            same = set(sketch_text(" ".join(text))) & set(sketch_text(" ".join(other)))
            found.append(len(same))
        assert least <= sum(found) / len(found) <= most, (share, found)


# --- in linking -------------------------------------------------------------------------------------------------------


def make_mention(number, passages, **about):
    return Mention(f"e{number:04}", f"t{number}", passages=tuple(passages), type="armed_attack", **about)


def test_a_copy_without_a_day_or_a_place_is_brought_together_with_its_original():
    sketch = sketch_text(DISPATCH)
    whole = make_mention(1, sketch, first_day=100, last_day=100, country="PK", place="ostrel", killed=9)
    bare = make_mention(2, sketch, killed=9)
    (link,) = link_mentions([bare], [whole])
    assert link.kind == "same"
    assert "wording copy" in link.reason
    assert link_mentions([replace(bare, passages=())], [whole]) == []


def test_splink_brings_copies_together_as_few_are():
    weights, sketch = load_weights(), sketch_text(DISPATCH)
    mentions = [make_mention(n, sketch[n % 3 :], killed=9) for n in range(6)]
    rows = [write_row(m, weights) for m in mentions]
    from gawah.linking.few import weigh_few

    few = weigh_few(rows, weights, write_rules())
    assert few == read_pairs(make_table(mentions, weights), weights, write_rules())
    assert len(few) == 15


def test_what_very_many_texts_have_in_common_brings_none_together():
    mentions = [make_mention(n, ["boiler"]) for n in range(MOST_COPIES + 1)]
    assert link_mentions(mentions[:2], mentions[2:]) == []


def test_copies_are_one_origin():
    texts = [Text.of(f"sha256:{n}", "plain@1", text) for n, text in enumerate([DISPATCH, RETOLD, *REWORDED.values()])]
    origins = group_origins(texts)
    assert len(set(origins.values())) == 2
    assert {origins[t.sha256] for t in texts if t.content != RETOLD} == {texts[0].sha256}
