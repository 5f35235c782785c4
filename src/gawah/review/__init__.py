"""People decide: on values, on whether two incidents are one, on how well one is verified; with a name and a reason.

A decision is only ever added to the store, and so is what takes it back. It acts on what a report says, not on what one
version of a coder made of it: a later coder that says the same of the same words meets the same decision.

    accept, reject, correct     a value, in every report that states it
    add                         a value that no coder saw, with the words that say it
    start                       an incident that no coder saw, with its first value, in a report of any language
    same, different, unsure     two incidents; split takes reports out of one
    part_of                     one incident is part of another
    answer                      a response answers an incident, or another response
    grade, stage, release       how well an incident is verified, how far the work on it has come, what may leave
    mark_…                      persons, names and incidents: what may leave the project (`gawah.marks`)
    …_request, …_correction     what somebody outside asks to be put right, and what became of it
    assign_incident, comment_on how people share the work; nothing of it ever leaves the project
    undo                        any of these

Pictures, video and sound are attached (attach, detach), and what in them shows a value is said (show_value).

Lists are kept here too: keep_list, find_list, forget_list.

What is released and has changed since, `list_changes` lists.
"""

from gawah.review.answers import answer
from gawah.review.attachments import (
    attach,
    detach,
    find_attachment,
    list_attachments,
    list_released,
    list_shown,
    read_media,
    release_attachment,
    show_value,
)
from gawah.review.blind import (
    code_blind,
    finish_blind,
    is_coding_blind,
    is_done_blind,
    open_blind,
    read_blind,
    undo_blind,
)
from gawah.review.checked import Behind, Checked
from gawah.review.custom import write_custom
from gawah.review.inbox import Change, list_changes
from gawah.review.judging import add_to_event, judge_stated, undo_stated
from gawah.review.lists import find_list, forget_list, keep_list
from gawah.review.log import Decision, list_decisions, list_meanwhile, undo
from gawah.review.marks import (
    blur_place,
    hold_value,
    mark_acquittal,
    mark_conviction,
    mark_label,
    mark_name,
    mark_status,
    override_check,
    read_marks,
    read_marks_of,
    withdraw_incident,
)
from gawah.review.pairs import Judgement, judge_pair, put_under, split_incident
from gawah.review.proposing import Proposal, propose
from gawah.review.reports import (
    CodedEvent,
    CodedReport,
    Quoted,
    Stated,
    list_copies,
    open_report,
    read_incidents,
)
from gawah.review.requests import Answer, Request, answer_request, list_requests, request_correction
from gawah.review.reviewer import Reviewer
from gawah.review.shapes import PARTS, list_addable, read_value, write_value
from gawah.review.sheet import Allowed, Plan, decide_sheet, plan_sheet, write_sheet
from gawah.review.showing import Shown, add_shown, list_beside
from gawah.review.standing import (
    Release,
    find_first_reviewer,
    find_releases,
    grade_incident,
    list_releases,
    move_incident,
    needs_two_persons,
    release_incident,
)
from gawah.review.talk import Talk, assign_incident, comment_on, list_assigned, read_talk
from gawah.review.values import Witness, add_value, find_assertions, judge_value, start_incident

__all__ = [
    "PARTS",
    "Allowed",
    "Answer",
    "Behind",
    "Change",
    "Checked",
    "CodedEvent",
    "CodedReport",
    "Decision",
    "Judgement",
    "Plan",
    "Proposal",
    "Quoted",
    "Release",
    "Request",
    "Reviewer",
    "Shown",
    "Stated",
    "Talk",
    "Witness",
    "add_shown",
    "add_to_event",
    "add_value",
    "answer",
    "answer_request",
    "assign_incident",
    "attach",
    "blur_place",
    "code_blind",
    "comment_on",
    "decide_sheet",
    "detach",
    "find_assertions",
    "find_attachment",
    "find_first_reviewer",
    "find_list",
    "find_releases",
    "finish_blind",
    "forget_list",
    "grade_incident",
    "hold_value",
    "is_coding_blind",
    "is_done_blind",
    "judge_pair",
    "judge_stated",
    "judge_value",
    "keep_list",
    "list_addable",
    "list_assigned",
    "list_attachments",
    "list_beside",
    "list_changes",
    "list_copies",
    "list_decisions",
    "list_meanwhile",
    "list_released",
    "list_releases",
    "list_requests",
    "list_shown",
    "mark_acquittal",
    "mark_conviction",
    "mark_label",
    "mark_name",
    "mark_status",
    "move_incident",
    "needs_two_persons",
    "open_blind",
    "open_report",
    "override_check",
    "plan_sheet",
    "propose",
    "put_under",
    "read_blind",
    "read_incidents",
    "read_marks",
    "read_marks_of",
    "read_media",
    "read_talk",
    "read_value",
    "release_attachment",
    "release_incident",
    "request_correction",
    "show_value",
    "split_incident",
    "start_incident",
    "undo",
    "undo_blind",
    "undo_stated",
    "withdraw_incident",
    "write_custom",
    "write_sheet",
    "write_value",
]
