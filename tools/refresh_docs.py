"""Runs the commands that the documentation quotes, and writes what they print below them.

    python tools/refresh_docs.py            write it anew
    python tools/refresh_docs.py --check    say which pages are out of date, and fail if any is

A quoted command is a ```console block that begins with `$ gawah …`; what follows in the block is what it prints, 80
columns wide. Where nothing follows, or another command, it is not run. Commands run in the folder of the project.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```console\n\$ (?P<command>gawah [^\n]*)\n(?!\$|```).*?^```$", re.MULTILINE | re.DOTALL)
PLAIN = {"COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}


def run_command(command: str) -> str:
    """Return what `command`, a line that begins with `gawah`, prints."""
    words = [str(Path(sys.executable).with_name("gawah")), *shlex.split(command)[1:]]
    ran = subprocess.run(words, cwd=ROOT, env=os.environ | PLAIN, capture_output=True, encoding="utf-8", check=True)
    return "".join(f"{line.rstrip()}\n" for line in ran.stdout.splitlines())


def refresh(page: str) -> str:
    """Return `page` with what its quoted commands print."""
    return BLOCK.sub(lambda m: f"```console\n$ {m['command']}\n{run_command(m['command'])}```", page)


def main() -> int:
    """Refresh the pages, or only compare them under --check; return the exit status."""
    pages = {page: page.read_text("utf-8") for page in PAGES}
    stale = {page: new for page, old in pages.items() if (new := refresh(old)) != old}
    for page, new in stale.items():
        print(f"{page.relative_to(ROOT)}: what a command in it prints has changed: run python tools/refresh_docs.py")
        if "--check" not in sys.argv:
            page.write_text(new, encoding="utf-8", newline="\n")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
