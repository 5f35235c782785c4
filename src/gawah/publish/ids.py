"""Ids under which things leave the project: keyed with the project's secret, so that nobody can work them out.

An incident's own id is hashed from its report's text and the place of its words: whoever has the report can compute
it, and so find from the id the report that names a victim. What leaves is an HMAC of it (RFC 2104, SHA-256).
"""

import base64
import hashlib
import hmac

from gawah.marks import ProjectSecret


def name_in_public(secret: ProjectSecret, kind: str, id_: str) -> str:
    """Return the ten letters and digits by which the thing of this kind and id is known outside."""
    digest = hmac.new(secret.key, f"gawah public id 1\0{kind}\0{id_}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:7]).decode("ascii").lower()[:10]


def name_text_in_public(secret: ProjectSecret, text_sha256: str) -> str:
    """Return what stands for a text's hash outside: 64 hex digits that tie evidence to its report, and no hash."""
    return hmac.new(secret.key, f"gawah public text 1\0{text_sha256}".encode(), hashlib.sha256).hexdigest()
