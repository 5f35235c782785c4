"""The command `gawah`. Each command is a file; what it needs is imported when it runs, so that help comes at once."""

from typing import Annotated

import typer

from gawah import __version__
from gawah.cli.add import add_reports
from gawah.cli.agreement import print_agreement
from gawah.cli.attach import attach_file, detach_file, print_attachments
from gawah.cli.codebook import print_codebook, print_schema
from gawah.cli.commands import Commands, tell, tell_examples
from gawah.cli.doctor import print_findings
from gawah.cli.dossier import write_dossier
from gawah.cli.erase import erase
from gawah.cli.evaluate import print_evaluation
from gawah.cli.explain import explain_value
from gawah.cli.export import export_incidents
from gawah.cli.gate import attack_export, look_at_gate
from gawah.cli.inbox import print_inbox
from gawah.cli.list import list_incidents, print_lists, print_stats
from gawah.cli.map import map_table
from gawah.cli.people import people
from gawah.cli.persons import match_persons
from gawah.cli.project import adopt_codebook
from gawah.cli.read import read_reports
from gawah.cli.review import print_log, undo_decision
from gawah.cli.serve import serve
from gawah.cli.sheet import review
from gawah.cli.show import show_incident
from gawah.cli.text import print_text
from gawah.cli.verify import verify_store
from gawah.errors import CodebookError

__all__ = ["app", "main"]

app = typer.Typer(
    name="gawah",
    cls=Commands,
    help="Read reports of political violence and write incident records in which every value points to the words that"
    " say it.",
    epilog=tell_examples(
        "gawah read report.txt",
        "gawah read reports/ --json -o records.jsonl",
        "gawah read report.txt --explain /killed",
        "gawah codebook execution",
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"gawah {__version__}")
        raise typer.Exit


@app.callback()
def _take_options(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Tell the version, and stop.", callback=_show_version, is_eager=True)
    ] = False,
    codebook: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            envvar="GAWAH_CODEBOOK",
            help="The project's own codebook; codebook.yaml here or beside the store, where there is one. none: none.",
        ),
    ] = None,
) -> None:
    """Take the options that stand before a command."""
    try:
        adopt_codebook(codebook)
    except CodebookError as error:
        if context.invoked_subcommand != "codebook":  # which says what is wrong with it
            raise
        tell(str(error))


