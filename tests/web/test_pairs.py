"""Two incidents side by side: same, different, unsure; taken back; and what the score adds up from."""

import re

import pytest

from gawah.model import Link
from gawah.pipeline import add, open_store
from gawah.review.pairs import compare_pair, list_undecided
from gawah.web import Site

ONE = (
    "FICTION\n\nNine people were killed when a bomb exploded at a market in Quetta on 7 March 2017, shopkeepers said."
    " The Red Slate Front claimed responsibility."
)
OTHER = "FICTION\n\nGunmen shot dead four policemen in Zhob, Balochistan, on 20 March 2017, officials said."


@pytest.fixture
def store(tmp_path):
    for name, text in (("a", ONE), ("b", OTHER)):
        (tmp_path / f"{name}.txt").write_text(f"Published: 2017-03-09\n{text}", encoding="utf-8")
    with open_store(str(tmp_path / "g.db")) as opened:
        for _ in add(opened, tmp_path):
            pass
        yield opened


@pytest.fixture
def pair(store):
    """The ids of the two, which a machine was unsure of."""
    one, other = (record.incident.id for record in store.list_incidents())
    first, second = store.list_events(one)[0], store.list_events(other)[0]
    why = "prior prior -8.00; day a_day_apart +3.50; place same_town +5.00; killed far_apart -1.25"
    known = [k for k in store.read(Link) if k.kind == "unsure"]
    if not known:
        store.append([Link.of("unsure", first, second, "weights@9", score=0.37, reason=why)])
    return one, other


def head(store):
    return str(store.read_head()[0])


def judge(client, store, pair, **said):
    usual = {"judgement": "same", "reason": "one market", "seen": head(store)}
    return client.submit(f"/pairs/{pair[0]}~{pair[1]}", usual | said)


def test_what_differs_is_marked_and_the_waterfall_is_drawn(client, store, pair):
    page = client.get(f"/pairs/{pair[0]}~{pair[1]}").text
    killed = re.search(r'<tr class="differs"><th scope="row">Killed.*?</tr>', page, re.DOTALL)[0]
    assert "9" in killed
    assert "4" in killed
    steps = len(re.findall(r"<td><svg", page))
    assert steps == len(compare_pair(store, *pair).waterfall.split("; ")) > 2


def test_the_page_of_each_leads_to_the_pair_until_somebody_decides(client, store, pair):
    for one, other in (pair, pair[::-1]):
        assert f"/pairs/{one}~{other}" in client.get(f"/incidents/{one}").text
        assert [c.other for c in list_undecided(store, one)] == [other]
    judge(client, store, pair, judgement="unsure")
    assert f"/pairs/{pair[0]}~{pair[1]}" not in client.get(f"/incidents/{pair[0]}").text


def test_merged_split_and_merged_again(client, store, pair):
    merged = judge(client, store, pair)
    assert merged.status_code == 303
    (record,) = store.list_incidents()
    id_ = record.incident.id
    assert merged.headers["location"] == f"/incidents/{id_}#history"
    assert (
        client.get(f"/pairs/{pair[0]}~{pair[1]}", follow_redirects=False).headers["location"].startswith("/incidents/")
    )
    data = {"report": [record.reports[1].id], "reason": "two bombs", "seen": head(store)}
    assert client.submit(f"/incidents/{id_}/split", data).status_code == 303
    assert len(store.list_incidents()) == 2
    assert judge(client, store, pair, reason="one after all").status_code == 303
    assert len(store.list_incidents()) == 1


def test_a_judgement_is_taken_back(client, store, pair):
    judge(client, store, pair, judgement="different", reason="")
    page = client.get(f"/pairs/{pair[0]}~{pair[1]}").text
    assert "two incidents, by what the reports say" in page
    made = re.search(r'name="decision" value="(\w+)"', page)[1]
    undone = client.submit(f"/pairs/{pair[0]}~{pair[1]}/undo", {"decision": made, "seen": head(store)})
    assert undone.status_code == 303
    assert [c.other for c in list_undecided(store, pair[0])] == [pair[1]]
    again = client.submit(f"/pairs/{pair[0]}~{pair[1]}/undo", {"decision": made, "seen": head(store)})
    assert again.status_code == 404


def test_what_somebody_else_said_of_either_meanwhile_is_shown(client, store, make_client, pair):
    seen = head(store)
    judge(client, store, pair, judgement="different", seen=seen)
    answered = judge(make_client(Site(store, "Zainab")), store, pair, seen=seen)
    assert answered.status_code == 409
    assert "Somebody else decided meanwhile" in answered.text
    assert len(store.list_incidents()) == 2


def test_an_incident_can_be_laid_beside_any_other_by_its_address(client, pair):
    asked = {"one": pair[0], "other": f"http://127.0.0.1:8470/incidents/{pair[1]}?policy=x#row"}
    answered = client.get("/pairs", params=asked, follow_redirects=False)
    assert answered.headers["location"] == f"/pairs/{pair[0]}~{pair[1]}"


def test_a_pair_is_decided_by_keyboard(store, serve, tab, pair):
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.goto(f"{serve(Site(store, 'Amina'))}/pairs/{pair[0]}~{pair[1]}")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    tab.keyboard.press("s")
    tab.wait_for_url("**/incidents/**")
    assert len(store.list_incidents()) == 1
