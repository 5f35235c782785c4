"""Going through the rows of a page by keyboard, whatever the page."""

import pytest

from gawah.web import Site

_PAGE = """<!DOCTYPE html><html lang="en"><head><title>Rows</title></head><body>
<details data-keys><summary>Keys</summary><label hidden><input type="checkbox" data-keys-switch> on</label></details>
<p id="pressed"></p>
<section data-row id="one"><button data-key="a" value="one">Accept</button>
<details><summary data-key="c">Correct</summary><input name="first"></details></section>
<section data-row id="two"><button data-key="a" value="two">Accept</button><input data-key="f" name="second"></section>
<button data-key="n" value="next">Next</button>
<script src="/assets/keys.js"></script><script src="/told.js"></script></body></html>"""
_TELL = """for (const b of document.querySelectorAll("button"))
  b.addEventListener("click", () => { document.getElementById("pressed").textContent = b.value; });"""


@pytest.fixture
def rows(store, serve, tab):
    """A page with two rows, open in a browser, in place of the list of incidents."""
    url = serve(Site(store, "Amina"))
    tab.route("**/rows", lambda route: route.fulfill(body=_PAGE, content_type="text/html"))
    tab.route("**/told.js", lambda route: route.fulfill(body=_TELL, content_type="text/javascript"))
    tab.goto(f"{url}/rows")
    return tab


def _focused(tab):
    return tab.evaluate("document.activeElement.id || document.activeElement.name || document.activeElement.value")


def test_j_and_k_go_through_the_rows(rows):
    visited = []
    for key in ("j", "j", "j", "k"):
        rows.keyboard.press(key)
        visited.append(_focused(rows))
    assert visited == ["one", "two", "two", "one"]


def test_a_key_presses_what_is_marked_with_it_in_the_row(rows):
    rows.keyboard.press("j")
    rows.keyboard.press("j")
    rows.keyboard.press("a")
    assert rows.locator("#pressed").inner_text() == "two"


def test_without_a_row_only_what_is_outside_of_rows_is_pressed(rows):
    rows.keyboard.press("a")
    assert rows.locator("#pressed").inner_text() == ""
    rows.keyboard.press("n")
    assert rows.locator("#pressed").inner_text() == "next"


def test_a_fold_opens_at_its_field_and_escape_leaves_it(rows):
    rows.keyboard.press("j")
    rows.keyboard.press("c")
    assert _focused(rows) == "first"
    rows.keyboard.type("jack")
    assert rows.locator("[name=first]").input_value() == "jack"
    rows.keyboard.press("Escape")
    assert _focused(rows) == "one"
    rows.keyboard.press("j")
    rows.keyboard.press("f")
    assert _focused(rows) == "second"


def test_keys_can_be_turned_off_and_stay_off(rows):
    rows.keyboard.press("?")
    rows.locator("[data-keys-switch]").uncheck()
    rows.reload()
    rows.keyboard.press("n")
    assert rows.locator("#pressed").inner_text() == ""
    rows.locator("[data-keys] summary").click()
    rows.locator("[data-keys-switch]").check()
    rows.locator("summary").first.focus()
    rows.keyboard.press("n")
    assert rows.locator("#pressed").inner_text() == "next"


def test_the_row_that_the_address_names_has_the_focus(rows):
    rows.goto(rows.url + "#two")
    rows.reload()
    assert _focused(rows) == "two"
