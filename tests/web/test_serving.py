"""What holds for a site however it is served: accounts are noticed, and threads have connections."""

from anyio.to_thread import current_default_thread_limiter
from fastapi.testclient import TestClient

from gawah.people import By, add_account
from gawah.store.tables import ACCOUNTS
from gawah.web import THREADS, Site, make_app


def test_accounts_need_no_restart_of_one_process_either(store, make_client):
    client = make_client(Site(store, "Amina"))
    assert client.get("/").status_code == 200
    add_account(store, "Amina", "admin", By("root"))
    assert client.get("/", follow_redirects=False).status_code == 303


def test_a_team_stays_one_when_its_last_account_goes_while_it_is_served(store, make_client):
    client = make_client(Site(store, "Amina"))
    add_account(store, "Amina", "admin", By("root"))
    assert client.get("/", follow_redirects=False).status_code == 303
    with store.engine.begin() as connection:
        connection.execute(ACCOUNTS.delete())
    assert client.get("/", follow_redirects=False).status_code == 303


def test_no_thread_waits_for_a_connection_to_the_database(store):
    with TestClient(make_app(Site(store, "Amina")), base_url="http://localhost") as client:
        assert client.portal.call(lambda: current_default_thread_limiter().total_tokens) == THREADS
    pool = store.engine.pool
    assert pool.size() + pool._max_overflow > THREADS
