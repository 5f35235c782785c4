"""Values as people write them."""

from gawah.errors import ReviewError
from gawah.model import Json
from gawah.phrases import say


def read_count(words: str) -> dict[str, Json]:
    """Return a count as people write it: "12", "10-14", "12+". Raises ReviewError."""
    low, dash, high = words.replace("–", "-").partition("-")
    if words.endswith("+") and words[:-1].isdecimal():
        return {"low": int(words[:-1]), "best": int(words[:-1]), "high": None, "said": "number"}
    if dash and low.isdecimal() and high.isdecimal() and int(low) <= int(high):
        return {"low": int(low), "best": None, "high": int(high), "said": "number"}
    if words.isdecimal():
        return {"low": int(words), "best": int(words), "high": int(words), "said": "number" if int(words) else "none"}
    raise ReviewError(say("{words}: this is no count; write 12, 10-14 for a range, or 12+ for at least", words=words))


def read_date(words: str) -> dict[str, Json]:
    """Return a date as people write it, in EDTF. Raises ReviewError."""
    from gawah.coding.rules import edtf

    words = "".join(str(int(c)) if c.isdecimal() else c for c in words)  # digits of any script
    start, end = edtf.bounds(words)
    if start is None:
        raise ReviewError(
            say("{words}: this is no date; write 2021-01-03, 2021-01, 2021, or 2021-01-03/2021-01-05", words=words)
        )
    return {
        "edtf": words,
        "start": start,
        "end": end,
        "precision": edtf.precision(words),
        "after": None,
        "before": None,
    }
