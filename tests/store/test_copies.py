"""A copy of a text is found among all that a store holds, though it tells neither the day nor the place."""

from gawah.linking import Mention, list_copied
from gawah.linking.copies import sketch_text
from gawah.pipeline import add

DISPATCH = (
    "FICTION\n\nGunmen on two motorcycles opened fire on a van of surveyors near the village of Ostrel in the Belmar"
    " highlands on 3 May 2031, killing nine people and wounding four, the district administrator said. The surveyors"
    " were on their way home from the copper mine where they had been measuring a new shaft. A driver who hid behind a"
    " culvert said the attackers fired for about ten minutes and then rode off towards the river. The bodies were taken"
    " to the hospital at Norvale. Nobody has claimed the attack, but the Belmar Front has threatened those who work for"
    " the mine. The company said that it had stopped all work in the valley until further notice."
)
COPY = (
    DISPATCH[: DISPATCH.index("The bodies")]
    .replace(" on 3 May 2031", "")
    .replace(" near the village of Ostrel in the Belmar highlands", "")
    .replace("opened fire on", "shot at")
)


def test_the_store_finds_copies_by_their_numbers_and_not_boilerplate(store, tmp_path):
    (tmp_path / "a.txt").write_text(f"Date: 5 May 2031\n\n{DISPATCH}", encoding="utf-8")
    (tmp_path / "b.txt").write_text(COPY, encoding="utf-8")
    (first,) = list(add(store, tmp_path / "a.txt"))
    (second,) = list(add(store, tmp_path / "b.txt"))
    (id_,) = first.incidents
    record = store.find_incident(id_)
    assert len(record.reports) == 2
    assert record.incident.date.start == "2031-05-03"
    (event,) = [e for e in second.reading.coding.events if e.kind == "incident"]
    assert store.resolve_id(event.id) == id_
    mention = Mention("e", "t", passages=sketch_text(f"Date: 5 May 2031\n\n{DISPATCH}"))
    found = store.find_mentions([], store.read_head()[0], list_copied(mention), 5)
    assert len(found) == 2
    assert store.find_mentions([], store.read_head()[0], list_copied(mention), 0) == []
