"""What holds for every page: who may ask, and what an answer is like."""

from gawah.web import Site


def test_incidents_are_listed(client):
    page = client.get("/")
    assert page.status_code == 200
    assert "Machh" in page.text


def test_an_incident_is_shown(client, merged):
    page = client.get(f"/incidents/{merged}")
    assert page.status_code == 200
    assert "11" in page.text


def test_an_unknown_incident_is_not_found(client):
    page = client.get("/incidents/nothing")
    assert page.status_code == 404
    assert "Not found" in page.text


def test_nothing_is_taken_from_elsewhere(client):
    page = client.get("/")
    assert page.headers["content-security-policy"].startswith("default-src 'self'")
    assert page.headers["cache-control"] == "no-store"
    assert "http://" not in page.text.replace("http://www.w3.org", "")
    assert "https://" not in page.text


def test_other_names_of_this_machine_are_refused(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_a_form_needs_the_token(client):
    assert client.post("/language", data={"language": "en"}).status_code == 403
    assert client.post("/language", data={"language": "en", "token": "x" * 32}).status_code == 403
    assert client.submit("/language", {"language": "en"}).status_code == 303


def test_a_form_of_another_site_is_refused(client):
    asked = client.submit("/language", {"language": "en"}, headers={"origin": "https://evil.example"})
    assert asked.status_code == 403


def test_going_back_never_leads_elsewhere(client):
    asked = client.submit("/language", {"language": "en", "back": "//evil.example/"})
    assert asked.headers["location"] == "/"


def test_a_page_opens_in_a_browser(store, serve, tab):
    tab.goto(serve(Site(store, "Amina")))
    tab.get_by_role("link", name="Machh").first.click()
    assert "Machh" in tab.title()


def test_pages_come_in_a_language_that_is_written_from_right_to_left(client):
    client.submit("/language", {"language": "fa"})
    page = client.get("/")
    assert '<html lang="fa" dir="rtl">' in page.text
    assert "رویدادها" in page.text


def test_a_browser_is_answered_in_its_language(client):
    assert 'lang="fa"' in client.get("/", headers={"accept-language": "fa-AF,fa;q=0.9,en;q=0.5"}).text
    assert 'lang="en"' in client.get("/", headers={"accept-language": "xx"}).text
