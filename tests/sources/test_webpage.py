"""Web pages: what is body, what the page says of itself, infoboxes, encodings, saved pages, and what is refused."""

import json

import pytest

from gawah.errors import ReportEmpty, ReportError, ReportMalformed
from gawah.sources import read_source
from gawah.sources.webpage import tells

BODY = (
    "<h1>Four killed at Tarvel bridge</h1><p>A bomb on the Tarvel bridge killed four road workers on Friday, the "
    "police said. Nobody has said that they did it.</p><p>The mayor’s office gave the number of the dead late at night "
    "and closed the bridge until Monday.</p>"
)


def page(body=BODY, head=""):
    return f"<!DOCTYPE html><html><head><title>T</title>{head}</head><body>{body}</body></html>".encode()


def linked(**data):
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    ("head", "published", "publisher"),
    [
        (
            linked(
                **{"@type": "NewsArticle", "datePublished": "2031-05-10T23:30+05:00", "publisher": {"name": "Courier"}}
            ),
            "2031-05-10",
            "Courier",
        ),
        (linked(**{"@graph": [{"@type": ["Article"], "datePublished": "2031-05-10"}]}), "2031-05-10", None),
        ('<meta property="article:published_time" content="2031-05-10T08:00:00Z">', "2031-05-10", None),
        (
            '<meta property="og:site_name" content="Courier"><meta name="DC.date" content="10 May 2031">',
            "2031-05-10",
            "Courier",
        ),
        ('<meta itemprop="datePublished" content="2031-05-10">', "2031-05-10", None),
        ('<script type="application/ld+json">{"@type": "NewsArticle", broken</script>', None, None),
        ('<script type="application/ld+json">' + "[" * 5000 + "</script>", None, None),
        ('<meta name="date" content="03/04/2031">', None, None),
    ],
)
def test_what_a_page_says_of_itself(read_one, head, published, publisher):
    source = read_one(page(head=head))
    assert source.text.published == published
    assert source.acquisition.publisher == publisher


def test_a_time_is_the_date_where_it_is_the_only_one_or_says_so(read_one):
    assert read_one(page(BODY + '<time datetime="2031-05-10">then</time>')).text.published == "2031-05-10"
    two = '<time datetime="2031-05-09">a</time><time datetime="2031-05-10">b</time>'
    assert read_one(page(BODY + two)).text.published is None
    assert read_one(page(BODY + two.replace("<time", "<time pubdate", 1))).text.published == "2031-05-09"


@pytest.mark.parametrize(("tag", "language"), [("en-GB", "en-GB"), ("en", "en"), ("de", "en"), ("fa-AF", "en")])
def test_the_language_that_a_page_names_is_believed_unless_its_words_are_in_another(read_one, tag, language):
    assert read_one(page().replace(b"<html>", f"<html lang='{tag}'>".encode())).text.language == language


@pytest.mark.parametrize(
    "mark",
    [
        "<!-- saved from url=(0024)https://courier.example/a -->",
        "<!--\n Page saved with SingleFile \n url: https://courier.example/a \n saved date: Mon -->",
        '<link rel="canonical" href="https://courier.example/a">',
        '<meta property="og:url" content="https://courier.example/a">',
    ],
)
def test_the_address_that_a_saved_page_came_from(read_one, mark):
    head, doctype = (mark, b"<!DOCTYPE html>") if mark.startswith(("<link", "<meta")) else ("", b"")
    payload = page(head=head) if head else mark.encode() + page()[15:]
    assert read_one(payload).acquisition.url == "https://courier.example/a"
    assert doctype in payload


def test_what_stands_around_the_body_is_left_out(read_one):
    caption = "<figure><img src='a'><figcaption>The bridge in March, seen from the mill.</figcaption></figure>"
    aside = "<aside><p>Read on: tulips</p></aside><footer>Imprint</footer>"
    body = f"<nav><a href='/'>Home</a></nav><article>{BODY}{caption}</article>{aside}"
    content = read_one(page(body)).text.content
    assert content.startswith("= Four killed at Tarvel bridge =\n\nA bomb on the Tarvel bridge")
    assert "The bridge in March, seen from the mill." in content
    assert not any(word in content for word in ("Home", "tulips", "Imprint"))


