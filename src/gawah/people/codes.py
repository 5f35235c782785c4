"""One-time codes of an app (TOTP, RFC 6238), beside the password: six digits, new each half minute."""

import io
from hmac import compare_digest

import pyotp
import segno

_STEP = 30
_ISSUER = "Gawah"


def make_secret() -> str:
    """Return a new shared secret, in base 32."""
    return pyotp.random_base32()


def write_address(secret: str, name: str) -> str:
    """Return the address by which an app learns the secret."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=_ISSUER)


def draw_address(address: str) -> str:
    """Return the address as a QR code, in SVG without a style of its own."""
    drawn = io.BytesIO()
    code = segno.make(address, micro=False)
    code.save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgclass="qr",
        lineclass=None,
        scale=5,
        border=4,
        omitsize=True,
        light="#fff",
        dark="#000",
    )
    return drawn.getvalue().decode("utf-8")


def find_step(secret: str, code: str, at: int, after: int) -> int | None:
    """Return the step of time that `code` is of, the one now or a neighbour; None where it is of none.

    A step up to `after` was used before, and is not taken again.
    """
    said, here = "".join(code.split()), at // _STEP
    for step in (here - 1, here, here + 1):
        if step > after and compare_digest(pyotp.TOTP(secret).at(step * _STEP).encode(), said.encode()):
            return step
    return None
