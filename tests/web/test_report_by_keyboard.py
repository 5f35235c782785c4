"""A report reviewed in a browser: words and values light each other, and keys and selected words decide."""

import pytest

from gawah.model import Review
from gawah.pipeline import add
from gawah.review import open_report
from gawah.web import Site

BOMB = (
    "FICTION\n\nA bomb 💣💣 killed at least nine people at a market in Quetta on 7 March 2017, shopkeepers said. 👨‍👩‍👧"
    " The health ministry said that eleven people were killed.\n\nTwelve were hurt, nurses said."
)
DARI = "داستان ساختگی\n\nروز سه‌شنبه ۷ نفر در بازار تارسک کُشته شدند. 😢 مردم گفتند که مردان مسلح آمدند."


@pytest.fixture
def open_tab(store, serve, tab, tmp_path):
    """Opens a report in the browser; returns its id."""
    url = serve(Site(store, "Amina"))

    def start(text):
        path = tmp_path / "one.txt"
        path.write_text(text, encoding="utf-8")
        (added,) = list(add(store, path))
        id_ = added.reading.source.report.id.removeprefix("sha256:")
        tab.goto(f"{url}/reports/{id_}")
        return id_

    return start


def go_to(tab, name, words):
    """Go through the rows by keyboard until the one of a value has the focus."""
    for _ in range(60):
        tab.keyboard.press("j")
        row = tab.locator("[data-row][aria-current]")
        if row.locator(".name").inner_text() == name and words in row.locator(".word").inner_text():
            return row
    raise AssertionError(f"there is no row {name} {words}")


def select(tab, quote):
    """Select words in the text, as a pointer does: from the first letter to the last, whatever pieces they stand in."""
    tab.evaluate(
        """quote => {
          const walker = document.createTreeWalker(document.getElementById("words"), NodeFilter.SHOW_TEXT);
          let text = ""; const nodes = [];
          for (let n = walker.nextNode(); n; n = walker.nextNode())
            if (n.parentElement.closest("[data-start]")) { nodes.push([n, text.length]); text += n.data; }
          const at = text.indexOf(quote), end = at + quote.length;
          if (at < 0) throw new Error("not there: " + quote);
          const find = (p, isEnd) => nodes.filter(([n, b]) => isEnd ? b < p : b <= p).at(-1);
          const range = document.createRange(), [one, a] = find(at, false), [other, b] = find(end, true);
          range.setStart(one, at - a); range.setEnd(other, end - b);
          const selection = getSelection(); selection.removeAllRanges(); selection.addRange(range);
        }""",
        quote,
    )
    tab.wait_for_function("!document.getElementById('selected').hidden")


def lit(tab):
    """Return the words that are lit."""
    return "".join(tab.locator(".said.lit").all_inner_texts())


def test_a_value_lights_its_words_and_words_light_their_values(open_tab, tab):
    open_tab(BOMB)
    row = go_to(tab, "Killed", "11")
    assert "eleven people were killed" in lit(tab)
    assert "nine" not in lit(tab)
    tab.locator(".said", has_text="nine people").first.hover()
    rows = tab.locator(".value.lit .word").all_inner_texts()
    assert "at least 9" in rows
    assert "11" not in rows
    row.locator("a.quote").focus()
    assert "eleven people were killed" in lit(tab)


def test_a_value_is_accepted_rejected_and_undone_by_keyboard(open_tab, tab, store):
    open_tab(BOMB)
    go_to(tab, "Killed", "11")
    tab.keyboard.press("a")
    tab.locator("[data-row][aria-current] .decision").wait_for()
    assert [r.verdict for r in store.read(Review)] == ["accept"]
    assert tab.evaluate("document.activeElement.matches('[data-row]')")  # the keys go on from there
    go_to(tab, "Injured", "12")
    tab.keyboard.press("x")
    tab.keyboard.type("said of another incident")
    tab.keyboard.press("Enter")
    tab.locator("[data-row][aria-current].rejected").wait_for()
    assert store.read(Review)[-1].reason == "said of another incident"
    tab.keyboard.press("u")
    tab.locator("[data-row][aria-current]:not(.rejected)").wait_for()
    assert store.read(Review)[-1].undoes


def test_undo_without_a_row_takes_back_the_last_decision(open_tab, tab, store):
    open_tab(BOMB)
    go_to(tab, "Killed", "11")
    tab.keyboard.press("a")
    tab.locator(".decision").wait_for()
    tab.get_by_role("button", name="Undo my last decision").click()
    tab.locator(".decision").wait_for(state="detached")
    assert store.read(Review)[-1].undoes


@pytest.mark.parametrize("quote", ["💣 killed at least nine", "👨‍👩‍👧 The health ministry", "killed.\n\nTwelve were"])
def test_a_value_is_corrected_by_selecting_words(open_tab, tab, store, quote):
    id_ = open_tab(BOMB)
    go_to(tab, "Killed", "11")
    tab.keyboard.press("c")
    select(tab, quote.replace("\n\n", ""))
    tab.locator("[data-row][aria-current] [name=value]").fill("10-12")
    tab.keyboard.press("Enter")
    tab.locator("[data-row][aria-current] .was").wait_for()
    (stated,) = [s for s in open_report(store, id_).list_stated() if s.was is not None]
    (found,) = stated.quotes
    assert (found.start, found.words) == (BOMB.index(quote), quote)
    assert (stated.value["low"], stated.value["high"]) == (10, 12)
    assert "11" in tab.locator("[data-row][aria-current] .was").inner_text()


