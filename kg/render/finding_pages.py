"""The pages of docs/findings: one for each kind of finding, and the list of all."""

from kg.lexicon.findings import FindingCode, FindingTable

_INDEX = "README"

_LIST = """# 校验结果 · Findings

<!-- made of lexicon/findings.toml by tools/finding_pages.py -->

`kg validate --graph DIR` 逐份报告校验，并给出每个问题所在的报告、行、句子、含义和改正办法；`--format` 可选 text、json、sarif、html。
violation（违反）表示图谱不能照用，退出码为 1；warning（警告）值得核对；info（提示）仅供参考。

`kg validate --graph DIR` checks report by report and shows for each finding the report, line and sentence, what it means and how to mend it;
`--format` is text, json, sarif or html. A violation means that the graph must not be used as it is (exit code 1), a warning that something is
worth a look, info is for the record.

| code | severity | 含义 | meaning |
| --- | --- | --- | --- |
"""

_PAGE = """# {code}

<!-- made of lexicon/findings.toml by tools/finding_pages.py -->

{severity} · [所有代码 · all codes](README.md)

## {title_zh}

{meaning_zh}

**何时出现：** {occurs_zh}

**如何改正：** {mend_zh}

## {title_en}

{meaning_en}

**When it occurs:** {occurs_en}

**How to mend it:** {mend_en}

## 例 · Example

```text
{text}
```

第{line}行：{why_zh}

Line {line}: {why_en}
"""


def pages(codes: FindingTable) -> dict[str, str]:
    """Name and text of each page, the list of all among them."""
    made = {f"{code}.md": _page(one) for code, one in codes.items()}
    rows = (
        f"| [`{one.code}`]({one.code}.md) | {one.severity} | {one.title.zh} | {one.title.en} |\n"
        for one in codes.values()
    )
    return {f"{_INDEX}.md": _LIST + "".join(rows), **made}


def _page(one: FindingCode) -> str:
    both = {
        f"{name}_{language}": getattr(words, language)
        for name, words in (
            ("title", one.title),
            ("meaning", one.meaning),
            ("occurs", one.occurs),
            ("mend", one.mend),
            ("why", one.example.why),
        )
        for language in ("zh", "en")
    }
    text, line = one.example.text.rstrip("\n"), one.example.line
    return _PAGE.format(code=one.code, severity=one.severity, text=text, line=line, **both)
