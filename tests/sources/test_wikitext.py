"""Raw wikitext and MediaWiki's export: templates, references, links, lists; what is told as such; what is refused."""

import pytest

from gawah.errors import ReportEmpty, ReportError, ReportMalformed
from gawah.model import Given
from gawah.sources import read_file, read_source
from gawah.sources.wikitext import tells

ARTICLE = """<!-- FICTION: every person, place and group is invented. -->
{{Short description|Attack}}
{{Infobox civilian attack
| title       = Tarvel bridge bombing
| partof      = the [[Ostmark conflict]] and [[Sectarianism|sectarian violence]]
| caption     = The bridge in 2030<!-- before -->
| location    = [[Tarvel]], {{flag|Ostmark}}
| coordinates = {{coord|29|52|12|N|67|20|05|E|type:event|display=inline,title}}
| date        = {{start date and age|2031|5|9|df=y}}
| type        = [[Bomb]]ing,<br />mass murder
| weapons     = {{ubl|[[Car bomb]]|[[AK-47]]}}
| fatalities  = 11<ref name="C">{{cite news |title=Eleven; killed |newspaper=[[The Courier]] |date=10 May 2031}}</ref>
| victims     =
| some_number = {{convert|5|km}}
| motive      =
* Revenge
* Fear
}}
On {{nowrap|9 May}} 2031, a bomb '''killed eleven''' [[road worker]]s &ndash; all of them.<ref name="C"/>
Second line of it.<ref>Radio Ostmark, 11 May 2031</ref>{{citation needed|date=May 2031}}

[[File:Bridge.jpg|thumb|left|200px|The [[bridge]] afterwards]]
== Aftermath ==
{{main|Another page}}
* One ''thing''
* Another
{| class="wikitable"
! Name !! Age
|-
| A || 3
|}
=== Claim ===
{{Blockquote|We did it.|author}}
[[Category:Bombings]] [[de:Anschlag]]
== References ==
{{reflist}}
"""

TEXT = """= Tarvel bridge bombing =

Infobox
- Title: Tarvel bridge bombing
- Partof: the Ostmark conflict and sectarian violence
- Caption: The bridge in 2030
- Location: Tarvel, Ostmark
- Coordinates: 29°52′12″N 67°20′05″E
- Date: 9 May 2031
- Type: Bombing, mass murder
- Weapons: Car bomb, AK-47
- Fatalities: 11
- Some number: 5 km
- Motive: Revenge, Fear

On 9 May 2031, a bomb killed eleven road workers – all of them. Second line of it.

The bridge afterwards

== Aftermath ==
- One thing
- Another

Name Age

A 3

=== Claim ===
We did it.
"""


def test_an_article_is_read_whole(read_one):
    source = read_one(ARTICLE.encode())
    assert source.text.content == TEXT
    assert (source.text.deriver, source.text.kind) == ("wikitext@1", "encyclopedia")
    assert source.text.title == "Tarvel bridge bombing"
    assert source.acquisition.cites == ("The Courier, Eleven, killed, 10 May 2031", "Radio Ostmark, 11 May 2031")


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{start date|2021|1|3}}", "3 January 2021"),
        ("{{Start_date|2021|01|03|05|30}}", "05:30, 3 January 2021"),
        ("{{start date|2021|1|3|mf=yes}}", "January 3, 2021"),
        ("{{start date|2021|1}}", "January 2021"),
        ("{{start and end dates|2021|1|3|2021|1|5|df=y}}", "3 January 2021 – 5 January 2021"),
        ("{{circa|2021}}", "c. 2021"),
        ("{{coord|29.87|67.33}}", "29.87, 67.33"),
        ("{{coord|29|52|N|67|20|E}}", "29°52′N 67°20′E"),
        ("{{lang|ur|گواہ}}", "گواہ"),
        ("{{abbr|IS|Islamic State}}", "IS"),
        ("{{ill|A man|de|Ein Mann}}", "A man"),
        ("{{plainlist|\n* A\n* B\n}}", "A, B"),
        ("{{hlist|A|B}}", "A, B"),
        ("{{nowrap|{{flag|Ostmark}}}}", "Ostmark"),
        ("4{{ndash}}5{{nbsp}}men", "4–5 men"),
        ("{{unknown template|x}}known", "known"),
        ("A &amp; B &#x2013; C", "A & B – C"),
        ("<nowiki>[[x]]</nowiki>", "[[x]]"),
        ("[https://a.example the page]", "the page"),
        ("a<br>b<br/>c", "a, b, c"),
        ("A <span style='color:red'>red</span> [[:Category:X]]", "A red Category:X"),
    ],
)
def test_what_a_parameter_says(read_one, template, said):
    content = read_one(f"{{{{Infobox event\n| date = {template}\n}}}}\nWords.".encode()).text.content
    assert content == f"Infobox\n- Date: {said}\n\nWords.\n"


