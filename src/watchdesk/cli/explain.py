"""``watchdesk explain``: one article's whole story."""

from dataclasses import asdict

import click

from watchdesk.cli.match import mention_json, sum_of
from watchdesk.cli.start import open_desk, print_json
from watchdesk.model import Hit
from watchdesk.pipeline.explain import find, refused, standing
from watchdesk.store.archive import Dossier, KeptVersion
from watchdesk.store.hits import MIXED


@click.command()
@click.argument("url_or_id", metavar="URL|ID")
@click.option("--json", "as_json", is_flag=True, help="Print the whole story as JSON.")
@click.pass_context
def command(ctx: click.Context, url_or_id: str, *, as_json: bool) -> None:
    """Say why an article of the archive is, or is not, in an edition."""
    with open_desk(ctx.obj) as desk:
        article = find(desk, url_or_id)
        verdicts = standing(desk, article)
        refusals = refused(desk, article)
    if as_json:
        print_json(_as_json(article, verdicts) | {"rejected": [asdict(one) for one in refusals]})
        return
    _show(article, verdicts)
    for one in refusals:
        click.echo(f"    considered {one.field}:{one.start}-{one.end} {one.surface}: not {one.term}, {one.reason}")


def _show(article: Dossier, verdicts: dict[str, str]) -> None:
    click.echo(f"article {article.id}: {article.url}")
    for schedule, said in verdicts.items():
        click.echo(f"  {schedule}: {said}")
    for told in article.told:
        note = ", baseline" if told.is_baseline else ""
        click.echo(f"  told by {told.feed} ({told.first_seen.isoformat(timespec='seconds')}{note}): {told.title}")
    if article.state != "read":
        click.echo(f"  page {article.state}{': ' + article.reason if article.reason else ''}")
    for version in article.versions:
        _show_version(version)


def _show_version(version: KeptVersion) -> None:
    article = version.article
    source = "the page" if article.text_from == "page" else "the feed's summary"
    matched_with = version.matched_with or ""
    earlier = " and earlier ones" if matched_with.endswith(MIXED) else ""
    list_hash = f", matched with list {matched_with[:12]}{earlier}" if matched_with else ""
    click.echo(f"  version {article.version} from {source}, {len(article.text)} characters{list_hash}: {article.title}")
    for hit in version.hits:
        parts = sum_of(hit)
        note = "" if hit.counts else " (evidence only)"
        click.echo(f"    {hit.term}{note} scores {hit.score:.2f} = {parts}")
        for mention in hit.mentions:
            place = f"{mention.field}:{mention.start}-{mention.end}"
            click.echo(f"      {place} {mention.surface}: {mention.how} {mention.confidence:.2f}, {mention.rule}")


def _as_json(article: Dossier, verdicts: dict[str, str]) -> dict[str, object]:
    return {
        "id": article.id,
        "url": article.url,
        "baseline": article.is_baseline,
        "state": article.state,
        "reason": article.reason,
        "verdicts": verdicts,
        "entries": [
            {"feed": told.feed, "title": told.title, "first_seen": told.first_seen, "baseline": told.is_baseline}
            for told in article.told
        ],
        "versions": [_version_json(version) for version in article.versions],
    }


def _version_json(version: KeptVersion) -> dict[str, object]:
    return {
        "version": version.article.version,
        "title": version.article.title,
        "text_from": version.article.text_from,
        "characters": len(version.article.text),
        "watchlist": version.matched_with,
        "editions": dict(version.editions),
        "hits": [_hit_json(hit) for hit in version.hits],
    }


def _hit_json(hit: Hit) -> dict[str, object]:
    return {
        hit.kind: hit.term,
        "counts": hit.counts,
        "score": hit.score,
        "parts": [list(part) for part in hit.parts],
        "mentions": [mention_json(mention.field, mention) for mention in hit.mentions],
    }
