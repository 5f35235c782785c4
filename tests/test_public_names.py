"""The names that others build on: taking one away, or adding one, is a decision that shows here."""

import dataclasses
import inspect

import pytest

import gawah
from gawah import errors, model

NAMES = [
    "Acquisition",
    "Assertion",
    "Attribution",
    "BlindCoding",
    "Claim",
    "Coder",
    "Coding",
    "CodingInput",
    "Conflict",
    "Count",
    "Erasure",
    "Event",
    "Evidence",
    "Figure",
    "Given",
    "Incident",
    "KilledByParty",
    "Link",
    "Omission",
    "OtherPlace",
    "Perpetrator",
    "Person",
    "Place",
    "Reading",
    "Record",
    "Region",
    "Report",
    "Response",
    "Review",
    "Rival",
    "RivalValue",
    "Run",
    "SavedList",
    "Source",
    "Span",
    "Target",
    "Text",
    "Victims",
    "Voice",
    "Weapon",
    "When",
    "__version__",
    "code",
    "read",
    "read_text",
]

ERRORS = {
    "GawahError": "Exception",
    "ReportError": "GawahError",
    "ReportNotFound": "ReportError",
    "ReportNotFetched": "ReportError",
    "ReportEmpty": "ReportError",
    "ReportUndecodable": "ReportError",
    "ReportTooLarge": "ReportError",
    "ReportTooSlow": "ReportError",
    "ReportMalformed": "ReportError",
    "ReportUncoded": "ReportError",
    "RecordError": "GawahError",
    "CodebookError": "GawahError",
    "TableError": "GawahError",
    "GoldError": "GawahError",
    "StoreError": "GawahError",
    "StoreNewer": "StoreError",
    "StoreBusy": "StoreError",
    "StoreDamaged": "StoreError",
    "IncidentNotFound": "StoreError",
    "JobNotFound": "StoreError",
    "ReportUnknown": "StoreError",
    "ReviewError": "GawahError",
    "ReleaseBlocked": "GawahError",
    "ExtraMissing": "GawahError",
    "NotAllowed": "GawahError",
    "UsageError": "GawahError",
}


def test_the_public_names_of_gawah_are_pinned():
    assert sorted(gawah.__all__) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_public_name_is_there(name):
    assert getattr(gawah, name) is not None
    assert name in dir(gawah)


def test_no_other_name_is_there():
    with pytest.raises(AttributeError, match="module 'gawah' has no attribute 'no_such_name'"):
        _ = gawah.no_such_name


def test_every_record_of_the_model_is_public():
    records = {name for name, value in vars(model).items() if dataclasses.is_dataclass(value)}
    assert records <= set(gawah.__all__)
    assert all(value.__dataclass_params__.frozen for name, value in vars(model).items() if name in records)


def test_the_tree_of_errors_is_pinned():
    tree = {name: c.__base__.__name__ for name, c in inspect.getmembers(errors, inspect.isclass)}
    assert tree == ERRORS


def test_the_tree_of_errors_is_drawn_as_it_is():
    drawn = [word for word in errors.__doc__.split() if word in ERRORS]
    assert sorted(drawn) == sorted(ERRORS)


def test_a_report_s_error_names_the_report_the_problem_and_the_remedy():
    error = errors.ReportEmpty("a.txt", "no text in it", "leave it out")
    assert str(error) == "a.txt: no text in it; leave it out"
    assert (error.report, error.problem, error.remedy) == ("a.txt", "no text in it", "leave it out")
