"""Write what is generated, contracts and the pages of words: `make contracts`. A test fails on a drift."""

import json
from importlib.metadata import version
from pathlib import Path

from feed.api.openapi import document
from feed.api.routes import ROUTES
from gateway.dialects.contract import json_schema
from tests.words import LANGUAGES, page

ROOT = Path(__file__).parents[1]
CONTRACTS = ROOT / "config" / "contracts"


def generated() -> dict[Path, str]:
    """Every generated contract and page, by the file it belongs in."""
    schema = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    voices = {ROOT / "docs" / f"voices.{language}.md": page(language) for language in LANGUAGES}
    api = document(
        ROUTES, title="Kurumatomo: the API", version=version("kurumatomo"), url="https://kurumatomo.example"
    )
    openapi = json.dumps(api, indent=1, ensure_ascii=False) + "\n"
    return {CONTRACTS / "telemetry.v1.schema.json": schema, CONTRACTS / "openapi.json": openapi} | voices


if __name__ == "__main__":
    CONTRACTS.mkdir(parents=True, exist_ok=True)
    for file, text in generated().items():
        file.write_text(text, encoding="utf-8")
