"""Who looks at a page, and what they may do and see."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from fastapi import Depends, HTTPException, Request

from gawah.review import Reviewer
from gawah.web.language import choose_language

Role = Literal["reader", "coder", "reviewer", "publisher", "admin"]
"""Each may do what the ones before it may."""
ROLES: tuple[Role, ...] = get_args(Role)


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

    def may(self, role: Role) -> bool:
        """Whether they may do what needs `role`."""
        return ROLES.index(self.role) >= ROLES.index(role)

    def decide(self, reason: str) -> Reviewer:
        """Return who decides, now, for `reason`."""
        return Reviewer.now(self.name, reason)


def get_visitor(request: Request) -> Visitor:
    """Return who looks: where there are no accounts, whoever started the program."""
    return Visitor(request.app.state.site.person, "admin", choose_language(request), request.state.token)


VisitorNow = Annotated[Visitor, Depends(get_visitor)]
"""What a page takes to know who looks."""


def needs(role: Role) -> Callable[[Visitor], Visitor]:
    """Return the dependency that gives a visitor who may do what needs `role`, and refuses any other.

    @router.post("/…", dependencies=[Depends(needs("coder"))])
    def decide(visitor: Annotated[Visitor, Depends(needs("coder"))]) -> …
    """

    def require(visitor: VisitorNow) -> Visitor:
        if not visitor.may(role):
            raise HTTPException(403, f"This needs the role of a {role}; yours is that of a {visitor.role}.")
        return visitor

    return require
