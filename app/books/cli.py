"""`flask check-books`: whether the books are right, rule by rule."""

import json
from dataclasses import asdict

import click

from app.books.check import Finding
from app.books.queries import check_books
from app.languages import gettext, ngettext
from app.shell import Command


@click.command("check-books", cls=Command)
@click.option("--json", "as_json", is_flag=True, help="For a program to read.")
def check_books_command(as_json: bool) -> None:
    """Check what must hold between balances, ledger, orders, walks, totes, operations and audit."""
    findings = check_books()
    wrong = [finding for finding in findings if finding.count]
    if as_json:
        click.echo(json.dumps({"right": not wrong, "checks": [asdict(one) for one in findings]}, ensure_ascii=False))
    else:
        _tell(wrong, len(findings))
    if wrong:
        raise SystemExit(1)


def _tell(wrong: list[Finding], checks: int) -> None:
    for finding in wrong:
        click.echo(f"{finding.name}: {finding.rule}")
        for row in finding.rows:
            click.echo(f"  {row}")
        if finding.count > len(finding.rows):
            click.echo("  " + gettext("… and %(count)s more.", count=finding.count - len(finding.rows)))
    if wrong:
        rules = ngettext("%(num)s rule is broken", "%(num)s rules are broken", len(wrong))
        click.echo(gettext("%(rules)s of %(checks)s.", rules=rules, checks=checks))
    else:
        click.echo(gettext("The books are right: %(checks)s rules checked.", checks=checks))
