"""The rules coder. One way through::

    blocks ─▶ words and tags ─▶ triggers ─▶ harms, speech, dates, places, actors ─▶ segments ─▶ sheets ─▶ Coding

`coder.code_input` is the whole of it; knowledge of words is in `lexicon/*.yaml`.
"""

from gawah.coding.rules.coder import CODER, code_input

__all__ = ["CODER", "code_input"]
