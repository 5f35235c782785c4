"""Prints the shipped codebook as Markdown: `python -m gawah.codebook > docs/codebook.md` renews the user's guide."""

import sys

from gawah.codebook import load
from gawah.codebook.printing import render_markdown

if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # the page is UTF-8 whatever the locale
    sys.stdout.write(render_markdown(load()))
