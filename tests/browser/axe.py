"""axe-core, which finds what keeps people from using a page."""

from pathlib import Path

from playwright.sync_api import Page

from tests.servers.parts import missing

SCRIPT = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = """async () => (await axe.run({ resultTypes: ["violations"] })).violations
    .filter(({ impact }) => ["serious", "critical"].includes(impact))
    .flatMap(({ id, nodes }) => nodes.map(({ html, any, all, none }) =>
        [id, html.slice(0, 160), ...[...any, ...all, ...none].map(({ message }) => message)].join(": ")))"""


def axe_source() -> str:
    """Its script, put into pages by the tests alone."""
    if not SCRIPT.exists():
        missing("axe-core", install="npm ci")
    return SCRIPT.read_text(encoding="utf-8")


def grave_faults(page: Page, axe: str) -> list[str]:
    """What is serious or critical on the page that is open."""
    page.evaluate(axe)
    found: list[str] = page.evaluate(GRAVE)
    return found
