"""Write the contracts that are generated from code: `make contracts`. A test fails when they have drifted."""

import json
from pathlib import Path

from gateway.dialects.contract import json_schema

CONTRACTS = Path(__file__).parents[1] / "config" / "contracts"


def generated() -> dict[Path, str]:
    """Every generated contract, by the file it belongs in."""
    return {
        CONTRACTS / "telemetry.v1.schema.json": json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    }


if __name__ == "__main__":
    CONTRACTS.mkdir(parents=True, exist_ok=True)
    for file, text in generated().items():
        file.write_text(text, encoding="utf-8")
