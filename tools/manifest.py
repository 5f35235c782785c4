"""Writes what a build made into `data/manifest.json`: size and SHA-256 by file name."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path


def write_tables(folder: Path, tables: Mapping[str, bytes]) -> None:
    """Write `tables` (name to bytes) into `folder` and their hashes into its manifest; other entries stay."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for name, content in tables.items():
        # Aside, then in its place: a program that has the old table mapped keeps reading the old one.
        aside = folder / f"{name}.part"
        aside.write_bytes(content)
        aside.replace(folder / name)
        manifest[name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    path.write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")
