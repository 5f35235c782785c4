"""Reports (FICTION) that name people in many ways, and what finds a name in an answer, by means of its own."""

import re
import unicodedata
from html import unescape
from urllib.parse import unquote

from gawah.publish.walking import change_strings

FIRST = """FICTION
Title: Torpekai Stanekzai and Babajide Okafor killed in Quetta

Gunmen shot dead Torpekai Stanekzai, 34, a teacher, and Babajide Okafor, 51, a shopkeeper, in Quetta on 7 March 2031,
police said. The brother of To\u0301rpekai Sta\u0301nekzai, Nasrat Stanekzai, said two men on a motorcycle had fired. A
<b>Tor</b>pekai Stanekzai had taught there; Tor\u00adpekai was 34-years-old. The Red Slate Front claimed the attack.
ترپیکی ستانکزی was buried on 8 March. STANEKZAI's school was closed, T. Stanekzai having led it. A witness,
Oluchi Nwosu, said that the shooting of torpekai stanekzai lasted a minute.
"""
SECOND = """FICTION
Title: Two killed in Quetta

Two people, among them a teacher, Torpekai Stanekzai, were killed in a shooting in Quetta on 7 March 2031,
officials said.
"""
OTHER = """FICTION

Gunmen shot dead three policemen in Zhob, Balochistan, on 20 June 2031, officials said. Zarmina Wardak, 41, a cook, was
killed too.
"""
WORDS = ("torpekai", "stanekzai", "babajide", "okafor", "oluchi", "nwosu", "nasrat", "zarmina", "wardak")
ARABIC = ("ترپیکی", "ستانکزی")


def strip(text):
    """Return a text as its plain letters: no tags, no marks, nothing invisible, no escapes."""
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    text = re.sub(r"<[^<>]*>", "", unescape(unquote(text)))
    plain = unicodedata.normalize("NFKD", re.sub(r"<[^<>]*>", "", text)).casefold()
    return "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf"))


def find_named(value):
    """Return which planted words stand anywhere in a value."""
    said = []
    change_strings(value, lambda path, text: said.append(text) or text)
    plain = strip(" ".join(said))
    return [word for word in (*WORDS, *ARABIC) if strip(word) in plain]
