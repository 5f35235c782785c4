"""Release in the browser: what blocks, what leaves, and what does not."""

import io
import zipfile

import pytest

from gawah.pipeline import add
from gawah.publish import cells
from gawah.publish.dossier import FORMATS
from gawah.release import foresee_blocks
from gawah.review import Reviewer, release_incident


def head(store):
    return str(store.read_head()[0])


def release(client, store, id_, **said):
    return client.submit(f"/incidents/{id_}/release", {"reason": "checked by two", "seen": head(store)} | said)


@pytest.fixture
def blocked(store, tmp_path, monkeypatch):
    """An incident that the gate does not let through as it is: all of a town, taken for small here, know who it was."""
    monkeypatch.setattr(cells, "_VILLAGE", 10**9)
    path = tmp_path / "village.txt"
    told = "Two Hazara coal miners were shot dead by gunmen in Tordher, Pakistan, on 4 May 2031, police said."
    path.write_text(f"FICTION\n\n{told}", encoding="utf-8")
    for _ in add(store, path):
        pass
    found = [one.incident.id for one in store.find(limit=500).incidents if foresee_blocks(store, one.incident.id)]
    assert found
    return found[0]


def test_nothing_leaves_before_a_release_but_for_ones_own_people(client, merged):
    page = client.get(f"/incidents/{merged}/release").text
    assert "Not released" in page
    assert client.get(f"/incidents/{merged}/dossier.html").status_code == 422
    assert client.get(f"/incidents/{merged}/export/csv").status_code == 422
    inside = client.get(f"/incidents/{merged}/dossier.html?for=internal")
    assert inside.status_code == 200
    assert "INTERNAL-dossier" in inside.headers["content-disposition"]
    assert "Not for release" in inside.text


def test_a_released_incident_has_a_dossier_in_every_format_and_files(client, store, merged):
    assert release(client, store, merged).status_code == 303
    if client.get(f"/incidents/{merged}/dossier.md").status_code == 409:
        data = {"check": "small_cells", "reason": "they are named by their families", "seen": head(store)}
        assert client.submit(f"/incidents/{merged}/override", data).status_code == 303
    for format_ in FORMATS:
        sent = client.get(f"/incidents/{merged}/dossier.{format_}")
        assert sent.status_code == 200, format_
        assert "INTERNAL" not in sent.headers["content-disposition"]
        assert merged.encode() not in sent.content
    packed = client.get(f"/incidents/{merged}/export/geojson")
    assert "incidents.geojson" in zipfile.ZipFile(io.BytesIO(packed.content)).namelist()
    assert client.get(f"/incidents/{merged}/dossier.odt").status_code == 422
    assert client.get(f"/incidents/{merged}/export/odt").status_code == 422


def test_what_blocks_is_told_with_what_to_do_and_nothing_is_sent(client, store, blocked):
    assert "What would block it" in client.get(f"/incidents/{blocked}/release").text
    release(client, store, blocked)
    for address in ("dossier.html", "export/csv"):
        answered = client.get(f"/incidents/{blocked}/{address}")
        assert answered.status_code == 409
        assert "gawah review blur" in answered.text
    data = {"to": "country", "reason": "so few live there", "seen": head(store)}
    assert client.submit(f"/incidents/{blocked}/blur", data).status_code == 303


def test_a_withdrawn_incident_leaves_no_more(client, store, merged):
    release_incident(store, merged, Reviewer.now("Amina", "checked"))
    data = {"reason": "a family asks for it", "seen": head(store)}
    assert client.submit(f"/incidents/{merged}/withdraw", data).status_code == 303
    assert client.get(f"/incidents/{merged}/dossier.html").status_code == 422


def test_a_value_is_held_back_by_its_path_alone(client, store, merged):
    data = {"path": "/motive", "reason": "not ours to say", "seen": head(store)}
    assert client.submit(f"/incidents/{merged}/hold", data).status_code == 303
    assert client.submit(f"/incidents/{merged}/hold", data | {"path": "/nothing"}).status_code == 409


def test_graphic_words_are_left_out_where_asked(client, merged):
    whole = client.get(f"/incidents/{merged}/dossier.md?for=internal").text
    softened = client.get(f"/incidents/{merged}/dossier.md?for=internal&graphic=no").text
    assert "left out of this copy" in softened
    assert "left out of this copy" not in whole
