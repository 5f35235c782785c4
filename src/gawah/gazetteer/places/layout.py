"""How the place tables lie in their file: what the build writes and `index` reads.

`places.bin` is a line of JSON (section name to offset and length) and then the sections:

- records: `RECORD` for every place, countries first, then regions, admin1, admin2 and settlements
- names: the places' names, as a `Section`
- postings: for every key of `places.names.marisa`, the numbers of the records so called, likeliest first
- strengths: for every such key a byte, what the likeliest of them is (`HAS_…`, size) and whether it is a common word
- loose: as postings, for `places.loose.marisa`, whose keys are a country code and a skeleton
"""

import json
import math
import struct
from collections.abc import Mapping, Sequence
from mmap import mmap

KINDS = ("country", "region", "admin1", "admin2", "settlement")
RECORD = struct.Struct("<IiiII")
"""geonameid and kind << 24; latitude, longitude in 1e-5 degrees; population; parent's number and radius code << 24."""
NO_PARENT = 0xFFFFFF
LOW24 = 0xFFFFFF
ALTERNATE = 1 << 31
"""On a posting: the name is an alternate one of the place."""
PEOPLE = 1 << 30
"""On a posting: the name is one of the country's people, or an adjective."""
SIZE = 0b11111
"""In a strength: the binary logarithm of the largest settlement's population so called."""
PEOPLE_SIZE = 0b11111
"""Instead of a size: the name is one of a people."""
HAS_ADMIN2, HAS_WIDE, COMMON = 1 << 5, 1 << 6, 1 << 7
"""In a strength: a district; a country, province or region; a common English word or a person's name."""
_GROUP = 32


def code_radius(km: float) -> int:
    """Return a radius as a byte, to within 3%."""
    return min(255, max(0, round(16 * math.log2(max(km, 1.0)))))


def read_radius(code: int) -> float:
    """Return the radius in km that `code_radius` made a byte of."""
    return float(round(2 ** (code / 16), 1))


def measure_radius(population: int) -> float:
    """Return how wide a settlement of so many people is, in km: 2 for a village, 5 for 44,000, 20 for 11 million."""
    return max(2.0, 0.35 * math.sqrt(math.sqrt(population)))


class Section:
    """Strings of bytes by number, in little room: a byte for each one's length, an offset for every 32nd."""

    __slots__ = ("_anchors", "_body", "_lengths", "_unit")

    def __init__(self, data: memoryview) -> None:
        count, self._unit = struct.unpack_from("<II", data)
        groups = count // _GROUP + 1
        self._anchors = data[8 : 8 + 4 * groups].cast("I")
        self._lengths = data[8 + 4 * groups : 8 + 4 * groups + count]
        self._body = data[8 + 4 * groups + count :]

    def __getitem__(self, number: int) -> memoryview:
        group, unit = number // _GROUP, self._unit
        start = self._anchors[group] + sum(self._lengths[group * _GROUP : number])
        return self._body[start * unit : (start + self._lengths[number]) * unit]

    @staticmethod
    def pack(items: Sequence[bytes], unit: int = 1) -> bytes:
        """Return the bytes of a section of `items`, each at most 255 units of `unit` bytes long."""
        lengths = bytes(len(item) // unit for item in items)
        offsets, total = [], 0
        for n in range(0, len(items) + 1, _GROUP):
            offsets.append(total)
            total += sum(lengths[n : n + _GROUP])
        if len(offsets) < len(items) // _GROUP + 1:
            offsets.append(total)
        head = struct.pack("<II", len(items), unit) + struct.pack(f"<{len(offsets)}I", *offsets)
        return head + lengths + b"".join(items)


def pack_sections(sections: Mapping[str, bytes]) -> bytes:
    """Return one file of `sections`, each beginning at a multiple of four bytes after the head line."""
    places, body = {}, b""
    for name, content in sections.items():
        places[name] = [len(body), len(content)]
        body += content + b"\0" * (-len(content) % 4)
    head = json.dumps(places, sort_keys=True).encode()
    return head + b" " * (-(len(head) + 1) % 4) + b"\n" + body


def open_sections(data: bytes | mmap) -> dict[str, memoryview]:
    """Return the sections of a file that `pack_sections` made, without copying."""
    view = memoryview(data)
    end = bytes(view[:4096]).index(b"\n") + 1
    return {name: view[end + at : end + at + size] for name, (at, size) in json.loads(bytes(view[:end])).items()}
