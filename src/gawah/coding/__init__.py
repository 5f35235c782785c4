"""From a text to what it says: events, assertions and links. One coder a folder or file; `CODERS` lists them."""

from collections.abc import Mapping, Sequence

from gawah.errors import UsageError
from gawah.model import Coder, Coding, CodingInput


def code_by_rules(inputs: Sequence[CodingInput]) -> list[Coding]:
    """Code by rules: word lists and clauses, no model and no network. Reads English, abstains from other languages."""
    from gawah.coding.rules import code_input

    return [code_input(source) for source in inputs]


def code_by_columns(inputs: Sequence[CodingInput]) -> list[Coding]:
    """Code rows of lists that are coded already, by what their columns tell."""
    from gawah.coding.coded import code_rows

    return code_rows(inputs)


CODERS: Mapping[str, Coder] = {
    "rules": code_by_rules,
    "coded": code_by_columns,
}


def code(inputs: Sequence[CodingInput], coder: str = "rules") -> list[Coding]:
    """Return the codings of `inputs` by the named coder, in their order. Raises UsageError for a coder not there."""
    if coder not in CODERS:
        raise UsageError(f"no coder {coder!r}; there is {', '.join(sorted(CODERS))}")
    return CODERS[coder](inputs)
