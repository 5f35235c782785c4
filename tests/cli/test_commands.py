"""The commands, run in this process: what they print, what they say of errors, how they end."""

import json
import re

import pytest

from gawah import __version__, coding
from gawah.codebook import load
from gawah.evaluate import evaluate
from gawah.evaluate.floors import set_floors, write_floors
from gawah.evaluate.reader import Reader
from gawah.record import record_from_json, schema_text
from gawah.sources import fetching
from gawah.sources.warc_writing import Exchange


def read_lines(data):
    assert data == b"" or data.endswith(b"\n")
    return [record_from_json(json.loads(line)) for line in data.splitlines()]


# --- help -------------------------------------------------------------------------------------------------------------


def test_the_version_is_told(run):
    assert run("--version").text == f"gawah {__version__}\n"


@pytest.mark.parametrize("command", [None, "read", "text", "codebook", "schema", "doctor", "evaluate"])
def test_help_has_examples_that_begin_with_the_command(run, command):
    ran = run(*filter(None, [command, "--help"]))
    assert ran.status == 0
    examples = ran.text.partition("Examples")[2]
    assert f"gawah {command or ''}".strip() in examples


@pytest.mark.parametrize(
    "words", [("read",), ("read", "x", "--nonsense"), ("nonsense",), ("read", "x", "--year", "soon")]
)
def test_wrong_usage_ends_with_two(run, words):
    assert run(*words).status == 2


# --- read -------------------------------------------------------------------------------------------------------------


def test_a_batch_goes_on_after_a_failure_and_tells_of_it_at_the_end(run, folder):
    ran = run("read", folder, folder / "none.txt", "--coder", "bombs")
    assert ran.status == 1
    assert [ran.text.count(name) for name in ("a.txt", "b.txt", "c.jsonl:1", "c.jsonl:2")] == [1, 0, 1, 1]
    told = ran.err.splitlines()
    assert told[0] == "gawah: 2 of 5 reports could not be read:"
    assert [str(folder / name) in line for name, line in zip(("b.txt", "none.txt"), told[1:], strict=True)] == [
        True,
        True,
    ]
    assert told[2].endswith("there is no such file or folder; look at its spelling")


FRENCH = (
    "FICTION. Deux passeurs ont été abattus dimanche au gué de Sorel, a indiqué le chef du district. Un cafetier a vu"
    " quatre hommes armés dans une camionnette blanche. Personne n'a revendiqué l'attaque."
)


def test_a_report_in_a_language_that_is_not_read_is_kept_and_told_of(run, tmp_path):
    (tmp_path / "a.txt").write_text("FICTION. A bomb in Tarvel left nine dead, the police said.", encoding="utf-8")
    (tmp_path / "b.txt").write_text(FRENCH, encoding="utf-8")
    ran = run("read", tmp_path, "--json")
    assert ran.status == 3
    assert (
        ran.err == "gawah: 1 report is kept but was not coded, of 2 read: the coder does not read the language (fr)\n"
    )
    _, kept = map(json.loads, ran.text.splitlines())
    assert kept["report"]["language"] == "fr"
    assert kept["report"]["id"].startswith("sha256:")
    assert kept["incidents"] == []
    assert kept["notes"] == ["not coded: rules@1 reads English, the text is in fr"]


@pytest.mark.parametrize("command", ["read", "text"])
def test_offline_nothing_is_fetched(run, command, monkeypatch):
    monkeypatch.setenv("GAWAH_OFFLINE", "1")
    ran = run(command, "https://courier.example/ferry")
    assert ran.status == 1
    assert ran.text == ""
    assert "https://courier.example/ferry: nothing is fetched with --offline" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_fetched_page_is_read_and_where_it_is_kept_is_told(run, monkeypatch, tmp_path):
    def follow(url, limits):
        yield Exchange(url, "2031-05-04T10:00:00Z", "/ferry", {}, 200, "OK", (), b"FICTION. A bomb in Ostmark.")

    monkeypatch.setattr(fetching, "_follow", follow)
    ran = run("read", "https://courier.example/ferry", "--keep", tmp_path / "kept", "--json", "--coder", "bombs")
    assert ran.status == 0
    report = json.loads(ran.text)["report"]
    assert (report["path"], report["url"]) == ("https://courier.example/ferry",) * 2
    (kept,) = (tmp_path / "kept").iterdir()
    assert ran.err == f"gawah: https://courier.example/ferry: fetched, and kept in {kept}\n"


