"""The word lists of the rules coder, as YAML; loaded once."""

from functools import cache
from importlib import resources
from typing import Any


@cache
def load_lexicon(name: str) -> Any:
    """Return what `name`.yaml of this folder holds."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with resources.files(__name__).joinpath(f"{name}.yaml").open(encoding="utf-8") as stream:
        return yaml.load(stream, Loader=loader)


@cache
def word_set(section: str, key: str) -> frozenset[str]:
    """Return the words that `attribution.yaml` lists under `key` in `section`."""
    return frozenset(load_lexicon("attribution")[section][key].split())
