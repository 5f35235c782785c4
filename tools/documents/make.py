"""Make the documents that the tests of the readers read, with the programs that people make such documents with.

    python tools/documents/make.py [wiki] [html] [office] [markdown] [pdf] [ocr]     each kind that is named, or all

On Debian: apt-get install chromium groff libreoffice-writer pandoc poppler-utils wget mediawiki php-cli php-sqlite3
php-xml php-mbstring php-intl. Their output differs from version to version; what is read out of it must not.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import source

HERE = Path(__file__).parent
CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")

SOFFICE = ("soffice", "--headless")
DIALECTS = {
    "machh": "gfm",
    "market": "commonmark",
    "orchard": "gfm",
    "statement": "markdown-smart",
    "tarvel": "markdown-smart-simple_tables-multiline_tables-grid_tables+pipe_tables",
    "convoy": "markdown_strict",
}


def run(*command, **options):
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([str(part) for part in command], check=True, **{**quiet, **options})


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


def make_office(work):
    """Documents as LibreOffice and pandoc write them, one of them as flat XML."""
    for ending, form in (("docx", "docx:MS Word 2007 XML"), ("odt", "odt")):
        folder = open_folder(ending)
        for name in ("machh", "market", "tarvel"):
            page = write_page(work, f"{name}-libreoffice", source.to_html(source.load(name)))
            run(*SOFFICE, "--infilter=HTML (StarWriter)", "--convert-to", form, "--outdir", folder, page)
        for name in ("machh", "orchard", "statement"):
            page = write_page(work, name, source.to_html(source.load(name)))
            run("pandoc", page, "-o", folder / f"{name}-pandoc.{ending}")
    run(*SOFFICE, "--convert-to", "fodt", "--outdir", open_folder("odt"), open_folder("odt") / "tarvel-libreoffice.odt")


def make_markdown(work):
    """Markdown in the dialects of GitHub, CommonMark with tables, and pandoc."""
    folder = open_folder("markdown")
    for name, dialect in DIALECTS.items():
        page = write_page(work, name, source.to_html(source.load(name)))
        run("pandoc", page, "-t", dialect, "-o", folder / f"{name}-pandoc.md")


PLAIN = "body { font: 12px/1.4 'DejaVu Serif' }"
BESIDE = PLAIN + " table { float: right; width: 45%; margin: 0 0 1em 1em }"
TWO_COLUMNS = """@page { size: A4; margin: 2cm } h1 { column-span: all } p { margin: 0 0 .5em }
body { font: 11px/1.35 'DejaVu Serif'; column-count: 2; column-gap: 8mm; text-align: justify }"""
PRINTED = {
    "tarvel-chromium": PLAIN,
    "machh-chromium": BESIDE,
    "market-chromium-two": TWO_COLUMNS,
    "orchard-chromium-two": TWO_COLUMNS,
    "machh-chromium-two": TWO_COLUMNS,
}


def make_pdf(work):
    """Pages as Chromium prints them, documents as LibreOffice exports them, and what groff sets in two columns."""
    folder = open_folder("pdf")
    for name, style in PRINTED.items():
        page = write_page(work, name, source.to_html(source.load(name.partition("-")[0]), style=style))
        run(*CHROMIUM, f"--print-to-pdf={folder / name}.pdf", page.as_uri())
    for name in ("machh", "orchard", "tarvel"):
        page = write_page(work, f"{name}-libreoffice", source.to_html(source.load(name)))
        run(*SOFFICE, "--infilter=HTML (StarWriter)", "--convert-to", "odt", "--outdir", work, page)
        convert(work / f"{name}-libreoffice.odt", "pdf", folder)
    for name in ("convoy", "statement"):
        with (folder / f"{name}-groff-two.pdf").open("wb") as file:
            run("groff", "-K", "utf8", "-ms", "-Tpdf", input=source.to_roff(source.load(name)).encode(), stdout=file)


def make_ocr(work):
    """Pictures of printed pages in four formats, as poppler draws them, and a PDF of pictures."""
    folder = open_folder("ocr")
    for name, (form, style) in PICTURES.items():
        page = write_page(work, name, source.to_html(source.load(name.partition("-")[0]), style=style))
        run(*CHROMIUM, "--no-pdf-header-footer", f"--print-to-pdf={work / name}.pdf", page.as_uri())
        packed = ("-tiffcompression", "deflate") if form == "tiff" else ()
        drawn = ("-gray",) if form == "jpeg" else ("-mono",)
        run("pdftoppm", f"-{form}", *packed, *drawn, "-r", 200, "-singlefile", work / f"{name}.pdf", folder / name)
    (work / "page.png").write_bytes((folder / "convoy-poppler-two.png").read_bytes())
    page = write_page(work, "scan", SCANNED)
    run(*CHROMIUM, "--no-pdf-header-footer", f"--print-to-pdf={folder}/convoy-scanned-two.pdf", page.as_uri())


LARGE = "body { font: 15px/1.4 'DejaVu Serif' }"
PICTURES = {
    "convoy-poppler": ("png", LARGE),
    "convoy-poppler-two": ("png", TWO_COLUMNS),
    "ferry-poppler": ("jpeg", LARGE),
    "ferry-poppler-two": ("png", TWO_COLUMNS),
    "statement-poppler": ("tiff", LARGE),
}
SCANNED = "<style>@page { size: A4; margin: 0 } body { margin: 0 } img { width: 100% }</style><img src='page.png'>"


def convert(path, form, folder):
    """Have LibreOffice write a document in another form."""
    run(*SOFFICE, "--convert-to", form, "--outdir", folder, path)


MAKERS = {
    "wiki": make_wiki,
    "html": make_html,
    "office": make_office,
    "markdown": make_markdown,
    "pdf": make_pdf,
    "ocr": make_ocr,
}


def main(kinds):
    for kind in kinds or MAKERS:
        with tempfile.TemporaryDirectory() as work:
            MAKERS[kind](Path(work))


if __name__ == "__main__":
    main(sys.argv[1:])
