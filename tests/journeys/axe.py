"""What axe-core has against a page."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent.parent / "vendor" / "axe-4.14.1.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


def broken_rules(page: Page, scheme: str) -> list[str]:
    """`rule: where first` for each rule that is broken in `light` or `dark` colours."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]  # one of the two names above
    page.evaluate(AXE.read_text())
    question = f"axe.run(document, {{runOnly: {RULES}}})"
    return [f"{rule['id']}: {rule['nodes'][0]['target']}" for rule in page.evaluate(question)["violations"]]
