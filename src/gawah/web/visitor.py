"""Who looks at a page, and what they may do."""

from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from fastapi import Depends, Request

from gawah.review import Reviewer
from gawah.web.language import choose_language
from gawah.web.site import get_site

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

    def may(self, role: Role) -> bool:
        """Whether they may do what needs `role`."""
        return ROLES.index(self.role) >= ROLES.index(role)

    def decide(self, reason: str) -> Reviewer:
        """Return who decides, now, for `reason`."""
        return Reviewer.now(self.name, reason)


def get_visitor(request: Request) -> Visitor:
    """Return who looks: where there are no accounts, whoever started the program."""
    return Visitor(get_site(request).person, "admin", choose_language(request), request.state.token)


VisitorNow = Annotated[Visitor, Depends(get_visitor)]
"""What a page takes to know who looks."""
