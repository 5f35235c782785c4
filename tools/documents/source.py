"""The reference texts as HTML and wikitext, which other programs then turn into the files that the tests read.

A reference is in the one form of derived texts (see `gawah.sources.structure`): `= Title =`, an `Infobox` block of
`- Key: value` lines, `== Section ==`, `- item`, paragraphs.
"""

import html
import json
import re
import unicodedata
from pathlib import Path

TEXTS = Path(__file__).parents[2] / "tests" / "sources" / "fixtures" / "documents"
NAMES = ("convoy", "market", "orchard", "statement", "tarvel", "machh")


def load(name):
    """Return the reference text called `name`; that of the Machh attack is the example of an article."""
    if name == "machh":
        return (Path(__file__).parents[2] / "examples" / "machh_encyclopedia.txt").read_text(encoding="utf-8")
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8")


def list_blocks(text):
    """Yield (kind, content) of each block: title, heading (with its level), rows, items, paragraph."""
    for block in re.split(r"\n\s*\n|(?<==)\n", text.strip()):
        lines = block.strip().split("\n")
        if heading := re.fullmatch(r"(=+) (.*) \1", lines[0]):
            yield ("title" if heading[1] == "=" else "heading"), (len(heading[1]), heading[2])
        elif lines[0] == "Infobox":
            yield "rows", [line[2:].split(": ", 1) for line in lines[1:]]
        elif lines[0].startswith("- "):
            yield "items", [line[2:] for line in lines]
        else:
            yield "paragraph", " ".join(lines)


def to_html(text, head="", style=""):
    """Return a page with the text, its letters with marks taken apart, as some keyboards write them."""
    out, title = [], "FICTION"
    for kind, content in list_blocks(unicodedata.normalize("NFD", text)):
        if kind in ("title", "heading"):
            title = content[1] if kind == "title" else title
            out.append(f"<h{content[0]}>{html.escape(content[1])}</h{content[0]}>")
        elif kind == "rows":
            rows = "".join(f"<tr><td>{html.escape(k)}</td><td>{html.escape(v)}</td></tr>" for k, v in content)
            out.append(f"<table border='1'>{rows}</table>")
        elif kind == "items":
            out.append("<ul>" + "".join(f"<li>{html.escape(item)}</li>" for item in content) + "</ul>")
        else:
            out.append(f"<p>{html.escape(content)}</p>")
    body = "\n".join(out)
    return (
        f"<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><title>{html.escape(title)}</title>{head}"
        f"<style>{style}</style></head><body>\n{body}\n</body></html>\n"
    )


_MONTHS = "January February March April May June July August September October November December".split()


def to_wikitext(text):
    """Return the text as an editor of an encyclopedia would write it: templates, links, bold words, references."""
    out = []
    for kind, content in list_blocks(text):
        if kind in ("title", "heading"):
            signs = "=" * content[0]
            out.append(f"{signs} {content[1]} {signs}")
        elif kind == "rows":
            out.append(_write_infobox(content))
        elif kind == "items":
            out.append("\n".join(f"* {item}" for item in content))
        else:
            out.append(_mark_up(content, len(out)))
    return "\n\n".join(out) + "\n\n== References ==\n{{reflist}}\n\n[[Category:Attacks]]\n"


def _write_infobox(rows):
    lines = ["{{Infobox civilian attack"]
    for key, value in rows:
        name = key.lower()
        if found := re.fullmatch(r"(\d+) (\w+) (\d{4})", value):
            value = f"{{{{start date and age|{found[3]}|{_MONTHS.index(found[2]) + 1}|{found[1]}|df=y}}}}"
        elif name == "location":
            value = ", ".join(f"[[{part}]]" for part in value.split(", "))
        elif name == "fatalities":
            cited = "{{cite news |newspaper=[[The Ostmark Courier]] |title=FICTION |date=10 May 2031}}"
            value += f'<ref name="courier">{cited}</ref>'
        lines.append(f"| {name:<12} = {value}")
    return "\n".join([*lines, "}}"])


def _mark_up(paragraph, n):
    """Return a paragraph with a link, bold words and a reference in it."""
    words = paragraph.split(" ")
    if len(words) > 8 and not paragraph.startswith("Sources"):
        words[3] = f"'''{words[3]}'''" if words[3].isalpha() else words[3]
        words[5] = f"[[Some page|{words[5]}]]"
        words[-1] += f"<ref>Radio Ostmark, item {n}</ref>"
    return " ".join(words)


def to_news(text):
    """Return the text as the page of a newspaper's site, with all that stands around an article there."""
    blocks = list(list_blocks(text))
    title = next(content[1] for kind, content in blocks if kind == "title")
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "@id": "#paper", "name": "The Ostmark Courier"},
            {
                "@type": "NewsArticle",
                "headline": title,
                "datePublished": "2031-05-10T23:30:00+05:00",
                "dateModified": "2031-05-12T08:00:00+05:00",
                "publisher": {"@id": "#paper"},
                "inLanguage": "en",
                "mainEntityOfPage": "https://courier.example/2031/05/item",
            },
        ],
    }
    inner = re.search(r"<body>\n(.*)\n</body>", to_html(text), re.DOTALL)[1].replace(
        "<table border='1'", "<table class='infobox'"
    )
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)} | The Ostmark Courier</title>
<meta property="og:site_name" content="Courier online">
<script type="application/ld+json">{json.dumps(data)}</script><script src="menu.js"></script></head>
<body><header class="site"><nav><ul><li><a href="/">Home</a></li><li><a href="/war">War</a></li>
<li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article>{inner}</article>
<aside class="related"><h3>Most read</h3><ul><li><a href="/1">Bomb kills forty in Brask</a></li>
<li><a href="/2">How to plant tulips</a></li></ul></aside></main>
<div class="newsletter"><form action="/join"><p>Sign up for our newsletter</p><input name="mail"></form></div>
<footer><p>Copyright The Ostmark Courier. All rights reserved.</p></footer></body></html>
"""


def to_roff(text):
    """Return the text for groff's -ms macros, on small pages in two columns with words parted at line ends."""
    out = [".pl 13c", ".nr HM 1.5c", ".nr FM 1.5c", ".nr LL 13c"]
    for kind, content in list_blocks(text):
        if kind == "title":
            out += [".TL", content[1], ".2C"]
        elif kind == "heading":
            out += [".SH", content[1]]
        elif kind == "items":
            out += [line for item in content for line in (r".IP \(bu 2", item)]
        else:
            out += [".PP", content]
    return "\n".join(out) + "\n"
