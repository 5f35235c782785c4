"""A store's worth of invented reports (FICTION) with 300 names planted in them, in many forms and places.

Two thirds of the names are listed to the gate as withheld; a third nobody lists, and a detector has to find them. No
name was chosen for being in the detector's own lists, or for being left out of them.
"""

import random
import unicodedata
from dataclasses import dataclass

GIVEN = (
    "Gul Zarmina Shukria Bakhtawar Nasrat Hamdullah Sabawoon Torpekai Laleh Farzin Behnaz Ruhollah Kubra Masouma Ghazal"
    " Yusra Hadeel Muayad Qusay Ibtisam Rawan Bashayer Tawakkol Najla Sondos Oluchi Chidinma Babajide Adaeze Kelechi"
    " Fatoumata Ousmane Mariama Desta Tsehay Birhanu Alemitu Meseret Nyakim Achol Deng Thiri Nandar Kyaw Zeyar Priyanka"
    " Sunita Ramesh Harpreet Gurmeet Ilva Mirel Brandt Tomas Wioletta Zdenka Oksana Bohdan Ihor Ximena Anahí Iván"
    " Rosalía Eleuterio Will Grace Rose Mark Faith Hope Jasmine Frank April Dawn Ivy Bill Grant Victor"
).split()
FAMILY = (
    "Sharifi Hosseini Rezai Wardak Popalzai Stanekzai Barakzai Noorzad Qaderi Mirwais Haidari Al-Masri Al-Tamimi"
    " Barghouti Haddad Khoury Nasser Othman Mahdawi Zaidan Okafor Adeyemi Nwosu Balogun Traoré Diallo Coulibaly"
    " Haile Tesfaye Gebremedhin Deng Malual Aung Htun Sharma Yadav Gill Dhillon Anders Kowalczyk Novák Shevchenko"
    " Petrenko Quispe Mamani Huamán Restrepo Young Stone Rivers Banks Church Price Long Field Khan Ali Hussain Baloch"
    " Mengal Marri"
).split()
ARABIC = (
    "محمد رضا حسینی",
    "زرمینه گلاب شریفی",
    "فاطمة الزهراء المصري",
    "عبدالرحمن یوسف زی",
    "خديجة محمود العلي",
    "نعمت‌الله وردک",
    "شکریه بارکزی",
    "علي حسن التميمي",
    "مریم صادقی",
    "احمد شاه هوتک",
    "زينب كاظم الموسوي",
    "بخت بانو",
    "یوسف خان مینگل",
    "غلام سخی حیدری",
    "ياسمين نصار",
    "سعید میرزایی",
    "هدى البرغوثي",
    "گل مکئی",
    "عمر فاروق بلوچ",
    "لیلا قادری",
)
PLACES = "Quetta Kandahar Mosul Maiduguri Mekelle Kharkiv Ayacucho Srinagar Khartoum Sittwe".split()


@dataclass(frozen=True)
class Planted:
    """A name, whether somebody lists it, and how the report has it."""

    name: str
    listed: bool
    form: str
    written: str


def accent(name, rng):
    """Return a name with marks above some of its letters."""
    return "".join(c + "\u0301" if c in "aeiou" and rng.random() < 0.5 else c for c in name)


FORMS = {
    "plain": lambda name, rng: name,
    "accents": lambda name, rng: unicodedata.normalize("NFC", accent(name, rng)),
    "capitals": lambda name, rng: name.upper(),
    "reversed": lambda name, rng: ", ".join([name.split()[-1].upper(), " ".join(name.split()[:-1])]),
    "markup": lambda name, rng: f"<b>{name[:2]}</b>{name[2:]}",
    "soft hyphens": lambda name, rng: name[:2] + "\u00ad" + name[2:],
    "zero width": lambda name, rng: "\u200b".join([name[:1], name[1:]]),
    "initial": lambda name, rng: f"{name[0]}. {name.split()[-1]}",
    "no spaces": lambda name, rng: name.replace(" ", "\u00a0"),
}
FRAMES = (
    "The dead included {}, {age}, a teacher.",
    "“They came at night,” {} told reporters.",
    "{}, whose house was burned, said that soldiers had come in two cars.",
    "A witness, {}, had seen the car.",
    "Police said that {} was being questioned.",
    "Among the wounded was {}.",
    "Her brother {} buried her on the same day.",
    "The family of {} has asked for an inquiry.",
    "Doctors treated {} for burns.",
    "{} s/o Baran was taken away, residents said.",
)


def plant(many=300, seed=7):
    """Return the planted names, each once, two in three listed."""
    rng = random.Random(seed)
    names, taken = [], set()
    while len(names) < many:
        latin = rng.random() < 0.8
        name = f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}" if latin else _mix_arabic(rng)
        if name not in taken:
            taken.add(name)
            names.append((name, latin))
    found = []
    for n, (name, latin) in enumerate(names):
        form = rng.choice(list(FORMS)) if latin else rng.choice(["plain", "soft hyphens", "zero width"])
        listed = n % 3 < 2
        found.append(Planted(name, listed, form if latin else f"Arabic script, {form}", FORMS[form](name, rng)))
    return found


def _mix_arabic(rng):
    one, other = rng.choice(ARABIC).split(), rng.choice(ARABIC).split()
    return " ".join([*one[: rng.choice([1, 2])], *other[-1:]])


def write_reports(planted, seed=11, at_once=5):
    """Yield reports, each with some planted names in it, and those names."""
    rng = random.Random(seed)
    for number, start in enumerate(range(0, len(planted), at_once)):
        some = planted[start : start + at_once]
        place, day = PLACES[number % len(PLACES)], number % 27 + 1
        told = [rng.choice(FRAMES).replace("{age}", str(rng.randrange(7, 90))).replace("{}", p.written) for p in some]
        yield (
            f"FICTION\n\nTitle: Market bombed in {place}, account {number}\n\nA bomb exploded at a market in {place} on"
            f" {day} March {2011 + number % 9}, killing {number % 7 + 8} people, police said. {' '.join(told)} The Red"
            " Slate Front claimed responsibility.\n",
            some,
        )
