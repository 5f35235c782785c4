"""The people who work on a store: accounts with roles, how they come in, what they did.

    add_account(store, "Amina", "admin", By("root"))
    set_password(store, "Amina", "correct horse battery staple", By("root"))
    key = log_in(store, "amina", "correct horse battery staple", code="", address="127.0.0.1")
    find_holder(store, "session", key)        # Account("Amina", "admin", …)

All of it lies in the store's database, outside the ledger: it is no part of what is documented. Where a store has no
accounts, whoever can open its file may do all.
"""

from gawah.people.accounts import (
    Account,
    By,
    add_account,
    change_role,
    find_account,
    has_accounts,
    list_accounts,
    lock_account,
    set_codes,
    set_password,
)
from gawah.people.audit import Entry, list_audit, note
from gawah.people.codes import draw_address, find_step, make_secret, write_address
from gawah.people.entering import Refused, accept_invitation, is_own_password, log_in
from gawah.people.keys import (
    Token,
    end_all_sessions,
    end_key,
    end_token,
    find_holder,
    invite,
    list_tokens,
    make_token,
)
from gawah.people.roles import ROLES, Role, covers
from gawah.people.sealing import seal_all

__all__ = [
    "ROLES",
    "Account",
    "By",
    "Entry",
    "Refused",
    "Role",
    "Token",
    "accept_invitation",
    "add_account",
    "change_role",
    "covers",
    "draw_address",
    "end_all_sessions",
    "end_key",
    "end_token",
    "find_account",
    "find_holder",
    "find_step",
    "has_accounts",
    "invite",
    "is_own_password",
    "list_accounts",
    "list_audit",
    "list_tokens",
    "lock_account",
    "log_in",
    "make_secret",
    "make_token",
    "note",
    "seal_all",
    "set_codes",
    "set_password",
    "write_address",
]
