"""Errors say the same in another process as in the one that raised them."""

import inspect
import pickle

import pytest

from gawah import errors

CLASSES = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.GawahError)]


def _make(kind: type[errors.GawahError]) -> errors.GawahError:
    if issubclass(kind, errors.ReportError):
        return kind("a.txt", "it is empty", "give another")
    if kind is errors.ReleaseBlocked:
        return errors.ReleaseBlocked(("a", "b"))
    if kind is errors.ExtraMissing:
        return errors.ExtraMissing("a PDF", "pdf")
    return kind("what went wrong")


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_an_error_passes_from_one_process_to_another(kind: type[errors.GawahError]) -> None:
    raised = _make(kind)
    arrived = pickle.loads(pickle.dumps(raised))
    assert (type(arrived), str(arrived), vars(arrived)) == (kind, str(raised), vars(raised))
