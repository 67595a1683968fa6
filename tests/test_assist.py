"""kg mcp: an assistant asks by the protocol, over standard input and output, and can cite."""

import json
import shutil
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from jsonschema import Draft202012Validator
from mcp import Client, MCPError, StdioServerParameters
from mcp_types import CallToolResult, TextContent, TextResourceContents

from kg import query
from kg.assist.server import REPORTS, VOCABULARY, Assistant
from kg.assist.tools import tools
from kg.pipeline import build
from kg.settings import Settings

SETTINGS = Settings()
AREA = "https://w3id.org/plan-kg/id/area/320509"
NAMES = [one.name for one in query.questions(SETTINGS.queries)]
#: Those that ask for nothing in particular; tests/test_histories.py asks the others.
OPEN = {
    one.name
    for one in query.questions(SETTINGS.queries)
    if not any(parameter.required for parameter in one.parameters)
}
#: The reports of the examples agree; tests/test_agree.py asks of some that do not.
SILENT = {"disagreements"}


@pytest.fixture(scope="module")
def assistant(graph: Path) -> Assistant:
    """The answers for the examples, without the protocol."""
    return Assistant(graph, SETTINGS)


def talk(graph: Path, ask: Callable[[Client], Awaitable[None]]) -> None:
    """Start the command, say hello by the protocol, ask, and hang up."""

    async def _talk() -> None:
        command = ["-m", "kg", "mcp", "--graph", str(graph)]
        async with Client(StdioServerParameters(command=sys.executable, args=command)) as client:
            await ask(client)

    anyio.run(_talk)


def said(result: CallToolResult) -> dict[str, Any]:
    (content,) = result.content
    assert isinstance(content, TextContent)
    assert not result.is_error, content.text
    told: dict[str, Any] = json.loads(content.text)
    assert told == result.structured_content
    return told


def wrong(result: CallToolResult) -> str:
    assert result.is_error
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def ask(assistant: Assistant, name: str, **arguments: object) -> dict[str, Any]:
    return said(assistant.call(name, arguments))


# -- over the wire --------------------------------------------------------------------------------


def test_a_client_of_the_protocol_lists_tools_asks_and_reads(graph: Path) -> None:
    async def conversation(client: Client) -> None:
        listed = (await client.list_tools()).tools
        assert [tool.name for tool in listed][:4] == ["search", "ask", "evidence", "describe"]
        assert {tool.name for tool in listed[4:]} == set(NAMES) - {"explain"}
        answer = await client.call_tool("honours", {"area": "吴江", "limit": 2})
        assert isinstance(answer, CallToolResult)
        assert len(said(answer)["rows"]) == 2
        refused = await client.call_tool("honours", {"area": "nowhere"})
        assert isinstance(refused, CallToolResult)
        assert "no area named nowhere" in wrong(refused)
        resources = (await client.list_resources()).resources
        assert [str(one.uri) for one in resources] == [VOCABULARY, REPORTS]
        for one in resources:
            (held,) = (await client.read_resource(str(one.uri))).contents
            assert isinstance(held, TextResourceContents)
            assert "plan-kg" in held.text
        with pytest.raises(MCPError, match="no resource"):
            await client.read_resource("plan-kg://nothing")

    talk(graph, conversation)


def test_the_server_says_in_both_languages_how_to_cite(graph: Path) -> None:
    async def conversation(client: Client) -> None:
        assert client.instructions
        assert "quote" in client.instructions
        assert "引用" in client.instructions

    talk(graph, conversation)


