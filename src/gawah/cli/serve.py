"""`gawah serve`: the web application, on this machine."""

import getpass
import ipaddress
import socket
import webbrowser
from typing import Annotated

import typer

from gawah.cli.criteria import ScopeOption, take_scope
from gawah.cli.stored import USUAL_DB, DbOption
from gawah.errors import ExtraMissing, UsageError


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
) -> None:
    """Open the web application on a store: see, review and publish in the browser. Ctrl-C ends it."""
    try:
        import uvicorn

        from gawah.web import Site, make_app
    except ImportError:
        raise ExtraMissing("gawah serve", "web") from None
    from gawah.pipeline import open_store

    if not _is_local(host):
        raise UsageError(f"--host {host}: without accounts the pages are for this machine alone; take 127.0.0.1")
    with open_store(db) as store:
        app = make_app(Site(store, name or getpass.getuser(), offline=offline, scope=take_scope(scope)))
        with _listen(host, port) as listening:
            address = f"http://{host}:{listening.getsockname()[1]}/"
            typer.echo(f"Gawah shows {db} at {address} (Ctrl-C ends it)")
            if open_browser:
                webbrowser.open(address)
            config = uvicorn.Config(app, log_level="warning", server_header=False, date_header=False)
            uvicorn.Server(config).run([listening])


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
