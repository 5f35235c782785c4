"""Who looks at a page, and what they may do and see."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from gawah.people import ROLES, By, Role, covers
from gawah.phrases import say
from gawah.review import Reviewer
from gawah.web.language import choose_language

__all__ = ["ROLES", "Role", "Visitor", "VisitorNow", "get_visitor", "needs"]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at a page."""

    name: str
    role: Role
    language: str = "en"
    token: str = ""
    """What a form sends back to show that this site made it."""
    sees_names: bool = True
    """Whether names of persons are shown to them; otherwise the site's store gives pseudonyms (`SiteNow`)."""
    own_only: bool = False
    """Whether they see nothing but their own records; the site's store gives no others (`SiteNow`)."""
    has_account: bool = False
    """Whether they logged in, or use a token; otherwise it is whoever started the program, or nobody yet."""
    address: str = ""
    """From where they look."""

    @property
    def by(self) -> By:
        """Who changes accounts, for the audit log."""
        return By(self.name, self.address)

    def may(self, role: Role) -> bool:
        """Whether they may do what needs `role`."""
        return covers(self.role, role)

    def decide(self, reason: str) -> Reviewer:
        """Return who decides, now, for `reason`."""
        return Reviewer.now(self.name, reason)


def get_visitor(request: Request) -> Visitor:
    """Return who looks: nobody is let to a page unless they were let in (`gawah.web.entry`)."""
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    return visitor or make_guest(request)


def make_guest(request: Request) -> Visitor:
    """Return somebody who has not come in: they may see the page to log in at, and why something did not work."""
    token = getattr(request.state, "token", "")
    return Visitor(
        "", "reader", choose_language(request), token, sees_names=False, own_only=True, address=tell_address(request)
    )


def tell_address(request: Request) -> str:
    """Return the address that a request comes from; behind a proxy that is trusted, the one that it tells."""
    return request.client.host if request.client else "unknown"


VisitorNow = Annotated[Visitor, Depends(get_visitor)]
"""What a page takes to know who looks."""


def needs(role: Role) -> Callable[[Visitor], Visitor]:
    """Return the dependency that gives a visitor who may do what needs `role`, and refuses any other.

    @router.post("/…", dependencies=[Depends(needs("coder"))])
    def decide(visitor: Annotated[Visitor, Depends(needs("coder"))]) -> …
    """

    def require(visitor: VisitorNow) -> Visitor:
        require_role(visitor, role)
        return visitor

    return require


def require_role(visitor: Visitor, role: Role) -> None:
    """Raise HTTPException 403 for a visitor who may not do what needs `role`."""
    if not visitor.may(role):
        raise HTTPException(
            403, say("This needs the role of a {role}; yours is that of a {role2}.", role=role, role2=visitor.role)
        )
