"""What holds for every page that links lead to: on a screen and on a phone, in light and dark, in either direction."""

import importlib.util
from pathlib import Path

import pytest

from gawah.web import Site

TOOL = Path(__file__).parents[2] / "tools" / "picture_pages.py"

CUT = """() => [...document.querySelectorAll('main *')].filter(each => {
  const style = getComputedStyle(each);
  return style.overflowX === 'hidden' && style.clipPath === 'none' && each.scrollWidth > each.clientWidth + 1
    && each.clientWidth > 1 && !each.matches('.leaflet-container');  // a map goes on beyond its edges
}).map(each => each.outerHTML.slice(0, 120))"""
OVER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def pictures():
    spec = importlib.util.spec_from_file_location("picture_pages", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("size", "scheme", "language"),
    [("desktop", "light", "en"), ("phone", "dark", "en"), ("desktop", "dark", "fa"), ("phone", "light", "fa")],
)
def test_pages_suit_everybody(store, serve, browser, pictures, size, scheme, language):
    url = serve(Site(store, "Amina"))
    context = open_context(browser, pictures, size, scheme, language)
    tab = context.new_page()
    pages = pictures.find_pages(tab, url)
    assert len(pages) > 3
    wrong = look_at(tab, pages, language)
    context.close()
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize(("size", "scheme", "language"), [("desktop", "light", "en"), ("phone", "dark", "fa")])
def test_pages_of_a_team_suit_everybody(store, serve, browser, pictures, size, scheme, language):
    invitation = pictures.add_people(store)
    url = serve(Site(store, "nobody", team=True))
    context = open_context(browser, pictures, size, scheme, language)
    tab = context.new_page()
    wrong = look_at(tab, pictures.find_entries(url, invitation), language)
    pictures.log_in(tab, url)
    pages = pictures.find_pages(tab, url)
    assert pages.keys() >= set(pictures.OF_A_TEAM)
    wrong += look_at(tab, {name: pages[name] for name in ("first", *pictures.OF_A_TEAM)}, language)
    context.close()
    assert not wrong, "\n" + "\n".join(wrong)


def open_context(browser, pictures, size, scheme, language):
    """Return a window of a size, in colours and a language."""
    width, height = pictures.SIZES[size]
    locale = {"en": "en-GB", "fa": "fa-AF"}[language]
    return browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale=locale, bypass_csp=True
    )  # or axe could not run: the pages let no other script in


def look_at(tab, pages, language):
    """Return what is wrong with pages, by their names."""
    from axe_playwright_python.sync_playwright import Axe

    wrong = []
    for name, address in pages.items():
        tab.goto(address)
        assert tab.get_attribute("html", "lang") == language
        wrong += [f"{name}: {tab.evaluate(OVER)} pixels wider than the screen"] if tab.evaluate(OVER) > 0 else []
        wrong += [f"{name}: cut off: {each}" for each in tab.evaluate(CUT)]
        wrong += [f"{name}: {tab.locator('h1').count()} main headings"] if tab.locator("h1").count() != 1 else []
        for found in Axe().run(tab).response["violations"]:
            if found["impact"] in ("serious", "critical"):
                nodes = "; ".join(node["html"][:160] for node in found["nodes"][:3])
                wrong.append(f"{name}: {found['id']}: {found['help']}: {nodes}")
    return wrong
