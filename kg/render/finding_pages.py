"""The pages of docs/findings: one for each kind of finding, and the list of all."""

from kg.lexicon.findings import FindingTable
from kg.render.templates import template


def pages(codes: FindingTable) -> dict[str, str]:
    """Name and text of each page, the list of all among them."""
    page, listed = template("finding_page.md.j2"), template("finding_list.md.j2")
    made = {f"{code}.md": page.render(one=one) for code, one in codes.items()}
    return {"README.md": listed.render(codes=codes.values()), **made}
