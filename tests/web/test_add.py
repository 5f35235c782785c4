"""Adding reports: sent as files, text or addresses, watched, stopped, taken up again."""

import time
from dataclasses import replace

import pytest
from fastapi import Request

from gawah.intake import find_job, list_jobs
from gawah.store import Criteria
from gawah.web import Site
from gawah.web.visitor import get_visitor

BOMB = "FICTION\n\nA bomb killed 4 people at a market in Quetta on 3 May 2019, the police said.\n"


def finish(store, location):
    """Wait until a job is at its end, and return it."""
    id_, end = location.rpartition("/")[2], time.monotonic() + 60
    while find_job(store, id_).is_open:
        assert time.monotonic() < end
        time.sleep(0.05)
    return find_job(store, id_)


def send(client, files=(), **data):
    return client.submit("/add", data, files=[("files", (name, content)) for name, content in files] or None)


def test_files_are_read_while_they_are_watched(client, store):
    before = store.count()
    answer = send(client, [("quetta.txt", BOMB.encode()), ("b.bin", b"\x00\x01" * 40)], publisher="The Wire")
    assert answer.status_code == 303
    job = finish(store, answer.headers["location"])
    assert (job.state, job.told.added, job.told.failed, job.by) == ("done", 1, 1, "Amina")
    assert store.count() == before + 1
    page = client.get(answer.headers["location"])
    assert f'href="/incidents/{job.told.found[0][0]}"' in page.text
    assert "b.bin" in page.text
    assert job.id in client.get("/add").text


def test_a_text_is_pasted(client, store):
    answer = send(client, text=BOMB, published="2019-05-04", country="Pakistan")
    job = finish(store, answer.headers["location"])
    assert job.told.added == 1
    assert job.wanted.given == {"published": "2019-05-04", "country": "Pakistan"}


def test_what_was_added_before_is_told(client, store):
    for _ in range(2):
        answer = send(client, [("q.txt", BOMB.encode())])
        job = finish(store, answer.headers["location"])
    assert (job.told.added, job.told.known) == (0, 1)
    assert "there already" in client.get(answer.headers["location"]).text


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"text": "  "},
        {"text": "x", "published": "soon"},
        {"text": "x", "format": "made up"},
        {"urls": "file:///etc/passwd"},
        {"urls": "javascript:alert(1)"},
        {"urls": "\n".join(["https://a.example"] * 51)},
    ],
)
def test_what_cannot_be_added_is_refused(client, store, data):
    assert send(client, **data).status_code == 422
    assert list_jobs(store) == []


def test_offline_no_address_is_taken(store, make_client):
    client = make_client(Site(store, "Amina", offline=True))
    assert send(client, urls="https://news.example/").status_code == 422
    assert "disabled" in client.get("/add").text


def test_a_browser_without_a_file_sends_an_empty_one(client, store):
    parts = [f'name="token"\r\n\r\n{client.token()}', 'name="files"; filename=""\r\n\r\n', f'name="text"\r\n\r\n{BOMB}']
    body = "".join(f"--b\r\nContent-Disposition: form-data; {part}\r\n" for part in parts) + "--b--\r\n"
    kind = {"content-type": "multipart/form-data; boundary=b"}
    answer = client.post("/add", content=body.encode(), headers=kind, follow_redirects=False)
    assert finish(store, answer.headers["location"]).told.added == 1


def test_a_table_is_read_once_a_person_agrees(client, store):
    table = b"id,date,place,country,killed\nT-1,2031-05-03,Quetta,Pakistan,4\n"
    answer = send(client, [("mine.csv", table)], format="own")
    where = answer.headers["location"]
    job = finish(store, where)
    assert job.state == "asking"
    assert "Agree" in client.get(where).text
    wrong = client.submit(f"{where}/columns", {"list:mine.csv": "name: 1"})
    assert wrong.status_code == 422
    right = client.submit(f"{where}/columns", {"list:mine.csv": job.told.tables[0]["list"]})
    assert right.status_code == 303
    assert finish(store, where).told.added == 1
    assert store.count(Criteria(since="2031")) == 1


def test_a_job_is_stopped_read_again_and_forgotten(client, store, monkeypatch):
    monkeypatch.setattr(client.app.state.worker, "wake", lambda: None)
    where = send(client, text=BOMB).headers["location"]
    assert "Stop" in client.get(where).text
    client.submit(f"{where}/stop")
    assert "Read it again" in client.get(where).text
    client.submit(f"{where}/again")
    client.submit(f"{where}/stop")
    client.submit(f"{where}/forget")
    assert client.get(where).status_code == 404
    assert client.get("/add/unknown").status_code == 404


def test_a_restart_takes_up_what_was_left(client, store, make_client, monkeypatch):
    monkeypatch.setattr(client.app.state.worker, "wake", lambda: None)
    where = send(client, text=BOMB).headers["location"]
    make_client(Site(store, "Amina"))
    assert finish(store, where).told.added == 1


def test_a_reader_adds_nothing(client):
    def be_a_reader(request: Request):
        return replace(get_visitor(request), role="reader")

    client.app.dependency_overrides[get_visitor] = be_a_reader
    assert client.get("/add").status_code == 403
    assert send(client, text=BOMB).status_code == 403


def test_who_sees_only_their_own_sees_no_jobs_of_others(client, store, monkeypatch):
    monkeypatch.setattr(client.app.state.worker, "wake", lambda: None)
    where = send(client, text=BOMB).headers["location"]

    def be_another(request: Request):
        return replace(get_visitor(request), name="Bilal", role="coder", own_only=True)

    client.app.dependency_overrides[get_visitor] = be_another
    assert client.get(where).status_code == 404
    assert where not in client.get("/add").text


def test_reading_is_watched_in_a_browser(store, serve, tab, tmp_path):
    path = tmp_path / "quetta.txt"
    path.write_text(BOMB)
    tab.goto(serve(Site(store, "Amina")) + "/add")
    tab.get_by_label("Choose files").set_input_files(path)
    tab.get_by_text("quetta.txt").wait_for()
    tab.get_by_role("button", name="Add", exact=True).click()
    tab.get_by_role("heading", name="What was added").wait_for()
    tab.reload()
    tab.get_by_role("link", name="Bombing in Quetta").click()
    tab.wait_for_url("**/incidents/*")