def test_an_infobox_of_an_encyclopedia(read_one):
    table = (
        '<table class="infobox vevent"><tr><th colspan="2" class="infobox-above">Tarvel bombing</th></tr>'
        '<tr><td colspan="2">Part of <a>the Ostmark conflict</a></td></tr>'
        '<tr><td colspan="2"><img src="x"><div>The bridge</div></td></tr>'
        "<tr><th>Date</th><td>9 May 2031<span style='display: none'> (2031-05-09)</span></td></tr>"
        "<tr><th>Deaths</th><td>11<sup class='reference'>[1]</sup></td></tr>"
        "<tr><th>Weapons</th><td><ul><li>Car bomb</li><li>Rifle</li></ul></td></tr>"
        "<tr><th>Attack&nbsp;type</th><td>Bombing<br>arson</td></tr></table>"
    )
    article = f'<h1 id="firstHeading">2031 Tarvel bombing</h1><div class="mw-parser-output">{table}<p>Words.</p></div>'
    source = read_one(page(article))
    assert source.text.content == (
        "= 2031 Tarvel bombing =\n\nInfobox\n- Title: Tarvel bombing\n- Partof: the Ostmark conflict\n"
        "- Caption: The bridge\n- Date: 9 May 2031\n- Deaths: 11\n- Weapons: Car bomb, Rifle\n"
        "- Attack type: Bombing, arson\n\nWords.\n"
    )
    assert source.text.kind == "encyclopedia"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "windows-1252", "iso-8859-1"])
def test_encodings(read_one, encoding):
    declared = encoding if encoding not in ("utf-8-sig", "utf-16") else "utf-8"
    payload = page(head=f"<meta charset='{declared}'>").decode().encode("cp1252" if "8859" in encoding else encoding)
    assert "The mayor’s office" in read_one(payload).text.content


@pytest.mark.parametrize(
    ("encoding", "word"), [("windows-1251", "Джемал"), ("windows-1256", "گواه"), ("gb2312", "道路")]
)
def test_encodings_that_are_declared(read_one, encoding, word):
    payload = f"<!DOCTYPE html><meta charset={encoding}><title>x</title><p>{word * 40} words</p>".encode(encoding)
    assert word in read_one(payload).text.content


@pytest.mark.parametrize(
    ("beginning", "expected"),
    [
        ("<!doctype HTML>", True),
        ("\n <!-- x -->\n<html lang=en>", True),
        ('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">', True),
        ("<p>One <b>two</b></p><br>", True),
        ("<!-- a remark -->\n<p>One<br>two<br>three<br>four</p>", True),
        ("<!-- a remark -->\n{{Infobox event\n| a = b<br>c<br>d<br>e<br>f\n}}", False),
        ("<3 is no tag", False),
        ("Words with <b>some</b> <i>tags</i> in them", False),
        ('<?xml version="1.0"?><rss><p></p></rss>', False),
    ],
)
def test_what_is_a_web_page(beginning, expected):
    assert tells(beginning.encode(), beginning) == expected


@pytest.mark.parametrize(
    ("payload", "error"),
    [
        (b"<html><body></body></html>", ReportEmpty),
        (b"<!DOCTYPE html>", ReportError),
        (b"<!DOCTYPE html><body><script>var words = 1;</script></body>", ReportEmpty),
        (page("<div>" * 100_000 + BODY), ReportMalformed),
        (b"<!DOCTYPE html><p>\x00\x00\x00</p>", ReportError),
        (b"<!DOCTYPE html><meta charset=utf-8><p>" + b"\xe2\x80 damaged \xe2\x80\x93" * 9, ReportError),
    ],
)
def test_what_is_refused(payload, error):
    (result,) = read_source("p.html", payload)
    assert isinstance(result, error)
    assert "\n" not in str(result)


@pytest.mark.parametrize("unit", ["<b>", "<p>", "<!--", "&lt;", "<a href=x>", "<table><tr><td>", "<br>", "<ul><li>x"])
def test_large_and_broken_pages_end(unit):
    (result,) = read_source("p.html", page(BODY + unit * 20_000))
    assert not isinstance(result, ReportError) or "\n" not in str(result)
