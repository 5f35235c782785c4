"""Names without what two spellings of one differ in, in any script."""

import unicodedata


def fold(name: str | None) -> str:
    """Return a name without case, accents and extra spaces, by which two spellings are one; nothing for none."""
    if not name:
        return ""
    letters = name.casefold()
    if not letters.isascii():
        letters = "".join(c for c in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(c))
    return " ".join(letters.split())