def test_words_are_selected_by_the_arrow_keys(open_tab, tab, store):
    id_ = open_tab(BOMB)
    row = go_to(tab, "Killed", "11")
    tab.keyboard.press("c")
    tab.keyboard.type("12")
    tab.keyboard.press("Alt+s")
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Shift+ArrowRight")
    tab.keyboard.press("Enter")
    chosen = row.locator("textarea").input_value()
    assert len(chosen.split()) == 2
    assert chosen in BOMB
    assert tab.evaluate("document.activeElement.name") == "value"
    tab.keyboard.press("Enter")
    tab.locator("[data-row][aria-current] .was").wait_for()
    (stated,) = [s for s in open_report(store, id_).list_stated() if s.was is not None]
    assert [q.words for q in stated.quotes] == [chosen]


def test_what_was_missed_is_added_by_selecting_words_right_to_left(open_tab, tab, store):
    id_ = open_tab(DARI)
    quote = "کُشته شدند. 😢 مردم"
    tab.keyboard.press("n")
    select(tab, quote)
    tab.locator("#add select[name=add]").select_option("killed")
    tab.locator("#adding [name=field][value=killed]").wait_for(state="attached")
    assert tab.locator("#adding textarea").input_value() == quote  # it stays when another field is chosen
    tab.locator("#adding [name=value]").fill("7")
    tab.keyboard.press("Enter")
    tab.locator("[data-row]").first.wait_for()
    (event,) = open_report(store, id_).incidents
    (stated,) = event.stated
    assert [(q.start, q.words) for q in stated.quotes] == [(DARI.index(quote), quote)]
    assert store.find_incident(event.incident.id).incident.killed.best == 7


def test_what_cannot_be_taken_is_told_where_one_is(open_tab, tab, store):
    open_tab(BOMB)
    row = go_to(tab, "Killed", "11")
    tab.keyboard.press("c")
    row.locator("[name=value]").fill("12")
    row.locator("textarea").fill("nobody said this")
    with tab.expect_response("**/decide") as answer:
        tab.keyboard.press("Shift+Tab")
        row.get_by_role("button", name="Save the correction").click()
    assert answer.value.status == 409
    tab.get_by_role("alert").wait_for()
    assert store.read(Review) == []


def test_without_scripts_the_page_does_the_same(store, serve, browser, tmp_path):
    path = tmp_path / "one.txt"
    path.write_text(BOMB, encoding="utf-8")
    (added,) = list(add(store, path))
    id_ = added.reading.source.report.id.removeprefix("sha256:")
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{serve(Site(store, 'Amina'))}/reports/{id_}")
    row = tab.locator("[data-row]", has=tab.locator(".word", has_text="at least 9")).first
    row.locator("summary", has_text="Correct").click()
    row.locator("[name=value]").fill("10")
    row.locator("textarea").fill("nine people")
    row.get_by_role("button", name="Save the correction").click()
    assert "#v" in tab.url
    assert [r.proof[0].start for r in store.read(Review)] == [BOMB.index("nine people")]
    row.locator("a.quote").first.click()
    assert "#t" in tab.url
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_page_suits_everybody(store, serve, browser, tmp_path, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    url = serve(Site(store, "Amina"))
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme, bypass_csp=True)
    tab = context.new_page()
    for number, text in enumerate((BOMB, DARI)):
        path = tmp_path / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        (added,) = list(add(store, path))
        tab.goto(f"{url}/reports/{added.reading.source.report.id[7:]}?add=victims")
        tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        found = Axe().run(tab).response["violations"]
        assert not [f for f in found if f["impact"] in ("serious", "critical")], found
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_the_speaker_is_corrected_by_keyboard(tab, store, open_tab):
    id_ = open_tab(BOMB)
    go_to(tab, "Killed", "11")
    tab.keyboard.press("c")
    form = tab.locator("[data-row][aria-current] details[open] form")
    assert form.locator("[name=value]").input_value() == "11"
    form.locator("[name=speaker]").focus()
    tab.keyboard.press("Control+A")
    tab.keyboard.type("a nurse")
    tab.keyboard.press("Enter")
    tab.get_by_text("according to a nurse").first.wait_for()
    assert any(s.voice.speaker == "a nurse" for s in open_report(store, id_).list_stated())


def test_selected_words_fill_in_the_value_until_somebody_writes_one(tab, open_tab):
    open_tab(BOMB)
    tab.keyboard.press("n")
    tab.locator("#add select[name=add]").select_option("injured")
    tab.locator("#adding [name=field][value=injured]").wait_for(state="attached")
    select(tab, "Twelve were hurt")
    for _ in range(100):
        if tab.locator("#adding [name=value]").input_value() == "12":
            break
        tab.wait_for_timeout(100)
    assert tab.locator("#adding [name=value]").input_value() == "12"
    tab.locator("#adding [name=value]").fill("13")
    select(tab, "nine people")
    tab.wait_for_timeout(800)
    assert tab.locator("#adding [name=value]").input_value() == "13"