@pytest.mark.parametrize(
    ("beginning", "expected"),
    [
        ("{{Infobox civilian attack\n| title = X", True),
        ("{{infobox event|date=3 May", True),
        ("'''X''' was an [[attack]] in 2021.", True),
        ("An [[attack]].<ref>Paper</ref>", True),
        ("== H ==\nAn [[attack]].", True),
        ("{{Infobox event}}", False),
        ("He said [[it]] was so.", False),
        ("== H ==\nWords.", False),
        ("Words {{of}} it.", False),
    ],
)
def test_what_is_wikitext(beginning, expected):
    assert tells(beginning.encode(), beginning) == expected


@pytest.mark.parametrize("unit", ["{{a|", "[[a|", "{|\n|", "<ref>"])
def test_brackets_left_open_are_refused_at_once(read_one, unit):
    with pytest.raises(ReportError) as raised:
        read_one(b"{{Infobox attack\n| date = 1\n}}\n" + unit.encode() * 20_000 + b"<" * 600)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("depth", [50, 400])
def test_deep_templates_are_read_or_refused(depth):
    markup = "{{Infobox attack\n| date = 1\n}}\n" + "{{nowrap|" * depth + "x" + "}}" * depth
    (result,) = read_source("r", markup.encode())
    assert "\n" not in str(result) if isinstance(result, ReportError) else result.text.content


# --- exports ----------------------------------------------------------------------------------------------------------

EXPORT = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" xml:lang="en">
<siteinfo><sitename>Ostpedia</sitename><base>https://ost.example/wiki/Main_Page</base></siteinfo>
<page><title>Tarvel bombing</title><ns>0</ns><id>1</id>
<revision><id>5</id><text>Old words.</text></revision><revision><id>6</id><text>A [[bomb]].</text></revision></page>
<page><title>Talk:Tarvel bombing</title><ns>1</ns><revision><text>Talk.</text></revision></page>
<page><title>Tarvel attack</title><ns>0</ns><redirect title="T"/><revision><text>#R</text></revision></page>
<page><title>Empty</title><ns>0</ns><revision><text></text></revision></page>
<page><title>Beledin</title><ns>0</ns><revision><text>'''Beledin''' burnt.</text></revision></page>
</mediawiki>"""


def test_each_article_of_an_export_is_a_report():
    first, empty, last = read_source("e.xml", EXPORT.encode())
    assert first.text.content == "= Tarvel bombing =\n\nA bomb.\n"
    assert first.acquisition.path == "e.xml#1"
    assert first.acquisition.publisher == "Ostpedia"
    assert first.given == (
        Given("publisher", "Ostpedia", "markup"),
        Given("url", "https://ost.example/wiki/Tarvel_bombing", "markup"),
    )
    assert isinstance(empty, ReportEmpty)
    assert last.text.title == "Beledin"


def test_an_article_has_one_id_whatever_else_is_exported():
    pages = EXPORT.split("<page>")
    alone = pages[0] + "<page>" + pages[1] + "</mediawiki>"
    (first, *_), (only,) = read_source("a", EXPORT.encode()), read_source("b", alone.encode())
    assert first.report == only.report


def test_an_articles_own_payload_can_be_read_again():
    first, *_ = read_source("a", EXPORT.encode())
    (again,) = read_source("b", first.report.payload)
    assert (again.report, again.text.content) == (first.report, first.text.content)


def test_every_page_of_a_dump_is_read(fixtures):
    results = list(read_file(fixtures / "documents" / "mediawiki" / "all.xml"))
    assert not [result for result in results if isinstance(result, ReportError)]
    titles = {result.text.title for result in results}
    assert {"Machh killings of 2021", "FICTION. 2031 Tarvel bridge bombing"} <= titles


@pytest.mark.parametrize(
    "payload",
    [
        b"<mediawiki><page><title>T</title><revision><text>W",
        b"<mediawiki>" + b"<a>" * 100_000,
        b'<?xml version="1.0" encoding="nonsense"?><mediawiki><page/></mediawiki>',
        b"<mediawiki><page>\xff\xfe</page></mediawiki>",
        b"<mediawiki>&nothing;</mediawiki>",
    ],
)
def test_damaged_exports_are_refused(payload):
    (error,) = read_source("e.xml", payload)
    assert isinstance(error, ReportMalformed)
    assert "\n" not in str(error)


def test_entities_of_entities_are_never_expanded():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    payload = f'<?xml version="1.0"?><!DOCTYPE m [<!ENTITY l0 "ha">{laughs}]><mediawiki><page>&l9;</page></mediawiki>'
    (error,) = read_source("e.xml", payload.encode())
    assert isinstance(error, ReportError)


def test_an_export_without_articles_is_empty():
    (error,) = read_source("e.xml", b"<mediawiki><siteinfo/></mediawiki>")
    assert isinstance(error, ReportEmpty)
