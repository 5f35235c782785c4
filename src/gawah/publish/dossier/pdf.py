"""The dossier as PDF, set by Typst from a template that ships with Gawah, with fonts that do too.

What the dossier says goes to the template as JSON, so that nothing in it can be taken for markup.
"""

import json
from dataclasses import asdict
from importlib.resources import as_file, files
from typing import Any

from gawah.errors import ExtraMissing
from gawah.publish.dossier import Dossier


def write_pdf(dossier: Dossier) -> bytes:
    """Return the PDF. Raises ExtraMissing without Typst."""
    try:
        import typst
    except ImportError:
        raise ExtraMissing("a dossier as PDF", "pdf") from None
    told = json.dumps(_tell(dossier), ensure_ascii=False)
    with as_file(files(__package__) / "dossier.typ") as template, as_file(files(__package__) / "fonts") as fonts:
        made: Any = typst.compile(
            str(template), font_paths=[str(fonts)], ignore_system_fonts=True, sys_inputs={"told": told}, format="pdf"
        )
    return bytes(made)


def _tell(dossier: Dossier) -> dict[str, Any]:
    """Return what the template prints, as JSON has it."""
    account = dossier.account
    told = {name: getattr(dossier, name) for name in _PLAIN}
    told |= {name: [asdict(item) for item in getattr(dossier, name)] for name in ("summary", "notes", "reports")}
    chain = [{"number": s.number, "when": s.when, "said": asdict(s.said)} for s in account.chain]
    facts = [asdict(fact) for fact in account.facts]
    disputes = [asdict(dispute) for dispute in account.disputes]
    return told | {"headline": asdict(dossier.headline), "facts": facts, "disputes": disputes, "chain": chain}


_PLAIN = (
    *("id", "standing", "silent", "place_map", "place_caption", "timeline", "withheld", "history", "method"),
    *("is_public", "has_graphic"),
)