app.command(
    "read",
    epilog=tell_examples(
        "gawah read report.txt",
        "gawah read reports/ 'more/*.txt' --json -o records.jsonl",
        "curl -s https://example.org/story.txt | gawah read - --published 2031-05-04",
        "gawah read report.txt --explain /perpetrators/0",
    ),
)(read_reports)
app.command(
    "add",
    epilog=tell_examples(
        "gawah add reports/", "gawah add story.html --published 2031-05-04 --db project.db", "gawah show ab3de6gh2j"
    ),
)(add_reports)
app.command(
    "map",
    epilog=tell_examples("gawah map incidents.xlsx", "gawah map incidents.xlsx --yes", "gawah add incidents.xlsx"),
)(map_table)
app.command("show", epilog=tell_examples("gawah show ab3de6gh2j", "gawah show ab3de6gh2j --json"))(show_incident)
app.add_typer(review, name="review")
app.add_typer(people, name="people")
app.add_typer(erase, name="erase")
app.command(
    "serve",
    epilog=tell_examples(
        "gawah serve",
        "gawah serve --db project.db --as Amina --open",
        "gawah serve --team --host 0.0.0.0 --name gawah.example.org --cert fullchain.pem --key privkey.pem",
    ),
)(serve)
app.command("gate", epilog=tell_examples("gawah gate", "gawah gate --for partner --names"))(look_at_gate)
app.command("attack", epilog=tell_examples("gawah attack out/", "gawah attack incidents.xlsx --strict"))(attack_export)
app.command("undo", epilog=tell_examples("gawah undo 1f9a3c --reason 'it was the other market'"))(undo_decision)
app.command("inbox", epilog=tell_examples("gawah inbox", "gawah inbox --json > changes.jsonl"))(print_inbox)
app.command(
    "attach",
    epilog=tell_examples(
        "gawah attach ab3de6gh2j street.jpg --reason 'the street after it'",
        "gawah attach ab3de6gh2j clip.mp4 --shows /weapons/0 --time 1:02..1:10 --reason 'a rifle'",
    ),
)(attach_file)
app.command(
    "attachments", epilog=tell_examples("gawah attachments ab3de6gh2j", "gawah attachments ab3de6gh2j --save out")
)(print_attachments)
app.command("detach", epilog=tell_examples("gawah detach ab3de6gh2j 1f9a3c --reason 'another street'"))(detach_file)
app.command("log", epilog=tell_examples("gawah log", "gawah log ab3de6gh2j"))(print_log)
app.command(
    "dossier",
    epilog=tell_examples(
        "gawah dossier ab3de6gh2j -o dossier.pdf",
        "gawah dossier ab3de6gh2j --for internal -o draft.html",
        "gawah dossier ab3de6gh2j --without-graphic --format docx",
    ),
)(write_dossier)
app.command(
    "export",
    epilog=tell_examples(
        "gawah export acled -o incidents.csv --country PK --year 2021",
        "gawah export csv geojson parquet -o published/",
        "gawah export ucdp --for internal --all -o draft.xlsx",
    ),
)(export_incidents)
app.command("explain", epilog=tell_examples("gawah explain ab3de6gh2j /killed", "gawah explain ab3de6gh2j /place"))(
    explain_value
)
app.command(
    "list",
    epilog=tell_examples(
        "gawah list --year 2021 --country PK --killed 10..",
        "gawah list --perpetrator 'Islamic State' --descendants --near Quetta --within 50km",
        "gawah list --text sit-in --json > incidents.jsonl",
        "gawah list --community Hazara --save hazara",
    ),
)(list_incidents)
app.command("lists", epilog=tell_examples("gawah lists", "gawah lists --forget hazara"))(print_lists)
app.command(
    "stats", epilog=tell_examples("gawah stats --by year,perpetrator", "gawah stats --by country --year 2015..2020")
)(print_stats)
app.command(
    "persons",
    epilog=tell_examples(
        "gawah persons morgue.csv families.xlsx",
        "gawah persons list.csv --csv > matched.csv",
        "gawah persons a.csv b.csv --json",
    ),
)(match_persons)
app.command("verify", epilog=tell_examples("gawah verify", "gawah verify --db project.db"))(verify_store)
app.command("text", epilog=tell_examples("gawah text report.txt", "gawah text reports.jsonl --number 3"))(print_text)
app.command(
    "codebook",
    epilog=tell_examples(
        "gawah codebook", "gawah codebook execution", "gawah codebook bases", "gawah codebook --markdown > codebook.md"
    ),
)(print_codebook)
app.command("schema", epilog=tell_examples("gawah schema > record.schema.json"))(print_schema)
app.command("doctor", epilog=tell_examples("gawah doctor"))(print_findings)
app.command(
    "evaluate",
    epilog=tell_examples(
        "gawah evaluate gold.jsonl texts/",
        "gawah evaluate gold.jsonl texts/ --errors killed --html errors.html",
        "gawah evaluate gold.jsonl texts/ --pred records.jsonl",
        "gawah evaluate gold.jsonl texts/ --floors floors.yaml",
        "gawah evaluate --negatives quiet-texts/",
    ),
)(print_evaluation)
app.command(
    "agreement",
    epilog=tell_examples("gawah agreement", "gawah agreement --with machine", "gawah agreement --with nobody --json"),
)(print_agreement)


def main() -> None:
    """Run the command line; exit status 0, or else one of those in `gawah.cli.commands`."""
    app()
