"""What somebody may do."""

from typing import Literal, get_args

Role = Literal["reader", "coder", "reviewer", "publisher", "admin"]
"""Each may do what the ones before it may.

    reader      see the incidents, the reports and the words
    coder       add reports; accept, correct, reject and add values of a report; comment
    reviewer    decide on incidents: values, grade, stage, which are the same; assign, blur, hold back
    publisher   release, withdraw, overrule a check; files for partners
    admin       accounts, the audit log
"""
ROLES: tuple[Role, ...] = get_args(Role)


def covers(role: Role, other: Role) -> bool:
    """Whether who has `role` may do what needs `other`."""
    return ROLES.index(role) >= ROLES.index(other)
