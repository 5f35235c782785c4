"""A project's fields in the store: added, resolved, decided on, found, counted, released; on both databases."""

import pytest

from gawah.codebook import adopt, read_overlay
from gawah.errors import ReviewError, UsageError
from gawah.pipeline import add
from gawah.review import Reviewer, add_value, judge_value, list_changes, list_decisions, release_incident
from gawah.store import Criteria
from gawah.store.forms import write

CODEBOOK = """
types:
  vehicle_bombing: {parent: bombing}
fields:
  road:
    kind: choice
    choices:
      highway: {label: Highway, words: [highway]}
      track: {label: Dirt track, words: [dirt track]}
  shells: {kind: number, pattern: '(\\d+) shells'}
  reopened: {kind: date}
  clinic: {kind: place}
  contact: {kind: person}
  note: {kind: text}
words:
  types: {vehicle_bombing: [car bomb/bombs]}
required: [date, reopened]
"""
ONE = "A car bomb killed nine traders on the highway in Quetta on 3 May 2031, police said. Then 4 shells fell on it."
TWO = (
    "The bombing on a dirt track in Quetta on 3 May 2031 killed nine traders, police said. The bomb and 6 shells fell."
)


def zainab(reason="as the hospital's list has it"):
    return Reviewer.now("Zainab", reason)


