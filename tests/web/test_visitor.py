"""What a visitor may do."""

import pytest
from fastapi import HTTPException

from gawah.web.visitor import ROLES, Visitor, needs


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_what_lower_ones_may_and_no_more(role):
    for other in ROLES:
        assert Visitor("Amina", role).may(other) == (ROLES.index(other) <= ROLES.index(role))


def test_who_may_not_is_refused():
    coder = Visitor("Amina", "coder")
    assert needs("coder")(coder) is coder
    with pytest.raises(HTTPException) as refused:
        needs("reviewer")(coder)
    assert refused.value.status_code == 403
