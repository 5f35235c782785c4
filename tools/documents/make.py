"""Make the documents that the tests of the readers read, with the programs that people make such documents with.

    python tools/documents/make.py [wiki] [html]     each kind that is named, or all

On Debian: apt-get install chromium libreoffice-writer pandoc wget mediawiki php-cli php-sqlite3 php-xml php-mbstring
php-intl. Their output differs from version to version; what is read out of it must not.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import source

HERE = Path(__file__).parent
CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")


def run(*command, **options):
    subprocess.run([str(part) for part in command], check=True, stderr=subprocess.DEVNULL, **options)


def open_folder(kind):
    folder = source.TEXTS / kind
    folder.mkdir(exist_ok=True)
    return folder


def write_page(work, name, page):
    path = work / f"{name}.html"
    path.write_text(page, encoding="utf-8")
    return path


def make_wiki(work):
    """MediaWiki's export and its pages as wget saves them; beside them the wikitext itself."""
    pages, out = work / "pages", work / "out"
    pages.mkdir()
    out.mkdir()
    for name in source.NAMES:
        wikitext = source.to_wikitext(source.load(name))
        for folder in (pages, open_folder("wikitext")):
            (folder / f"{name}.wiki").write_text(wikitext, encoding="utf-8")
    run("bash", HERE / "wiki.sh", pages, out)
    for kind, ending in (("mediawiki", "xml"), ("html", "html")):
        for path in out.glob(f"*.{ending}"):
            name = path.name if ending == "xml" else f"{path.stem}-mediawiki.html"
            (open_folder(kind) / name).write_bytes(path.read_bytes())


def make_html(work):
    """A newspaper's page as Chromium saves it, and documents as pandoc and LibreOffice write HTML."""
    folder = open_folder("html")
    for name in ("convoy", "market", "statement", "tarvel"):
        page = write_page(work, name, source.to_news(source.load(name)))
        with (folder / f"{name}-chromium.html").open("wb") as file:
            run(*CHROMIUM, "--dump-dom", page.as_uri(), stdout=file)
    for name in ("machh", "orchard", "statement"):
        page = write_page(work, name, source.to_html(source.load(name)))
        run("pandoc", "-s", page, "-o", folder / f"{name}-pandoc.html")
    for name in ("convoy", "machh", "tarvel"):
        page = write_page(work, f"{name}-libreoffice", source.to_html(source.load(name)))
        convert(page, "html:HTML (StarWriter)", folder)


def convert(path, form, folder):
    """Have LibreOffice write a document in another form."""
    run("soffice", "--headless", "--convert-to", form, "--outdir", folder, path, stdout=subprocess.DEVNULL)


MAKERS = {"wiki": make_wiki, "html": make_html}


def main(kinds):
    for kind in kinds or MAKERS:
        with tempfile.TemporaryDirectory() as work:
            MAKERS[kind](Path(work))


if __name__ == "__main__":
    main(sys.argv[1:])
