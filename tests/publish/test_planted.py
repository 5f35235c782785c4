"""How many of 300 planted names (FICTION) the detector of unlisted names finds, and that no listed one gets through."""

import importlib.util
import sys
from collections import Counter
from pathlib import Path

import pytest

from gawah.pipeline import add, open_store
from gawah.publish.attack import attack
from gawah.publish.dossier import FORMATS, compose
from gawah.publish.exports import FORMATS as EXPORTS
from gawah.publish.exports import Order, hold_evidence, write_exports
from gawah.publish.letters import read_letters
from gawah.publish.names import Hidden, NameIndex, mask
from gawah.publish.unlisted import find_unlisted
from gawah.record import IncidentRecord, dumps
from gawah.release import clear_incidents, gather_secrets
from gawah.review import Reviewer, mark_name, override_check, release_incident


def load_planted():
    spec = importlib.util.spec_from_file_location("planted", Path(__file__).parent / "planted.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["planted"] = module
    spec.loader.exec_module(module)
    return module


planted = load_planted()


def is_covered(text, start, end, hits):
    """Whether every word of two letters or more in a stretch is masked."""
    letters = read_letters(text)
    words = [w for w in zip(letters.starts, letters.ends, strict=True) if start <= w[0] and w[1] <= end]
    return all(any(h.start <= a and b <= h.end for h in hits) for a, b in words if b - a > 1)


def list_missed(seed):
    """Return the planted names that the detector leaves words of, whether anybody lists them or not."""
    missed = []
    for text, some in planted.write_reports(planted.plant(seed=seed), seed + 4):
        hits = find_unlisted(text)
        for one in some:
            at = text.find(one.written)
            if not is_covered(text, at, at + len(one.written), hits):
                missed.append((one.form, one.name))
    return missed


FLOORS = {7: 294, 8: 294, 21: 291}
"""Names found of 300, at least; `docs/release.md` has what was measured."""


@pytest.mark.parametrize("seed", FLOORS)
def test_unlisted_names_are_found(seed):
    missed = list_missed(seed)
    assert 300 - len(missed) >= FLOORS[seed], missed


HARD_GIVEN = (
    "Nguyen Thuy Minh Quoc Ji-woo Seo-yeon Mehmet Ayşegül Çiğdem Öznur Dzhamal Zarema Aslan Madina Rafiq Shamshul Nur"
    " Hasina Jomar Analyn Rodrigo Maricel Xolani Thandiwe Sipho Lerato Jean-Pierre Solange Espérance Innocent Immaculée"
    " Christian Destiny Precious Blessing Justice Angel Summer Autumn River Sky Robin Pearl Ruby Amber Crystal Harmony"
    " Tesfalem Abeba Luwam Saba Hagos Tenzin Dolma Pema Nima Xiaoling Weiming Jing Lakshmi Murugan Selvi Arul Kumari"
).split()
HARD_FAMILY = (
    "Tran Pham Nguyễn Kim Park Choi Yılmaz Kaya Demir Öztürk Kadyrov Umarova Alam Begum Islam Khatun Reyes Santos Dela"
    " Cruz Bautista Dlamini Nkosi Mokoena Zulu Uwimana Habimana Niyonzima Mugisha Kabila Lumumba Brown Black White"
    " Green Hill Wood Marsh Bush Ford Wells Winter Bird Fox Wolf Lamb Rice Berry Gebre Woldu Lhamo Dorje Wang"
    " Li Zhang Chen Pillai Nair Rajan Nathan"
).split()


@pytest.mark.parametrize("seed", [31, 32])
def test_names_made_of_english_words_are_mostly_found(seed, monkeypatch):
    monkeypatch.setattr(planted, "GIVEN", HARD_GIVEN)
    monkeypatch.setattr(planted, "FAMILY", HARD_FAMILY)
    missed = list_missed(seed)
    assert 300 - len(missed) >= 276, missed


@pytest.mark.parametrize("seed", [7, 8])
def test_listed_names_are_found_all(seed):
    names = planted.plant(seed=seed)
    index = NameIndex(Hidden(one.name) for one in names if one.listed)
    for text, some in planted.write_reports(names, seed + 4):
        masked = mask(text, index.find(text))
        for one in some:
            if one.listed:
                assert not NameIndex([Hidden(one.name)]).find(masked), (one, masked)


def write_dossiers(cleared, out):
    """Write the dossiers of some incidents in every format."""
    for one in cleared:
        dossier = compose(one)
        for form in FORMATS.values():
            (out / f"{one.incident.id}.{form.ending}").write_bytes(form.write(dossier))


def order_exports(out):
    """Return orders for a file of every format."""
    return [Order(name, out / f"incidents-{name}.{form.ending}") for name, form in EXPORTS.items()]


@pytest.fixture(scope="module")
def let_out(tmp_path_factory):
    """A store that holds 300 planted names, all of it released, and what left it; with what an attack looks for."""
    home = tmp_path_factory.mktemp("planted")
    names = planted.plant()
    for n, (text, _) in enumerate(planted.write_reports(names)):
        (home / f"{n:02}.txt").write_text(text, encoding="utf-8")
    with open_store(str(home / "gawah.db")) as store:
        list(add(store, *sorted(map(str, home.glob("*.txt")))))
        for one in names:
            if one.listed:
                mark_name(store, one.name, "withheld", Reviewer.now("Zainab Karimi", "planted"))
        for record in store.list_incidents():
            release_incident(store, record.incident.id, Reviewer.now("Zainab Karimi", "planted"))
            override_check(store, record.incident.id, "small_cells", Reviewer.now("Zainab Karimi", "planted"))
        out = home / "out"
        out.mkdir()
        cleared = list(clear_incidents(store))
        lines = [dumps(IncidentRecord(one.incident, one.reports)) for one in cleared]
        (out / "incidents.jsonl").write_text("\n".join(lines), encoding="utf-8")
        write_dossiers(cleared[:12], out)
        unmasked = home / "unmasked"
        unmasked.mkdir()
        write_dossiers(list(clear_incidents(store, "internal"))[:3], unmasked)
        exported = write_exports(clear_incidents(store), order_exports(out), everything=True)
        assert {one.loss.incidents for one in exported} == {len(cleared)}
        short = home / "short"
        short.mkdir()
        tables = [order for order in order_exports(short) if not hold_evidence([order.format])]
        write_exports(clear_incidents(store, with_evidence=False), tables, everything=True)
        inside = "\n".join(dumps(record) for record in store.list_incidents())
        return names, out, inside, gather_secrets(store)


def test_no_listed_name_leaves_a_store(let_out):
    _, out, _, secrets = let_out
    found = attack(out, secrets)
    assert not [finding for finding in found.findings if finding.severity == "high"]


def test_dossiers_of_every_format_were_attacked(let_out):
    _, out, _, _ = let_out
    written = Counter(path.suffix for path in out.iterdir())
    assert min(written[f".{form.ending}"] for form in FORMATS.values()) >= 12


def test_tables_are_the_same_where_the_gate_leaves_out_the_evidence(let_out):
    _, out, _, _ = let_out
    tables = sorted((out.parent / "short").glob("*.csv")) + sorted((out.parent / "short").glob("*.geojson"))
    assert len(tables) == 5
    assert [path.read_bytes() for path in tables] == [(out / path.name).read_bytes() for path in tables]


@pytest.mark.parametrize("format_", FORMATS)
def test_the_attack_would_have_found_them_in_dossiers(let_out, format_):
    _, out, _, secrets = let_out
    for path in (out.parent / "unmasked").glob(f"*.{FORMATS[format_].ending}"):
        if any(f.severity == "high" and "name" in f.what for f in attack(path, secrets).findings):
            return
    pytest.fail("no name is found, though none is masked")


def test_the_attack_would_have_found_them(let_out, tmp_path):
    _, _, inside, secrets = let_out
    (tmp_path / "inside.jsonl").write_text(inside, encoding="utf-8")
    findings = [f for f in attack(tmp_path, secrets).findings if f.severity == "high" and "name" in f.what]
    assert len({f.words for f in findings}) > 20


def test_few_unlisted_names_leave_a_store(let_out):
    names, out, inside, _ = let_out
    unlisted = [one.name for one in names if not one.listed]
    quoted, leaked = list_named(unlisted, inside), list_named(unlisted, (out / "incidents.jsonl").read_text("utf-8"))
    assert len(quoted) > 20
    assert len(leaked & quoted) <= len(quoted) * 0.05, (len(quoted), leaked)


def list_named(names, text):
    """Return the names of which more than one word stands in a text."""
    hits = NameIndex(Hidden(name, str(n)) for n, name in enumerate(names)).find(text)
    whole = [h for h in hits if h.pseudonym.isdigit() and len(read_letters(text[h.start : h.end]).words) > 1]
    return {names[int(h.pseudonym)] for h in whole}
