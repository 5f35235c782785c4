"""Where reports disagree, in a terminal: each value with who says it, when, in which words, and why it was chosen."""

from collections.abc import Sequence

from rich.text import Text

from gawah import wording
from gawah.account import Dispute, DisputedValue, Statement
from gawah.cli.page import Page
from gawah.resolve import Policy

_INDENT = 2


def draw_marks(notes: Sequence[int]) -> str:
    """Return the numbers of quotes in brackets, behind a space; nothing where there are none."""
    return f" [{', '.join(map(str, notes))}]" if notes else ""


def draw_disputes(page: Page, disputes: Sequence[Dispute], indent: int) -> None:
    """Draw every field on which statements disagree."""
    if disputes:
        page.add_heading("Where the reports disagree", indent)
    for n, dispute in enumerate(disputes):
        if n:
            page.skip()
        draw_dispute(page, dispute)


def draw_dispute(page: Page, dispute: Dispute) -> None:
    """Draw one field: the value that was chosen and its rivals, each with the statements behind it."""
    kind = ": what was said later differs from what was said before" if dispute.is_sequence else ""
    page.add(Text(dispute.field, "cyan").append(kind, "dim"), _INDENT)
    for value in dispute.values:
        _draw_value(page, value)
    page.add(Text(f"chosen because it is {dispute.why} ({dispute.policy})", "dim"), 2 * _INDENT, _INDENT)


def _draw_value(page: Page, value: DisputedValue) -> None:
    words = Text(value.words, "bold" if value.chosen else "")
    page.add(words.append("  ← chosen" if value.chosen else "", "green"), 2 * _INDENT)
    draw_statements(page, value.statements, 3 * _INDENT)


def draw_statements(page: Page, statements: Sequence[Statement], indent: int = _INDENT) -> None:
    """Draw who says a value, in which report, and in which words."""
    for said in statements:
        where = f" in {said.report}" if said.report else ""
        where += f", {said.published}" if where and said.published else ""
        line = Text(said.who).append(where, "dim").append(f": {said.words}")
        page.add(line.append(draw_marks(said.notes), "dim"), indent, _INDENT)


def draw_choices(page: Page, path: str, choices: Sequence[tuple[Policy, str]]) -> None:
    """Draw what each policy makes of one field."""
    page.add_heading(f"{wording.name_field(path)} under each policy", _INDENT)
    for policy, words in choices:
        page.add_row(policy.name, Text(words).append(f", {policy.why}", "dim"), _INDENT, 22)
