"""The whole way by keyboard alone: reports that disagree come in, are corrected, merged, split, merged, released."""

from gawah.review import list_decisions
from gawah.web import Site

REPORTS = (
    "FICTION\n\nPublished: 5 March 2031\n\nGunmen shot dead nine shepherds near Quetta, Pakistan, on 4 March 2031,"
    " police said. The Valley Column claimed responsibility.",
    "FICTION\n\nPublished: 6 March 2031\n\nEleven shepherds were shot dead by gunmen near Quetta, Pakistan, on"
    " 4 March 2031, a hospital said. Elders began a sit-in.",
    "FICTION\n\nPublished: 20 April 2031\n\nResidents of Ziarat, Pakistan, said that ten shepherds were shot dead by"
    " gunmen near Loralai on 9 April 2031.",
)


class Hands:
    """Somebody with a keyboard and no pointer."""

    def __init__(self, tab, url):
        self.tab, self.url, self.press = tab, url, tab.keyboard.press

    def reach(self, selector, words=""):
        """Press Tab until what is looked for has the focus."""
        for _ in range(400):
            self.press("Tab")
            found = self.tab.evaluate(
                "([selector, words]) => document.activeElement.matches(selector)"
                " && (document.activeElement.innerText ?? '').includes(words)",
                [selector, words],
            )
            if found:
                return
        raise AssertionError(f"no way to {selector} {words} by keyboard on {self.tab.url}")

    def go(self, selector, words=""):
        """Reach a link or a button and press it; wait for the page behind it."""
        self.reach(selector, words)
        with self.tab.expect_navigation():
            self.press("Enter")

    def write(self, selector, words):
        """Reach a field and write in it."""
        self.reach(selector)
        self.tab.keyboard.type(words)

    def send(self):
        """Send the form that a field is of; wait for the page behind it."""
        with self.tab.expect_navigation():
            self.press("Enter")

    def open(self, path):
        """Type an address."""
        self.tab.goto(self.url + path)

    def row(self, selector):
        """Go through the rows to one."""
        for _ in range(80):
            self.press("j")
            if self.tab.evaluate("s => !!document.activeElement.closest(s)", selector):
                return
        raise AssertionError(f"no row {selector} on {self.tab.url}")


def find_all(store):
    return {
        one.incident.id: one for one in store.find(limit=500).incidents if (one.incident.date.edtf or "")[:4] == "2031"
    }


def test_three_reports_are_brought_to_a_dossier_by_keyboard_alone(store, serve, tab):
    hands = Hands(tab, serve(Site(store, "Amina")))
    hands.open("/")
    for text in REPORTS:
        hands.go("nav a", "Add")
        hands.write("textarea[name=text]", text)
        hands.go("main button", "Add")
        tab.get_by_text("done").first.wait_for(timeout=90_000)
    assert sorted(one.reports for one in find_all(store).values()) == [1, 2]
    (apart,) = (id_ for id_, one in find_all(store).items() if one.reports == 1)
    (joined,) = (id_ for id_, one in find_all(store).items() if one.reports == 2)

    # from the list to the incident, to a report of it; a value is corrected by the words that prove it
    hands.open("/?text=shepherds")
    hands.go(f"a[href='/incidents/{joined}']")
    hands.go("a[href^='/reports/']")
    for _ in range(60):
        hands.press("j")
        row = tab.locator("[data-row][aria-current]")
        if row.locator(".name").inner_text() == "Killed":
            break
    hands.press("c")
    tab.keyboard.type("12")
    hands.press("Alt+s")
    hands.press("ArrowRight")
    hands.press("Shift+ArrowRight")
    hands.press("Enter")
    hands.press("Enter")
    tab.locator("[data-row][aria-current] .was").wait_for()
    assert store.find_incident(joined).incident.killed.best == 12

    # the third report is of the same after all; no; yes
    hands.open(f"/incidents/{joined}")
    hands.reach("summary", "the same as another")
    hands.press("Enter")
    hands.write("input[name=other]", apart)
    hands.send()
    with tab.expect_navigation():
        hands.press("s")
    assert [one.reports for one in find_all(store).values()] == [3]
    hands.reach("input[type=checkbox][name=report]")
    hands.press("Space")
    hands.write("#split input[name=reason]", "they tell of another town")
    hands.send()
    assert len(find_all(store)) == 2
    one, other = find_all(store)
    hands.open(f"/pairs/{one}~{other}")
    with tab.expect_navigation():
        hands.press("s")
    (whole,) = find_all(store)
    assert len(list_decisions(store)) >= 4

    # released, and the dossier opened
    hands.open(f"/incidents/{whole}")
    hands.go("a", "Release and files")
    hands.write("form[action$='/release'] input[name=reason]", "three reports and a reviewer")
    hands.send()
    assert store.find_incident(whole).incident.workflow == "released"
    hands.reach("a[href*='/dossier.html']", "HTML")
    with tab.expect_download() as kept:
        hands.press("Enter")
    dossier = kept.value.path().read_text(encoding="utf-8")
    assert "12" in dossier
    assert "Dossier of a documented incident" in dossier


def test_a_conflict_of_two_people_is_shown(store, serve, browser, merged):
    urls = [serve(Site(store, name)) for name in ("Amina", "Zainab")]
    contexts = [browser.new_context() for _ in range(2)]
    first, second = (context.new_page() for context in contexts)
    for tab, url in zip((first, second), urls, strict=True):
        tab.goto(f"{url}/incidents/{merged}")
    for tab, url, number in ((first, urls[0], "12"), (second, urls[1], "13")):
        Hands(tab, url).row("#row-killed")
        tab.keyboard.press("c")
        tab.keyboard.type(number)
        tab.keyboard.press("Tab")
        tab.keyboard.type("a list of names")
        with tab.expect_navigation():
            tab.keyboard.press("Enter")
    assert second.get_by_text("Somebody else decided meanwhile").count()
    assert store.find_incident(merged).incident.killed.best == 12
    for context in contexts:
        context.close()
