"""What the page of a report shows: beside its record, or beside what one person codes of it blind."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from gawah.model import Evidence
from gawah.publish.dossier.graphic import is_graphic
from gawah.record import ReportHeader
from gawah.review import CodedReport
from gawah.web.pages.incident_view import name_media
from gawah.web.pages.report_adding import tell_adding
from gawah.web.pages.report_sheet import lay_out
from gawah.web.visitor import Visitor


def show_report(
    visitor: Visitor,
    report: CodedReport,
    copies: Sequence[ReportHeader] = (),
    beside: Mapping[str, Sequence[tuple[str, Evidence]]] = MappingProxyType({}),
    *,
    is_blind: bool = False,
    is_done: bool = False,
    graphic: str = "",
    incident: str = "",
    **asked: Any,
) -> dict[str, Any]:
    """Return what "report.html" shows; `asked` tells to what to add, what was filled in, and what was wrong with it."""
    home = f"/reports/{report.header.id.removeprefix('sha256:')}"
    shown: dict[str, Any] = {"add": "", "to": "", "problem": "", "sent": {}, "quote": "", "start": ""} | asked
    selected = ("", "") if is_blind else (shown["quote"], shown["start"])  # what a machine reads is no blind coding
    return {
        "sheet": lay_out(report, visitor.name, incident),
        "header": report.header,
        "home": home,
        "address": f"{home}/blind" if is_blind else home,
        "may_code": visitor.may("coder") and visitor.sees_names and not is_done,
        "is_blind": is_blind,
        "is_done": is_done,
        "graphic": graphic,
        "incident": incident,
        "is_graphic": is_graphic,
        "copies": copies,
        "beside": beside,
        "name_media": name_media,
        "adding": tell_adding(report, shown["add"], shown["to"], selected),
        **shown,
    }
