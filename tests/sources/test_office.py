"""DOCX and ODT: what editors leave in a document beside its words, how parts are told, and what is refused."""

import io
import zipfile

import pytest

from gawah.errors import ReportEmpty, ReportError, ReportMalformed, ReportTooLarge
from gawah.sources import Limits, read_source
from gawah.sources import docx as docx_reader

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "meta", "drawing")
)
ODT = "application/vnd.oasis.opendocument.text"


def pack(**members):
    """Return a zip file with these members; "__" in a name stands for "/", "_xml" for ".xml"."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        if "mimetype" in members:
            package.writestr("mimetype", members.pop("mimetype"), zipfile.ZIP_STORED)
        for name, content in members.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def docx(body, **members):
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return pack(
        Content_Types="<Types/>", **{"[Content_Types]_xml": "<Types/>", "word__document_xml": document, **members}
    )


def odt(body, **members):
    content = f"<office:document-content {OFFICE}><office:body><office:text>{body}</office:text></office:body>\
</office:document-content>"
    return pack(mimetype=ODT, **{"content_xml": content, **members})


def p(words, style="", properties=""):
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


STYLES = (
    f'<w:styles {W}><w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="MyTitle"><w:name w:val="Mine"/><w:basedOn w:val="T"/></w:style>'
    '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="H2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:styleId="L"><w:name w:val="List"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style></w:styles>'
)


def test_parts_of_a_docx_are_told_by_its_styles(read_one):
    body = p("The title", "MyTitle") + p("One", "H1") + p("Words.", "Loop") + p("Two", "H2") + p("a", "L")
    body += p("b", properties='<w:numPr><w:numId w:val="4"/></w:numPr>')
    body += p("no item", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
    content = read_one(docx(body, word__styles_xml=STYLES)).text.content
    assert content == "= The title =\n\n== One ==\nWords.\n\n=== Two ===\n- a\n- b\n\nno item\n"


def test_words_that_a_docx_does_not_show_are_left_out(read_one):
    body = (
        "<w:p><w:r><w:t>Four </w:t></w:r><w:del><w:r><w:delText>five </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>men</w:t><w:noBreakHyphen/><w:t>at arms</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t> died</w:t></w:r>"
        "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:r><w:tab/><w:t>here</w:t><w:br/><w:t>now</w:t></w:r>"
        "<w:r><w:br w:type='page'/></w:r></w:p>"
    )
    assert read_one(docx(body)).text.content == "Four men-at arms died here\nnow\n"


def test_boxes_tables_and_notes_of_a_docx(read_one):
    box = "<w:txbxContent>" + p("In a box.") + "</w:txbxContent>"
    body = (
        f"<w:p><w:r><w:t>Words.</w:t></w:r><w:r><AlternateContent><Choice>{box}</Choice><Fallback>{box}</Fallback>"
        f"</AlternateContent></w:r></w:p><w:p><w:r><w:pict>{box.replace('In a', 'In an old')}</w:pict></w:r></w:p>"
        f"<w:tbl><w:tr><w:tc>{p('A')}</w:tc><w:tc>{p('B')}{p('C')}</w:tc></w:tr></w:tbl>"
        f"<w:sdt><w:sdtContent>{p('In a control.')}</w:sdtContent></w:sdt>"
    )
    note = f"<w:footnotes {W}><w:footnote w:type='separator'>{p('-')}</w:footnote><w:footnote>{p('Courier; p. 3')}\
</w:footnote></w:footnotes>"
    source = read_one(docx(body, word__footnotes_xml=note))
    assert source.text.content == "Words.\n\nIn a box.\n\nIn an old box.\n\nA | B, C\n\nIn a control.\n"
    assert source.acquisition.cites == ("Courier, p. 3",)


def test_parts_of_an_odt(read_one):
    body = (
        "<text:sequence-decls/><text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
        "<text:p text:style-name='P1'>The title</text:p><text:h text:outline-level='1'>One</text:h>"
        "<text:p>Four<text:s text:c='3'/>men<text:tab/>died<text:line-break/>here<text:note><text:note-citation>1"
        "</text:note-citation><text:note-body><text:p>Courier; p. 3</text:p></text:note-body></text:note>."
        "<office:annotation><text:p>a remark</text:p></office:annotation></text:p>"
        "<text:list><text:list-item><text:p>a</text:p><text:p>more of a</text:p></text:list-item>"
        "<text:list-item><text:p>b</text:p></text:list-item></text:list>"
        "<text:section><text:p>Framed:<drawing:frame><drawing:text-box><text:p>In a box.</text:p></drawing:text-box>"
        "</drawing:frame></text:p></text:section>"
        "<table:table><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell>"
        "<table:table-cell><text:p>B</text:p></table:table-cell></table:table-row></table:table>"
    )
    styles = f"<office:document-styles {OFFICE}><style:style style:name='P1' style:parent-style-name='Title'/>\
</office:document-styles>"
    source = read_one(odt(body, styles_xml=styles))
    assert source.text.content == (
        "= The title =\n\n== One ==\nFour men died\nhere.\n\n- a\n\nmore of a\n\n- b\n\nFramed:\n\nIn a box.\n\nA | B\n"
    )
    assert source.acquisition.cites == ("Courier, p. 3",)


@pytest.mark.parametrize("make", [docx, odt])
def test_the_title_of_its_properties_counts_where_it_shows_none(read_one, make):
    properties = (
        "<p xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>Mine</dc:title><dc:language>en-GB</dc:language></p>"
    )
    inner = "docProps__core_xml" if make is docx else "meta_xml"
    body = p("Words.") if make is docx else "<text:p>Words.</text:p>"
    assert read_one(make(body, **{inner: properties})).text.title == "Mine"


LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


@pytest.mark.parametrize(
    ("payload", "error"),
    [
        pytest.param(docx(""), ReportEmpty, id="empty docx"),
        pytest.param(odt(""), ReportEmpty, id="empty odt"),
        pytest.param(docx("<w:p>"), ReportMalformed, id="docx cut off"),
        pytest.param(odt("<text:p>"), ReportMalformed, id="odt cut off"),
        pytest.param(docx("<w:p>" * 5000 + "</w:p>" * 5000), ReportError, id="deep docx"),
        pytest.param(odt("<text:span>" * 5000 + "</text:span>" * 5000), ReportError, id="deep odt"),
        pytest.param(docx("<w:p>&j;</w:p>").replace(b"PK\x03\x04", b"PK\x03\x04", 1)[:-30], ReportError, id="cut zip"),
        pytest.param(pack(word__document_xml=LAUGHS + "<d>&j;</d>"), ReportMalformed, id="laughs in docx"),
        pytest.param(pack(mimetype=ODT, content_xml=LAUGHS + "<d>&j;</d>"), ReportMalformed, id="laughs in odt"),
        pytest.param(f'<office:document {OFFICE} office:mimetype="{ODT}"><a>'.encode(), ReportError, id="cut fodt"),
        pytest.param(
            odt("<text:p>x</text:p>", **{"META-INF__manifest_xml": "<m><encryption-data/></m>"}),
            ReportMalformed,
            id="encrypted odt",
        ),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"E" * 600, ReportError, id="encrypted docx, or .doc"),
        pytest.param(docx("<w:p/>", word__styles_xml=b"\xff\xfe\x00"), ReportMalformed, id="styles broken"),
    ],
)
def test_what_is_refused(payload, error):
    (result,) = read_source("d", payload)
    assert isinstance(result, error)
    assert "\n" not in str(result)


@pytest.mark.parametrize("make", [docx, odt])
def test_a_document_that_unpacks_to_too_much_is_refused(make):
    (error,) = read_source("d", make("<w:p/>" + " " * 30_000_000), Limits(bytes_per_container=10_000_000))
    assert isinstance(error, ReportTooLarge)


def test_a_package_without_a_document_is_refused():
    with pytest.raises(ReportMalformed, match="no body"):
        list(docx_reader.read("d", pack(word__styles_xml=STYLES), (), Limits()))


def test_macros_are_not_looked_at(read_one):
    payload = docx(p("Words."), word__vbaProject_bin=b"\x00" * 500, word__settings_xml="<broken")
    assert read_one(payload).text.content == "Words.\n"