def test_nothing_but_the_protocol_goes_to_standard_output(graph: Path) -> None:
    hello = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"},
        },
    }
    done = subprocess.run(
        [sys.executable, "-m", "kg", "mcp", "--graph", str(graph)],
        input=json.dumps(hello) + "\nno JSON\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines[0]["result"]["serverInfo"]["name"] == "plan-kg"
    assert all(line["jsonrpc"] == "2.0" for line in lines)


def test_a_missing_graph_is_said_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "mcp", "--graph", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "no graph here" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_missing_library_is_said_in_one_line(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "mcp.py").write_text("raise ModuleNotFoundError(name='mcp')", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "kg", "mcp", "--graph", str(graph)],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": f"{tmp_path}:{Path(__file__).parents[1]}"},
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "kg: mcp is not installed (pip install 'plan-kg[mcp]')\n"


# -- answers --------------------------------------------------------------------------------------


def test_every_question_is_a_tool_with_its_parameters(assistant: Assistant) -> None:
    by_name = {tool.name: tool for tool in assistant.tools()}
    for one in query.questions(SETTINGS.queries):
        if one.name == "explain":  # that is what the tool evidence asks
            continue
        tool = by_name[one.name]
        Draft202012Validator.check_schema(tool.input_schema)
        assert set(tool.input_schema["properties"]) == {
            *(parameter.name for parameter in one.parameters),
            "limit",
            "offset",
        }
        assert tool.description
        assert one.description in tool.description
        assert one.description_en in tool.description
        assert tool.annotations
        assert tool.annotations.read_only_hint


@pytest.mark.parametrize("name", sorted(OPEN - {"explain", *SILENT}))
def test_every_row_can_be_cited(assistant: Assistant, name: str) -> None:
    told = ask(assistant, name, limit=5)
    assert 0 < len(told["rows"]) <= 5
    for row in told["rows"]:
        assert row["quote"]
        report = told["documents"][row["document"]]
        assert report["title"]
        assert report["iri"].endswith(f"/report/{row['document']}")


def test_things_that_rows_name_have_their_iris(assistant: Assistant) -> None:
    told = ask(assistant, "who-did-what", actor="吴江")
    assert told["iris"]["吴江区"] == AREA


def test_pages_follow_one_another(assistant: Assistant) -> None:
    whole = ask(assistant, "entities", limit=200)
    first = ask(assistant, "entities", limit=7)
    second = ask(assistant, "entities", limit=7, offset=first["next_offset"])
    assert first["rows"] + second["rows"] == whole["rows"][:14]
    last = ask(assistant, "entities", limit=200, offset=whole["total"] - 1)
    assert (len(last["rows"]), last["next_offset"]) == (1, None)


def test_search_leads_to_evidence_and_to_what_is_said(assistant: Assistant) -> None:
    iri = ask(assistant, "search", text="wjq", kinds=["area"])["hits"][0]["iri"]
    assert iri == AREA
    told = ask(assistant, "evidence", iri=iri, limit=3)
    assert len(told["evidence"]) == 3
    for place in told["evidence"]:
        text = assistant.current().text(place["document"])
        assert text[place["start"] : place["end"]] == place["exact"]
        assert place["document"] in told["documents"]
    described = ask(assistant, "describe", iri=iri)
    named = {one["property"]["en"]: one["value"] for one in described["statements"]}
    assert named["area code"] == "320509"
    assert named["part of"]["zh"] == "苏州市"
    assert described["links"]


def test_a_number_counts_for_a_text_and_a_single_one_for_a_list(assistant: Assistant) -> None:
    by_number = ask(assistant, "who-did-what", period=2024)
    assert by_number == ask(assistant, "who-did-what", period="2024", area="", offset=0)
    assert ask(assistant, "search", text="吴江", kinds="area")["total"] >= 1


WRONG: dict[str, tuple[str, dict[str, object], str]] = {
    "an unknown tool": ("who", {}, "no tool who (there are: search, "),
    "an unknown argument": ("honours", {"city": "x"}, "no argument city (there are: honour, "),
    "a missing argument": ("search", {}, "argument text is missing"),
    "an empty argument": ("evidence", {"iri": ""}, "argument iri is missing"),
    "a name that nothing bears": ("honours", {"area": "吴江市区"}, "close names: 吴江"),
    "a text that is a list": ("honours", {"area": ["吴江"]}, "area: no text"),
    "a text that is none": ("honours", {"area": "\udcff"}, "area: no text in UTF-8"),
    "a long text": ("honours", {"area": "长" * 1001}, "area: more than 1000 characters"),
    "a number that is a text": ("honours", {"limit": "9"}, "limit: no whole number: 9"),
    "too many rows": ("honours", {"limit": 201}, "limit: 201 is out of range (from 1 to 200)"),
    "a kind that is none": ("search", {"text": "x", "kinds": ["city"]}, "no kind city"),
    "no IRI": ("evidence", {"iri": "320509"}, "no IRI: 320509"),
    "an IRI of nothing": ("describe", {"iri": "http://example.org/"}, "nothing is said of"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_asked_wrongly_is_told_in_words(assistant: Assistant, case: str) -> None:
    name, arguments, words = WRONG[case]
    assert words in wrong(assistant.call(name, arguments))


def test_a_graph_that_is_built_anew_is_answered_from(tmp_path: Path) -> None:
    report, folder = tmp_path / "report.txt", tmp_path / "graph"
    report.write_text(
        "苏州市吴江区2024年政府工作报告\n一、2024年工作回顾\n工业投资20亿元。\n", "utf-8"
    )
    build([report], folder, Settings(model=None), workers=1)
    assistant = Assistant(folder, SETTINGS)
    assert ask(assistant, "search", text="盛泽镇")["total"] == 0
    report.write_text(report.read_text("utf-8") + "盛泽镇工业投资5亿元。\n", "utf-8")
    build([report], folder, Settings(model=None), workers=1)
    assert ask(assistant, "search", text="盛泽镇")["total"] == 1
    shutil.rmtree(folder)
    assert "no graph here" in wrong(assistant.call("search", {"text": "盛泽镇"}))


def test_tools_are_the_same_each_time(assistant: Assistant) -> None:
    context = assistant.current()
    assert [one.name for one in tools(context)] == [one.name for one in tools(context)]
    assert [one.model_dump() for one in assistant.tools()] == [
        one.model_dump() for one in assistant.tools()
    ]
