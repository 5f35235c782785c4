"""People attach pictures, video and sound to incidents and reports, and say what in them shows a value."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gawah.errors import ReviewError
from gawah.marks import Mark
from gawah.media import KINDS, Attachment, Media, Moment, Region
from gawah.model import Json
from gawah.phrases import say
from gawah.record import incident_to_json
from gawah.resolve import look_up
from gawah.review.marks import mark_incident, read_marks_of
from gawah.review.reviewer import Reviewer
from gawah.review.showing import list_standing
from gawah.review.values import find_assertions

if TYPE_CHECKING:
    from gawah.store import Store

NO_VALUES = ("id", "evidence", "conflicts", "audience", "workflow", "verification", "foreign_ids")
"""What of a record no picture can show."""
MOST_BYTES = 100_000_000
_LONGEST_NAME = 200


def attach(store: "Store", id_: str, name: str, payload: bytes, who: Reviewer, report: str | None = None) -> Attachment:
    """Keep a file with an incident, or with one of its reports (by its id). The reason is what it is said to show.

    Raises ReviewError, IncidentNotFound.
    """
    if len(payload) > MOST_BYTES:
        raise ReviewError(
            say(
                "{name}: it has over {most_bytes} MB; cut it, or make it smaller",
                name=name,
                most_bytes=MOST_BYTES // 1000000,
            )
        )
    media = Media.of(payload)
    if media is None:
        kinds = ", ".join(sorted(KINDS.values()))
        raise ReviewError(
            say("{name}: this is neither picture, video nor sound; it may be {kinds}", name=name, kinds=kinds)
        )
    subject = _find_report(store, id_, report) if report else store.list_events(id_)[0]
    kept = Attachment.of(media.id, subject, _shorten(name), who.name, who.time, caption=who.reason)
    store.append([media, kept])
    return kept


def show_value(
    store: "Store",
    id_: str,
    attachment_id: str,
    path: str,
    who: Reviewer,
    region: Region | None = None,
    moment: Moment | None = None,
) -> Attachment:
    """Say that an attachment shows the value at `path` of an incident: a region of the picture, or a time of the rest.

    Raises ReviewError, IncidentNotFound.
    """
    whole = find_attachment(store, id_, attachment_id)
    media = read_media(store, whole, payload=False)
    path = "/" + path.strip("/")
    value = _read_shown(store, id_, path)
    _check_place(media.type, region, moment)
    shown = Attachment.of(
        whole.media_id,
        _find_event(store, id_, path),
        whole.name,
        who.name,
        who.time,
        caption=who.reason,
        path=path,
        region=region,
        moment=moment,
        value=value,
    )
    store.append([shown])
    return shown


def detach(store: "Store", id_: str, attachment_id: str, who: Reviewer, erase: bool = False) -> Attachment:
    """Take an attachment, or what somebody saw in one, back; its bytes stay in the vault, unless they are erased.

    Raises ReviewError, IncidentNotFound.
    """
    kept = find_attachment(store, id_, attachment_id)
    gone = Attachment.of(kept.media_id, kept.subject, kept.name, who.name, who.time, caption=who.reason, undoes=kept.id)
    store.append([gone])
    if erase:
        store.erase_media(kept.media_id, who.name, who.time, who.reason)
    return gone


def release_attachment(store: "Store", id_: str, attachment_id: str, stands: str, who: Reviewer) -> Mark:
    """Say that what people saw in a file may be told outside ("released"), or may not ("withheld").

    The file itself leaves with nothing. Raises ReviewError, IncidentNotFound.
    """
    if stands not in ("released", "withheld"):
        raise ReviewError(say("{stands}: what an attachment shows is released or withheld", stands=stands))
    kept = find_attachment(store, id_, attachment_id)
    return mark_incident(store, id_, "attachment", {"media": kept.media_id, "stands": stands}, who)


def list_released(store: "Store", id_: str) -> set[str]:
    """Return the ids of the files of an incident of which may be told outside. Raises IncidentNotFound."""
    own = store.resolve_id(id_)
    marks = read_marks_of(store, own).of(own).of("attachment")
    stands = {mark.value["media"]: mark.value["stands"] for mark in marks}
    return {media for media, said in stands.items() if said == "released"}


def list_attachments(store: "Store", id_: str) -> list[Attachment]:
    """Return what is attached to an incident and its reports, in the order of the ledger. Raises IncidentNotFound."""
    record = store.find_incident(id_)
    subjects = [*store.list_events(id_), *dict.fromkeys(header.id for header in record.reports)]
    return list_standing(store.read(Attachment, subjects))


def find_attachment(store: "Store", id_: str, attachment_id: str) -> Attachment:
    """Return one attachment of an incident by its id or the beginning of it. Raises ReviewError, IncidentNotFound."""
    found = [one for one in list_attachments(store, id_) if one.id.startswith(attachment_id.strip().lower())]
    if len(found) != 1 or not attachment_id.strip():
        why = say("several attachments begin so") if found else say("no attachment begins so")
        raise ReviewError(f"{attachment_id}: {why}")
    return found[0]


def read_media(store: "Store", attachment: Attachment, payload: bool = True) -> Media:
    """Return the file of an attachment. Raises ReviewError where it was erased."""
    media = store.read_media(attachment.media_id, payload)
    if media is None or (payload and media.payload is None):
        raise ReviewError(say("{name}: its bytes were erased", name=attachment.name))
    return media


def _find_report(store: "Store", id_: str, report: str) -> str:
    ids = {header.id for header in store.find_incident(id_).reports}
    found = [one for one in ids if report in (one, one.removeprefix("sha256:"))]
    if not found:
        raise ReviewError(say("{report}: no report of this id tells of {id}", report=report, id=id_))
    return found[0]


def _shorten(name: str) -> str:
    plain = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable())
    return plain[-_LONGEST_NAME:] or "attachment"


def _read_shown(store: "Store", id_: str, path: str) -> Json:
    """Return the value at a path. Raises ReviewError where there is none."""
    value = look_up(incident_to_json(store.find_incident(id_).incident), path)
    if value is None or path.split("/")[1] in NO_VALUES:
        raise ReviewError(
            say("{path}: {id} has no such value; `gawah show {id} --json` shows those it has", path=path, id=id_)
        )
    return value


def _find_event(store: "Store", id_: str, path: str) -> str:
    """Return the event that states a value, so that what shows it goes with it where an incident is split."""
    stated = [a.event_id for a in find_assertions(store, id_, path) if not path.startswith("/responses/")]
    return next((event for event in store.list_events(id_) if event in stated), store.list_events(id_)[0])


def _check_place(type_: str, region: Region | None, moment: Moment | None) -> None:
    """Raise ReviewError for a place that such a file cannot have."""
    if region is not None:
        left, top, width, height = region
        if not (0 <= left < 1 and 0 <= top < 1 and width > 0 and height > 0 and _fits(left + width, top + height)):
            raise ReviewError(say("a region is left, top, width and height as shares of the picture: 0.1,0.2,0.3,0.3"))
        if type_.startswith("audio/"):
            raise ReviewError(say("sound has no region; give the time at which it is heard"))
    if moment is not None:
        if type_.startswith("image/"):
            raise ReviewError(say("a picture has no time; give the region in which it is seen"))
        if not 0 <= moment[0] <= moment[1] < 10**6:
            raise ReviewError(say("a time is from and to, in seconds from the beginning: 12..20.5"))


def _fits(*ends: float) -> bool:
    return all(end <= 1.000001 for end in ends)


def list_shown(attachments: Iterable[Attachment]) -> dict[str, list[Attachment]]:
    """Return what people saw in each file, by its media id."""
    shown: dict[str, list[Attachment]] = {}
    for one in attachments:
        if one.path:
            shown.setdefault(one.media_id, []).append(one)
    return shown
