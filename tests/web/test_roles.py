"""Who may ask for what: each route with the role that it needs. A route that does not stand here fails."""

import pytest
from starlette.testclient import TestClient

from gawah.people import ROLES, By, add_account, make_token
from gawah.web import Site, make_app
from gawah.web.api import decisions, incidents, project, reports
from gawah.web.pages import ROUTERS

OPEN = """
GET /log-in
POST /log-in
POST /log-out
GET /invitations/{shown}
POST /invitations/{shown}
POST /language
"""
"""For whoever asks."""
HOLDER = """
GET /account
POST /account/password
POST /account/codes/show
POST /account/codes
POST /account/codes/off
POST /account/tokens
POST /account/tokens/end
POST /account/sessions/end
"""
"""For whoever has logged in, and no program with a token."""
NEEDED = {
    "reader": """
        GET /
        GET /explore
        GET /explore/map.json
        GET /explore/map.svg
        GET /explore/outlines.json
        GET /explore/numbers.csv
        GET /download
        GET /incidents/{id_}
        GET /incidents/{id_}/release
        GET /incidents/{id_}/dossier.{format_}
        GET /incidents/{id_}/export/{format_}
        GET /pairs
        GET /queue
        GET /queue/next
        GET /pairs/{one}~{other}
        GET /incidents/{id_}/attachments
        GET /incidents/{id_}/attachments/{attachment}/file
        GET /lists
        GET /reports
        GET /reports/{id_}
        GET /agreement
        GET /api/incidents
        GET /api/incidents/count
        GET /api/stats
        GET /api/facets/{facet}
        GET /api/incidents/{id_}
        GET /api/incidents/{id_}/disagreements
        GET /api/incidents/{id_}/history
        GET /api/reports/{id_}
        GET /api/reports/{id_}/text
        GET /api/decisions
        GET /api/me
        GET /api/head
        GET /api/lists
        GET /api/codebook
        GET /api/schema
        GET /api/export/{format_}
    """,
    "coder": """
        GET /add
        POST /add
        GET /add/{id_}
        POST /add/{id_}/columns
        POST /add/{id_}/stop
        POST /add/{id_}/again
        POST /add/{id_}/forget
        POST /incidents/{id_}/comment
        POST /incidents/{id_}/attachments
        POST /incidents/{id_}/attachments/{attachment}/shows
        POST /incidents/{id_}/attachments/{attachment}/detach
        POST /lists
        POST /lists/forget
        POST /reports/{id_}/add
        POST /reports/{id_}/decide
        POST /reports/{id_}/undo
        GET /reports/{id_}/blind
        POST /reports/{id_}/blind/add
        POST /reports/{id_}/blind/undo
        POST /reports/{id_}/blind/done
        POST /api/reports
        GET /api/jobs/{id_}
        POST /api/incidents/{id_}/added
        POST /api/incidents/{id_}/comments
        POST /api/answers
        PUT /api/lists/{name}
        DELETE /api/lists/{name}
    """,
    "reviewer": """
        GET /incidents/{id_}/attachments/{attachment}/original
        POST /pairs/{one}~{other}
        POST /pairs/{one}~{other}/undo
        POST /incidents/{id_}/blur
        POST /incidents/{id_}/hold
        POST /incidents/{id_}/values
        POST /incidents/{id_}/undo
        POST /incidents/{id_}/stage
        POST /incidents/{id_}/grade
        POST /incidents/{id_}/assign
        POST /incidents/{id_}/split
        POST /incidents/{id_}/part-of
        POST /incidents/{id_}/answers
        POST /api/incidents/{id_}/values
        POST /api/incidents/{id_}/split
        POST /api/incidents/{id_}/stage
        POST /api/incidents/{id_}/grade
        POST /api/incidents/{id_}/assignment
        POST /api/pairs
        POST /api/decisions/{id_}/undo
        GET /api/inbox
    """,
    "publisher": """
        POST /incidents/{id_}/attachments/{attachment}/stands
        POST /incidents/{id_}/release
        POST /incidents/{id_}/withdraw
        POST /incidents/{id_}/override
        POST /api/incidents/{id_}/release
    """,
    "admin": """
        GET /people
        POST /people
        POST /people/invite
        POST /people/role
        POST /people/lock
        POST /people/codes-off
        GET /people/audit
    """,
}


def list_lines(text):
    return [line.strip() for line in text.strip().splitlines()]


def list_routes():
    """Return every route of the site."""
    parts = [("", router) for router in ROUTERS]
    parts += [("/api", part.router) for part in (incidents, reports, decisions, project)]
    return {
        f"{method} {before}{route.path}"
        for before, router in parts
        for route in router.routes
        for method in route.methods
    }


def test_every_route_says_whom_it_is_for():
    told = [line for text in (OPEN, HOLDER, *NEEDED.values()) for line in list_lines(text)]
    assert len(told) == len(set(told))
    assert list_routes() - set(told) == set(), "a new route: say here which role it needs"
    assert set(told) - list_routes() == set()


@pytest.fixture(scope="module")
def clients(examples_db, tmp_path_factory):
    """A program of each role."""
    from gawah.pipeline import open_store

    path = tmp_path_factory.mktemp("roles") / "gawah.db"
    path.write_bytes(examples_db.read_bytes())
    with open_store(str(path)) as store:
        app = make_app(Site(store, "nobody", team=True, offline=True))
        app.state.worker.wake = lambda: None
        made = {"": TestClient(app, base_url="http://localhost")}
        for role in ROLES:
            add_account(store, f"a {role}", role, By("root"))
            shown = {"authorization": f"Bearer {make_token(store, f'a {role}', 'test', By('root'))}"}
            made[role] = TestClient(app, base_url="http://localhost", headers=shown)
        yield made


TOKEN = "x" * 32


def ask(client, line):
    """Ask for a route, for nothing that is there."""
    method, path = line.split()
    for name in ("{id_}", "{shown}", "{facet}", "{format_}", "{name}", "{attachment}", "{one}", "{other}"):
        path = path.replace(name, "nothing")
    sent = {"json": {}} if path.startswith("/api") and method != "GET" else {}
    if method == "POST" and not sent:
        sent = {"data": {"token": TOKEN}, "headers": {"cookie": f"gawah_token={TOKEN}"}}
    client.cookies.clear()
    return client.request(method, path, follow_redirects=False, **sent)


@pytest.mark.parametrize(("needed", "line"), [(role, line) for role in NEEDED for line in list_lines(NEEDED[role])])
def test_a_role_may_do_what_it_may_and_nothing_more(clients, needed, line):
    stranger = ask(clients[""], line)
    assert stranger.status_code == 401 or stranger.headers["location"].startswith("/log-in")
    for role in ROLES:
        answer = ask(clients[role], line)
        if ROLES.index(role) < ROLES.index(needed):
            assert answer.status_code == 403, role
        else:
            assert answer.status_code not in (401, 403), (role, answer.text)
            assert answer.status_code < 500, (role, answer.text)
            assert "/log-in" not in answer.headers.get("location", "")


@pytest.mark.parametrize("line", list_lines(HOLDER))
def test_a_token_does_not_open_its_owners_account(clients, line):
    assert ask(clients["admin"], line).status_code == 403
