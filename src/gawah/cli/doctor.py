"""`gawah doctor`: what is installed, and whether it is as it was shipped."""

from typing import TYPE_CHECKING

import typer

from gawah.cli.commands import FAILED

if TYPE_CHECKING:
    from gawah.cli.page import Page
    from gawah.doctor import Finding


def print_findings() -> None:
    """Tell what is installed, and whether the tables and files are as they were shipped."""
    from gawah.cli.page import Page, open_console
    from gawah.doctor import examine

    page, findings = Page(open_console()), examine()
    part = ""
    for finding in findings:
        if finding.part != part:
            part = finding.part
            page.add_heading(_HEADINGS[part])
        _add_finding(page, finding)
    harmed = sum(finding.harms for finding in findings)
    page.skip()
    page.add("All is well." if not harmed else f"{harmed} to mend.", style="bold")
    page.print()
    if harmed:
        raise typer.Exit(FAILED)


_HEADINGS = {
    "program": "Program",
    "files": "Files",
    "needed": "Packages that it needs",
    "extra": "Packages for extras, which you need not have",
    "codebook": "Codebook",
    "table": "Tables",
}
_STATES = {"ok": ("ok", "green"), "absent": ("absent", "yellow"), "damaged": ("DAMAGED", "bold red")}


def _add_finding(page: "Page", finding: "Finding") -> None:
    from rich.text import Text

    state, style = _STATES[finding.state]
    if finding.state == "absent" and finding.harms:
        state, style = "MISSING", "bold red"
    told = Text(state.ljust(9), style).append(finding.detail, "default")
    told.append(f"; {finding.remedy}" if finding.remedy else "", "default")
    page.add_row(finding.name, told, 2, 24)
