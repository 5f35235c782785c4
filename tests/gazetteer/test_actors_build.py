import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gawah.gazetteer.tables import DATA

TOOLS = Path(__file__).parents[2] / "tools"


@pytest.fixture(scope="module")
def build() -> ModuleType:
    sys.path.insert(0, str(TOOLS))
    try:
        spec = importlib.util.spec_from_file_location("build_actors", TOOLS / "build_actors.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(TOOLS))
    return module


def test_the_shipped_tables_are_what_the_sources_make(build: ModuleType) -> None:
    assert build.build_actors() == (DATA / "actors.lines").read_bytes()
    assert (build.to_json(build.build_people()) + "\n").encode() == (DATA / "people.json").read_bytes()


GOOD: dict[str, Any] = {"id": "x", "name": "X Front", "also": ["XF"], "in": ["PK"]}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"in": [False]}, "no text"),
        ({"in": ["Pakistan"]}, "malformed"),
        ({"id": "X Front"}, "malformed"),
        ({"kind": "army"}, "unknown kind"),
        ({"parent": "nobody"}, "unknown kind or parent"),
        ({"color": "red"}, "unknown keys"),
        ({"needs": {"XY": "caps"}}, "no names of it"),
        ({"needs": {"XF": "luck"}}, "needs is one of"),
    ],
)
def test_a_source_that_cannot_be_is_refused(build: ModuleType, change: dict[str, Any], problem: str) -> None:
    build.check_actor(GOOD, {"x"})
    with pytest.raises(build.SourceError, match=problem):
        build.check_actor(GOOD | change, {"x", "X Front"})


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("LeT", "LeT"),
        ("NSCN-IM", "NSCNIM"),
        ("M-19", ""),
        ("Taliban", ""),
        ("CPI Maoist", ""),
        ("PKK/KCK", "PKKKCK"),
    ],
)
def test_tells_acronyms_from_names(build: ModuleType, name: str, shape: str) -> None:
    assert build.shape(name) == shape


@pytest.mark.parametrize(
    ("noun", "plural"),
    [("coal miner", "coal miners"), ("deputy", "deputies"), ("boy", "boys"), ("sarpanch", "sarpanches")],
)
def test_makes_plurals_by_rule(build: ModuleType, noun: str, plural: str) -> None:
    assert build.pluralise(noun) == plural