def test_a_failure_goes_before_a_language_that_is_not_read(run, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\x00\x01")
    (tmp_path / "b.txt").write_text(FRENCH, encoding="utf-8")
    assert run("read", tmp_path).status == 1


def test_one_failure_is_one_line_without_a_traceback(run, tmp_path):
    ran = run("read", tmp_path / "no\x1b\nfile.txt")
    assert (ran.status, ran.out) == (1, b"")
    assert re.fullmatch(r"gawah: [^\x1b\n]+no\\x1b\\nfile.txt: there is no such file .*; .*\n", ran.err)


def stumble(inputs):
    """Code nothing where the text says "nine", for a bug."""
    if "nine" in inputs[0].text.content:
        raise IndexError("no \x1b[31mred\x1b[0m index")
    return coding.CODERS["bombs"](inputs)


@pytest.mark.parametrize(("words", "debug"), [((), ""), (("--debug",), ""), ((), "1"), ((), "0")])
def test_a_bug_is_one_line_and_where_it_is_only_on_request(run, folder, monkeypatch, words, debug):
    monkeypatch.setitem(coding.CODERS, "stumbling", stumble)
    monkeypatch.setenv("GAWAH_DEBUG", debug)
    ran = run("read", folder / "a.txt", folder / "c.jsonl", "--coder", "stumbling", *words)
    assert ran.status == 1
    assert ran.text.count("c.jsonl:2") == 1
    told = f"gawah: {folder / 'a.txt'}: could not be coded: IndexError: no \\x1b[31mred\\x1b[0m index; please report it"
    assert told in ran.err
    assert "\x1b" not in ran.err
    assert ("in stumble" in ran.err) == (words == ("--debug",) or debug == "1")


def test_a_folder_without_reports_is_named(run, tmp_path):
    ran = run("read", tmp_path)
    assert ran.status == 1
    assert ran.err == f"gawah: {tmp_path}: there are no reports in this folder; name a folder that holds files\n"


def test_json_is_one_record_a_line(run, folder):
    ran = run("read", folder, "--json", "--coder", "bombs")
    assert ran.status == 1
    records = read_lines(ran.out)
    assert [bool(record.incidents) for record in records] == [True, True, False]
    assert "b.txt" in ran.err


def test_globs_are_expanded_though_no_shell_did(run, folder, monkeypatch):
    monkeypatch.chdir(folder)
    ran = run("read", "*.jsonl", "a*", "--json", "--coder", "bombs")
    assert [record.report.path for record in read_lines(ran.out)] == ["c.jsonl:1", "c.jsonl:2", "a.txt"]


def test_the_same_input_gives_the_same_bytes(run, folder):
    words = ("read", folder / "a.txt", "--json", "--coder", "bombs")
    assert run(*words).out == run(*words).out


def test_what_the_user_gives_stands_in_the_record(run, folder):
    ran = run("read", folder / "a.txt", "--json", "--coder", "bombs", "--published", "4 May 2031", "--language", "en")
    (record,) = read_lines(ran.out)
    assert record.report.published == "2031-05-04"


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("--coder", "none"), "there is no coder of that name; take one of"),
        (("--published", "soon"), "give a date that reads in one way"),
        (("--year", "31"), "give four digits"),
        (("--explain", "/type", "--json"), "leave out --json and -o"),
        (("--explain", "/kiled"), "did you mean /killed? there are /told_as,"),
        (("-o", "no/such/folder.jsonl"), "name another file with -o"),
    ],
)
def test_options_that_do_not_fit_are_told_in_one_line(run, folder, words, problem):
    ran = run("read", folder / "a.txt", "--coder", "bombs", *words)
    assert (ran.status, ran.out) == (2, b"")
    assert problem in ran.err
    assert ran.err.count("\n") == 1


