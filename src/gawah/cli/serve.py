"""`gawah serve`: the web application, on this machine."""

import getpass
import ipaddress
import socket
import webbrowser
from pathlib import Path
from typing import Annotated, Any

import typer

from gawah.cli.criteria import ScopeOption, take_scope
from gawah.cli.stored import USUAL_DB, DbOption
from gawah.errors import ExtraMissing, UsageError

CertOption = Annotated[
    str | None, typer.Option(metavar="FILE", help="A certificate, to speak https, with those it rests on.")
]
KeyOption = Annotated[str | None, typer.Option(metavar="FILE", help="The certificate's private key.")]


def serve(
    db: DbOption = USUAL_DB,
    host: Annotated[str, typer.Option(metavar="HOST", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="The port; 0 for any that is free.")] = 8470,
    name: Annotated[
        str | None,
        typer.Option("--as", metavar="NAME", envvar="GAWAH_REVIEWER", help="Who decides. [default: your login]"),
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the pages in a browser.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Fetch no URL, whatever is asked.")] = False,
    scope: ScopeOption = None,
    team: Annotated[
        bool, typer.Option("--team", help="Ask people to log in, as is done wherever the store has accounts.")
    ] = False,
    names: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="NAME", help="A name by which browsers call it, as gawah.example.org."),
    ] = None,
    cert: CertOption = None,
    key: KeyOption = None,
    proxy: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="The address of a proxy that speaks https for it, and is believed who asks (X-Forwarded-For, -Proto).",
        ),
    ] = None,
    workers: Annotated[
        int,
        typer.Option(metavar="N", min=1, max=64, help="Processes that serve; more than one is experimental."),
    ] = 1,
    plain_http: Annotated[
        bool,
        typer.Option("--plain-http", help="Serve others without https all the same: passwords can be read underway."),
    ] = False,
) -> None:
    """Open the web application on a store: see, review and publish in the browser. Ctrl-C ends it."""
    try:
        import uvicorn

        from gawah.people import has_accounts, seal_all
        from gawah.web import LOCAL_HOSTS, make_app
        from gawah.web.serving import Opening, serve_in_processes
    except ImportError:
        raise ExtraMissing("gawah serve", "web") from None
    from gawah.codebook import adopted
    from gawah.pipeline import open_store

    for file in filter(None, (cert, key)):
        if not Path(file).is_file():
            raise UsageError(f"{file}: there is no such file; name a certificate and its key in PEM form")
    with open_store(db) as store:
        has_team = has_accounts(store)
        if has_team:
            seal_all(store)
        _check_safety(host, team, has_team, is_private=bool(cert or proxy or plain_http))
        hosts = (*LOCAL_HOSTS, *(names or ()), *([] if _is_anything(host) else [host]))
        overlay = adopted()
        codebook = Path(overlay.path).absolute() if overlay else None
        opening = Opening(db, name or getpass.getuser(), hosts, offline, take_scope(scope), codebook, has_team)
        with _listen(host, port) as listening:
            address = f"http{'s' * bool(cert)}://{host}:{listening.getsockname()[1]}/"
            typer.echo(f"Gawah shows {db} at {address} (Ctrl-C ends it)")
            if open_browser:
                webbrowser.open(address)
            settings: dict[str, Any] = {
                "log_level": "warning",
                "server_header": False,
                "date_header": False,
                "proxy_headers": proxy is not None,
                "forwarded_allow_ips": proxy,
                "ssl_certfile": cert,
                "ssl_keyfile": key,
            }
            if workers > 1:
                serve_in_processes(opening, listening, workers, **settings)
            else:
                uvicorn.Server(uvicorn.Config(make_app(opening.open(store)), **settings)).run([listening])


def _check_safety(host: str, team: bool, has_team: bool, is_private: bool) -> None:
    """Raise UsageError where others could come in without an account, or passwords be read underway."""
    if team and not has_team:
        raise UsageError("--team: the store has no accounts; make the first with `gawah people add NAME --role admin`")
    if _is_local(host):
        return
    if not has_team:
        remedy = "take 127.0.0.1, or make accounts with `gawah people add NAME --role admin`"
        raise UsageError(f"--host {host}: without accounts the pages are for this machine alone; {remedy}")
    if not is_private:
        remedy = "give --cert and --key, or --proxy ADDRESS where a proxy speaks https for it; see docs/web.md"
        raise UsageError(f"--host {host}: without https passwords can be read underway; {remedy}")


def _is_anything(host: str) -> bool:
    """Whether a host stands for all addresses of the machine, and is no name by which anybody calls it."""
    return host in ("", "0.0.0.0", "::")


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError as error:
        problem = f"--port {port}: nothing can listen there ({error.strerror})"
        raise UsageError(f"{problem}; take another, or 0 for any that is free") from None


def _is_local(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
