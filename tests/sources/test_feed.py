"""RSS and Atom: each entry a report, as the programs of many sites write them; what is damaged or hostile."""

import pytest

from gawah.errors import ReportEmpty, ReportError, ReportTooLarge
from gawah.model import Source
from gawah.sources import Limits, read_file, read_source

WORDS = """FICTION. Two ferrymen were shot dead at the Sorrel crossing on Sunday, the district officer Ilsa Ørdal said
🌉.

- The boat was called جسر السلام.
- A café owner saw four gunmen."""
TITLE = "Two ferrymen shot & nobody claims it"


def read(payload, limits=None):
    return list(read_source("feed.xml", payload if isinstance(payload, bytes) else payload.encode(), limits))


@pytest.mark.parametrize(
    "name", ["node_rss", "node_atom", "feedgen_rss", "feedgen_atom", "django_rss", "wordpress", "drupal"]
)
def test_feeds_of_other_programs(fixtures, name):
    path = fixtures / "feed" / f"{name}.xml"
    source = next(read_file(path))
    head, body = source.text.content.split("\n\n", 1)
    assert head.split("\n")[0] == f"Title: {TITLE}"
    assert body.split()[-len(WORDS.split()) :] == WORDS.split()
    assert (source.text.title, source.text.published, source.text.language) == (
        TITLE,
        "2031-05-04",
        source.text.language,
    )
    assert source.text.language.partition("-")[0] == "en"
    assert source.acquisition.path == f"{path}#1"
    assert source.acquisition.publisher in ("The Ostmark Courier", "Ostmark Monitor")
    assert source.acquisition.url.startswith("https://")
    assert {g.given_by for g in source.given} == {"feed"}


def test_each_entry_is_a_report(fixtures):
    one, other = read_file(fixtures / "feed" / "node_rss.xml")
    assert (one.text.title, other.text.title) == (TITLE, "A bomb in Tarvel")
    assert one.report.id != other.report.id


def test_an_old_feed_in_latin_1(fixtures):
    (source,) = read_file(fixtures / "feed" / "rdf_latin1.xml")
    assert "Ilsa Ørdal said." in source.text.content
    assert source.text.published == "2031-05-04"


ITEM = "<item><title>Two shot</title><link>https://a.example/1</link><description>Two were shot.</description></item>"
FEED = f'<rss version="2.0"><channel><title>A</title>{ITEM}</channel></rss>'


def test_an_entry_has_one_id_whichever_feed_it_stands_in():
    (one,) = read(FEED)
    other = FEED.replace("<title>A<", "<title>B<").replace(
        "</channel>", "\n  <item><title>x</title></item>\n</channel>"
    )
    assert one.report.id == read(other)[0].report.id
    assert one.report.id == read('<?xml version="1.0"?>\n' + FEED)[0].report.id


def test_an_entry_without_words_takes_no_other_with_it():
    first, error = read(FEED.replace(ITEM, ITEM + "<item><link>https://a.example/2</link></item>"))
    assert isinstance(first, Source)
    assert isinstance(error, ReportEmpty)
    assert error.report == "feed.xml#2"


def test_a_feed_without_entries():
    (error,) = read('<rss version="2.0"><channel><title>A</title></channel></rss>')
    assert isinstance(error, ReportEmpty)


@pytest.mark.parametrize("cut", [30, 60, 120, len(FEED) - 20])
def test_a_feed_that_breaks_off(cut):
    for found in read(FEED[:cut]):
        assert isinstance(found, Source | ReportError)
        assert not isinstance(found, ReportError) or "\n" not in str(found)


@pytest.mark.parametrize(
    "payload",
    [
        '<?xml version="1.0"?><note><to>a</to></note>',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><x/></rdf:RDF>',
        "Feed the rss <rss version='2.0'>",
    ],
)
def test_other_xml_and_text_is_no_feed(payload):
    for found in read(payload):
        assert isinstance(found, ReportError) or found.text.deriver != "feed@1"


def test_too_many_entries():
    (error,) = read(FEED.replace(ITEM, ITEM * 20), Limits(parts=10))
    assert isinstance(error, ReportTooLarge)


def laugh():
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]>' + FEED.replace("Two were shot.", "Two were shot. &a11;")


def test_a_billion_laughs():
    for found in read(laugh(), Limits(reading_seconds=20, memory=400_000_000)):
        assert "haha" not in (found.text.content if isinstance(found, Source) else str(found))


def test_an_entity_from_a_file_is_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words", encoding="utf-8")
    doctype = f'<!DOCTYPE rss [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'
    for found in read(doctype + FEED.replace("Two were", "&a; Two were")):
        assert "secret" not in (found.text.content if isinstance(found, Source) else "")


def test_elements_in_elements_without_end():
    deep = FEED.replace("Two were shot.", "<b>" * 5000 + "Two were shot." + "</b>" * 5000)
    for found in read(deep):
        assert isinstance(found, Source | ReportError)


def test_scripts_in_an_entry_are_no_text():
    markup = "&lt;p&gt;Two were shot.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
    (source,) = read(FEED.replace("Two were shot.", markup))
    assert "alert" not in source.text.content
