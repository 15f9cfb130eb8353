"""Pages of HTML: the DOM rules of a pack, ready to run, and an article read from its page with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cleaner.errors import RuleError
from cleaner.html import DomRule, Pruner
from cleaner.html.css import CssError, parse_selector
from cleaner.rules_engine.compile import AnyOf
from cleaner.rules_engine.dom import DomSpec, Selected

__all__ = ["pruner_of"]


def pruner_of(specs: Iterable[DomSpec], more: Iterable[DomRule] = ()) -> Pruner:
    """Return the rules, ready to run. Raises `RuleError` for a selector that cannot be read."""
    return Pruner([*map(_rule, specs), *more])


def _rule(spec: DomSpec) -> DomRule:
    return DomRule(
        spec.id,
        spec.why,
        tuple(_sources(spec.select)),
        tuple(_sources(spec.unless)),
        most_words=spec.max_words,
        least_links=spec.min_links,
        says=_says(spec),
        same_as=spec.same_as,
        hosts=spec.hosts,
        languages=spec.languages,
    )


def _sources(selected: Iterable[Selected]) -> Iterator[str]:
    for source, place in selected:
        try:
            parse_selector(source)
        except CssError as error:
            raise RuleError("rule-selector", f"'{source}' is no CSS selector: {error}", do="see docs/html.md", where=place) from None
        yield source


def _says(spec: DomSpec) -> Callable[[str], bool] | None:
    if not spec.says:
        return None
    patterns = AnyOf(spec.says)

    return lambda text: patterns.search(text.encode("utf-8", "surrogatepass"))
