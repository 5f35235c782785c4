"""What somebody may do."""

from typing import Literal, get_args

Role = Literal["reader", "coder", "reviewer", "publisher", "admin"]
"""Each may do what the ones before it may.

    reader      see the incidents, the reports and the words
    coder       add reports; accept, correct, reject and add values; say which incidents are the same
    reviewer    grade, move through the workflow, review a second time, assign
    publisher   release, decide which names may be told, export
    admin       accounts, the audit log, erasing a report
"""
ROLES: tuple[Role, ...] = get_args(Role)


def covers(role: Role, other: Role) -> bool:
    """Whether who has `role` may do what needs `other`."""
    return ROLES.index(role) >= ROLES.index(other)