@pytest.fixture
def project(store, tmp_path):
    """A store with two reports of one incident, read with a project's codebook."""
    (tmp_path / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    adopt(read_overlay(tmp_path / "codebook.yaml"))
    for name, text in (("a.txt", ONE), ("b.txt", TWO)):
        (tmp_path / name).write_text(f"Published: 2031-05-04\nFICTION\n\n{text}", encoding="utf-8")
    assert not [a for a in add(store, tmp_path / "a.txt", tmp_path / "b.txt") if isinstance(a, Exception)]
    yield store
    adopt(None)


def only(store, policy=None):
    (record,) = store.list_incidents(policy)
    return record


def test_values_of_several_reports_are_resolved_with_their_rivals(project):
    incident = only(project).incident
    assert incident.type == "vehicle_bombing"
    assert not [c for c in incident.conflicts if c.path == "/type"]
    assert dict(incident.custom) == {"road": "highway", "shells": 4}
    disputed = {c.path: [v.value for v in c.values] for c in incident.conflicts if c.path.startswith("/custom")}
    assert disputed == {"/custom/road": ["track"], "/custom/shells": [6]}
    project.keep_view("conservative@1")
    assert only(project, "conservative@1").incident.custom["shells"] == 4


def test_values_are_accepted_corrected_rejected_and_added(project, tmp_path):
    id_, path = only(project).incident.id, str(tmp_path / "b.txt")
    judge_value(project, id_, "/custom/road", "correct", zainab(), "Dirt track")
    judge_value(project, id_, "/custom/shells", "reject", zainab())
    for name, words in {"reopened": "2031-05-06", "clinic": "Civil Hospital", "contact": "Ana Vel"}.items():
        add_value(project, id_, f"/custom/{name}", words, path, "dirt track", zainab())
    held = only(project).incident.custom
    assert (held["road"], held["shells"]) == ("track", 6)
    assert (held["reopened"]["start"], held["clinic"]["name"]) == ("2031-05-06", "Civil Hospital")
    assert held["contact"] == {"name": "Ana Vel", "status": "private"}
    assert {d.what for d in list_decisions(project)} >= {"correct custom/road", f"add custom/clinic of {id_}"}
    with pytest.raises(ReviewError, match="road has no such choice; it has highway, track"):
        judge_value(project, id_, "/custom/road", "correct", zainab(), "lane")
    with pytest.raises(ReviewError, match="is a number"):
        add_value(project, id_, "/custom/shells", "many", path, "dirt track", zainab())
    with pytest.raises(ReviewError, match="no such field; it has road, shells"):
        add_value(project, id_, "/custom/lane", "many", path, "dirt track", zainab())


def test_decisions_on_two_fields_that_rest_on_the_same_words_are_two(project, tmp_path):
    id_, path = only(project).incident.id, str(tmp_path / "b.txt")
    for name in ("note", "clinic"):
        add_value(project, id_, f"/custom/{name}", "Sibi", path, "dirt track", zainab())
    judge_value(project, id_, "/custom/note", "reject", zainab())
    assert only(project).incident.custom.keys() >= {"clinic"}
    assert "note" not in only(project).incident.custom


def test_a_person_in_a_project_s_field_is_a_part_of_the_vault_of_its_own(project, tmp_path):
    id_, path = only(project).incident.id, str(tmp_path / "b.txt")
    parts = write(add_value(project, id_, "/custom/contact", "Ana Vel", path, "bomb", zainab())).private
    assert [b"Ana Vel" in part for part in parts] == [False, True]


def test_incidents_are_found_and_counted_by_a_project_s_fields(project, tmp_path):
    id_, path = only(project).incident.id, str(tmp_path / "b.txt")
    add_value(project, id_, "/custom/reopened", "2031-05-06", path, "dirt track", zainab())
    add_value(project, id_, "/custom/note", "Two lanes", path, "dirt track", zainab())

    def finds(*where, **said):
        return project.count(Criteria(where=where, **said))

    assert finds("road=highway") == finds("road=HIGHWAY") == finds("road") == finds("note=two lanes") == 1
    assert finds("road=track") == finds("clinic") == 0
    assert finds("road=track", "road=highway") == 1, "alternatives"
    assert finds("road=highway", "shells=5..") == 0, "both"
    assert finds("shells=4") == finds("shells=..4") == finds("shells=3..5") == 1
    assert finds("reopened=2031-05") == finds("reopened=2031-05-06") == finds("reopened=2031-05..2031-06") == 1
    assert finds("reopened=2030") == finds("reopened=2031-06..") == 0
    assert finds(type=("bombing",)) == finds(type=("vehicle bombing",)) == 1
    (row,) = project.summarise(["road"])
    assert (row.values, row.incidents, row.killed) == (("highway",), 1, 9)
    with pytest.raises(UsageError, match="the project has no such field; it has road"):
        finds("lane=3")
    with pytest.raises(UsageError, match=r"no such facet; take some of year, .*road"):
        project.summarise(["lane"])


def test_a_release_needs_what_the_project_requires(project, tmp_path):
    id_ = only(project).incident.id
    with pytest.raises(ReviewError, match="releases nothing without /custom/reopened; add it with"):
        release_incident(project, id_, zainab())
    add_value(project, id_, "/custom/reopened", "2031-05-06", str(tmp_path / "b.txt"), "dirt track", zainab())
    release_incident(project, id_, zainab())
    assert list(list_changes(project)) == []
    judge_value(project, id_, "/custom/road", "correct", zainab(), "track")
    assert [(c.path, c.was, c.now) for c in list_changes(project)] == [("/custom/road", "highway", "track")]


def test_the_views_are_what_a_rebuild_gives_and_can_be_read_without_the_project_s_codebook(project):
    before = only(project)
    assert not project.verify().problems
    project.rebuild()
    assert only(project) == before
    adopt(None)
    assert only(project) == before
    assert before.incident.type == "vehicle_bombing"
    with pytest.raises(UsageError, match=r"no codebook of the project here; run it where its codebook\.yaml lies"):
        project.count(Criteria(where=("road=highway",)))


def test_what_was_read_without_it_is_read_again_with_it_as_one_incident(store, tmp_path):
    (tmp_path / "a.txt").write_text(f"Published: 2031-05-04\nFICTION\n\n{ONE}", encoding="utf-8")
    list(add(store, tmp_path / "a.txt"))
    plain = only(store).incident
    (tmp_path / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    adopt(read_overlay(tmp_path / "codebook.yaml"))
    try:
        list(add(store, tmp_path / "a.txt"))
        now = only(store).incident
    finally:
        adopt(None)
    assert (plain.type, now.type, now.id) == ("bombing", "vehicle_bombing", plain.id)
    assert now.custom["road"] == "highway"
    assert not [c for c in now.conflicts if c.path == "/type"]