def test_limits_are_the_users(run, folder):
    assert run("read", folder / "a.txt", "--coder", "bombs", "--limit-mb", "0.001").status == 0
    (folder / "long.txt").write_text("FICTION. " + "word " * 400, encoding="utf-8")
    ran = run("read", folder / "long.txt", "--coder", "bombs", "--limit-mb", "0.001")
    assert ran.status == 1
    assert "1,000 bytes" in ran.err


def test_the_width_of_a_file_is_80_unless_columns_says_otherwise(run, folder, monkeypatch):
    words = ("read", folder / "a.txt", "--coder", "bombs")
    assert run(*words).text.splitlines()[0] == "─" * 80
    monkeypatch.setenv("COLUMNS", "100")
    assert run(*words).text.splitlines()[0] == "─" * 100


# --- read -o ----------------------------------------------------------------------------------------------------------


def test_records_are_written_to_a_file(run, folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "records.jsonl"
    ran = run("read", folder, "-o", out, "--coder", "bombs")
    assert (ran.status, ran.out) == (1, b"")
    assert len(read_lines(out.read_bytes())) == 3
    assert ran.err.startswith(f"gawah: 3 records written to {out}\n")


def test_a_file_among_the_reports_is_not_overwritten(run, folder):
    before = (folder / "c.jsonl").read_bytes()
    ran = run("read", folder, "-o", folder / "c.jsonl", "--coder", "bombs")
    assert ran.status == 2
    assert "it is among the reports to read" in ran.err
    assert (folder / "c.jsonl").read_bytes() == before


def test_a_new_file_in_the_folder_of_the_reports_is_not_read_as_one(run, folder):
    ran = run("read", folder, "-o", folder / "out.jsonl", "--coder", "bombs")
    assert len(read_lines((folder / "out.jsonl").read_bytes())) == 3
    assert "out.jsonl:" not in ran.err


def test_a_file_is_there_even_where_nothing_could_be_read(run, folder):
    ran = run("read", folder / "b.txt", "-o", folder / "out.jsonl")
    assert ran.status == 1
    assert (folder / "out.jsonl").read_bytes() == b""


# --- read --explain ---------------------------------------------------------------------------------------------------


@pytest.fixture
def blast(tmp_path):
    path = tmp_path / "blast.txt"
    path.write_text("FICTION. A bomb left nine dead in Tarvel; it was seven dead, police said.", encoding="utf-8")
    return path


def explain(run, path, pointer):
    return run("read", path, "--coder", "bombs", "--explain", pointer)


def test_a_value_is_explained_by_words_rule_confidence_and_rivals(run, blast):
    ran = explain(run, blast, "/type")
    assert ran.status == 0
    assert re.search(r"value +bombing\n", ran.text)
    assert re.search(r"read by +bombs@1, rule bomb-word, confidence 0.75\n +trigger +“bomb” 11–15\n", ran.text)
    assert re.search(
        r"Weighed and not taken\n +arson +“bomb” 11–15: no word speaks of fire \(rule fire-word\)\n", ran.text
    )


def test_a_count_is_explained_by_its_figures_and_the_policy_that_chose(run, blast):
    ran = explain(run, blast, "killed")
    assert re.search(r"said by +the report itself", ran.text)
    assert re.search(r"said by +the police \(police or military\)", ran.text)
    assert ran.text.count("rule dead-count") == 2
    assert re.search(r"Stated, and not chosen\n +(9|7) +“(nine|seven) dead”", ran.text)
    assert "under low_best_high@1" in ran.text


def test_an_item_and_one_incident_can_be_named(run, blast):
    assert "measure killed" in explain(run, blast, "/figures/0").text
    assert "bombing" in explain(run, blast, "/incidents/0/type").text


def test_an_empty_field_says_so_and_what_there_is(run, blast):
    ran = explain(run, blast, "/injured")
    assert ran.status == 0
    words = " ".join(ran.text.split())
    assert "No rule read anything for it. This record has /type, /killed, /figures/0, /figures/1." in words


@pytest.mark.parametrize("pointer", ["/figures/7", "/incidents/3/type", "/perpetrators/0/name"])
def test_an_item_that_is_not_there_lists_the_paths_there_are(run, blast, pointer):
    ran = explain(run, blast, pointer)
    assert ran.status == 2
    assert f"{pointer}: this report's record has nothing there; it has /type, /killed, /figures/0" in ran.err


@pytest.mark.parametrize("pointer", ["/evidence/0/nonsense", "/", "", "/killed/most"])
def test_a_path_that_no_record_has_lists_the_fields(run, blast, pointer):
    ran = explain(run, blast, pointer)
    assert ran.status == 2
    assert "a record has no such path" in ran.err
    assert "/perpetrators" in ran.err


def test_a_report_without_incidents_explains_nothing(run, folder):
    ran = explain(run, folder / "c.jsonl", "/type")
    assert ran.status == 0
    assert "No incident was read in this report." in ran.text


# --- text -------------------------------------------------------------------------------------------------------------


def test_text_is_printed_byte_for_byte(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("FICTION.\r\nCafe\u0301 in Tarvel \x1b[1m".encode())
    assert run("text", path).out == "FICTION.\nCafé in Tarvel \x1b[1m".encode()


def test_one_report_of_several_is_chosen_by_its_number(run, folder):
    assert run("text", folder / "c.jsonl", "--number", "2").out == b"FICTION. A quiet day."
    many = run("text", folder / "c.jsonl")
    assert (many.status, many.out) == (2, b"")
    assert "it holds 2 reports; choose one with --number" in many.err
    assert "there is no number 3" in run("text", folder / "c.jsonl", "--number", "3").err


def test_a_text_that_cannot_be_read_is_named(run, folder):
    ran = run("text", folder / "b.txt")
    assert (ran.status, ran.out) == (1, b"")
    assert str(folder / "b.txt") in ran.err


# --- codebook, schema, doctor -----------------------------------------------------------------------------------------


def test_the_codebook_is_printed(run):
    ran = run("codebook")
    assert all(load().about(name).label.upper() in ran.text for name in load().names())
    assert max(map(len, ran.text.splitlines())) <= 80


def test_an_entry_is_found_and_a_vocabulary_by_its_name(run):
    assert run("codebook", "sit-in").text.startswith("response_types\nsit_in: Sit-in\n")
    assert run("codebook", "incident", "types").text.startswith("INCIDENT TYPES (incident_types)\n")
    many = run("codebook", "killed").text
    assert re.search(r"Also: .*\band \d+ more\n\Z", many, re.DOTALL)


def test_what_the_codebook_does_not_hold_is_told(run):
    ran = run("codebook", "zyzzyva")
    assert ran.status == 2
    assert "nothing in the codebook holds 'zyzzyva'" in ran.err


def test_the_codebook_as_markdown_is_the_whole(run):
    assert run("codebook", "--markdown").text.startswith("# The codebook\n")
    assert run("codebook", "killed", "--markdown").status == 2


def test_the_schema_is_printed_as_it_is_shipped(run):
    assert run("schema").text == schema_text()


def test_the_doctor_tells_what_is_installed_and_ends_with_one_where_something_is_to_mend(run, monkeypatch):
    from gawah import doctor

    good = (
        doctor.Finding("program", "gawah", "ok", "1.0"),
        doctor.Finding("extra", "typst", "absent", "not installed"),
    )
    monkeypatch.setattr(doctor, "examine", lambda: good)
    ran = run("doctor")
    assert ran.status == 0
    assert "All is well." in ran.text
    bad = doctor.Finding("table", "places.bin", "damaged", "another hash", "install gawah again")
    monkeypatch.setattr(doctor, "examine", lambda: (*good, bad))
    ran = run("doctor")
    assert ran.status == 1
    assert re.search(r"places\.bin +DAMAGED +another hash; install gawah again", ran.text)


# --- evaluate ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def gold(tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "one.txt").write_text("FICTION. A bomb in Tarvel left nine dead.", encoding="utf-8")
    incident = {"main": True, "type": "bombing", "killed": {"low": 8, "best": 8, "high": 8, "said": "number"}}
    line = {"doc": "one", "incidents": [incident]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    return tmp_path / "gold.jsonl", texts


def test_scores_and_errors_are_shown_with_the_rule_that_fired(run, gold, tmp_path):
    page = tmp_path / "errors.html"
    ran = run("evaluate", *gold, "--coder", "bombs", "--errors", "killed", "--html", page)
    assert ran.status == 0
    assert re.search(r"type +1 +1 +1 +1.000", ran.text)
    assert "killed: wrong" in ran.text
    assert "rule dead-count" in ran.text
    assert "dead-count" in page.read_text("utf-8")


def test_figures_can_be_had_as_json(run, gold, folder):
    figures = json.loads(run("evaluate", *gold, "--coder", "bombs", "--json").out)
    assert figures["type"]["f1"] == 1.0
    quiet = folder / "quiet"
    quiet.mkdir()
    (quiet / "q.txt").write_text("FICTION. A bomb exercise.", encoding="utf-8")
    figures = json.loads(run("evaluate", "--negatives", quiet, "--coder", "bombs", "--json").out)
    assert figures == {"negatives": {"documents": 1, "alarmed": 1, "share": 1.0}}


def test_records_in_a_file_can_be_compared(run, gold, tmp_path):
    records = tmp_path / "records.jsonl"
    assert run("read", gold[1] / "one.txt", "-o", records, "--coder", "bombs").status == 0
    assert re.search(r"type +1 +1 +1 +1.000", run("evaluate", gold[0], "--pred", records).text)


def test_figures_below_their_floors_end_with_a_failure(run, gold, tmp_path):
    line = json.loads(gold[0].read_text("utf-8"))
    many = [dict(line, doc=f"d{n}") for n in range(40)]
    for document in many:
        (gold[1] / f"{document['doc']}.txt").write_text("FICTION. A bomb in Tarvel left nine dead.", encoding="utf-8")
    gold[0].write_text("".join(json.dumps(document) + "\n" for document in many), encoding="utf-8")
    floors = tmp_path / "floors.yaml"
    floors.write_text("floors: []\n", encoding="utf-8")
    ran = run("evaluate", *gold, "--coder", "bombs", "--floors", floors)
    assert ran.status == 1
    assert "gawah: type: 40 gold values and no floor; set one" in ran.err
    evaluation = evaluate(*gold, Reader("bombs").predict)
    floors.write_text(write_floors(set_floors(evaluation)), encoding="utf-8")
    ran = run("evaluate", *gold, "--coder", "bombs", "--floors", floors)
    assert (ran.status, ran.err) == (0, "")
    assert "mean F1" in ran.text


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ((), "there is nothing to compare"),
        (("--negatives", "x", "--floors", "y"), "go with GOLD"),
        (("GOLD",), "the texts are missing"),
        (("--negatives", "x", "--html", "y"), "go with GOLD"),
        (("GOLD", "TEXTS", "--errors", "nonsense"), "no such field; there are"),
        (("GOLD", "TEXTS", "--html", "no/such/folder.html"), "name another file with --html"),
    ],
)
def test_what_does_not_go_together_is_told(run, gold, words, problem):
    names = dict(zip(("GOLD", "TEXTS"), gold, strict=True))
    ran = run("evaluate", *(names.get(word, word) for word in words), "--coder", "bombs")
    assert ran.status == 2
    assert problem in ran.err


def test_gold_that_cannot_be_used_is_told_in_one_line(run, tmp_path):
    ran = run("evaluate", tmp_path / "none.jsonl", tmp_path)
    assert ran.status == 1
    assert ran.err.startswith(f"gawah: {tmp_path / 'none.jsonl'}: cannot be read")
    assert ran.err.count("\n") == 1
