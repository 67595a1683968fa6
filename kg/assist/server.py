"""The server on standard input and output: tools and resources in the words of the protocol."""

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread
from mcp import MCPError
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListResourcesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
    Resource,
    TextContent,
    TextResourceContents,
    Tool,
    ToolAnnotations,
)

from kg import __version__, store
from kg.assist import tools
from kg.assist.words import words
from kg.errors import KgError
from kg.settings import Settings
from kg.site.context import Context, open_graph

_NAME = "plan-kg"
VOCABULARY, REPORTS = "plan-kg://vocabulary", "plan-kg://reports"
_TYPES = {VOCABULARY: "text/turtle", REPORTS: "application/json"}

_Context = ServerRequestContext[Any]


class Assistant:
    """Answers from a graph folder, as it is when it is asked."""

    def __init__(self, graph: Path, settings: Settings) -> None:
        """Open the graph folder; StoreError where there is none."""
        self._graph, self._settings = graph, settings
        self._context = open_graph(graph, settings)

    def current(self) -> Context:
        """The graph; opened anew where it was built again."""
        if store.read(self._graph) != self._context.record:
            self._context = open_graph(self._graph, self._settings)
        return self._context

    def tools(self) -> list[Tool]:
        """What can be called."""
        hints = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
        return [
            Tool(
                name=one.name,
                title=one.title,
                description=one.description,
                input_schema=one.schema,
                annotations=hints,
            )
            for one in tools.tools(self._context)
        ]

    def call(self, name: str, arguments: Mapping[str, Any]) -> CallToolResult:
        """The answer of a tool, or what is wrong with the call, in words."""
        try:
            said = tools.call(self.current(), name, arguments)
        except KgError as error:
            return CallToolResult(content=[TextContent(text=str(error))], is_error=True)
        text = json.dumps(said, ensure_ascii=False)
        return CallToolResult(content=[TextContent(text=text)], structured_content=said)

    def resources(self) -> list[Resource]:
        """What can be read."""
        said = {VOCABULARY: "vocabulary", REPORTS: "reports"}
        return [
            Resource(uri=uri, name=key, description=str(words()[key]), mime_type=_TYPES[uri])
            for uri, key in said.items()
        ]

    def read(self, uri: str) -> str:
        """The text of a resource."""
        if uri == VOCABULARY:
            return self._settings.ontology.read_text(encoding="utf-8")
        if uri == REPORTS:
            context = self.current()
            listed = [
                {"document": document, "iri": iri, "title": context.labels[iri].zh}
                for iri, document in context.reports.items()
            ]
            return json.dumps(listed, ensure_ascii=False, indent=1)
        known = ", ".join(_TYPES)
        raise MCPError(INVALID_PARAMS, f"no resource {uri} (there are: {known})")


def server(assistant: Assistant) -> Server[Any]:
    """The server of an assistant; what takes long runs beside it."""

    async def list_tools(_: _Context, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=assistant.tools())

    async def call_tool(_: _Context, asked: CallToolRequestParams) -> CallToolResult:
        answer = partial(assistant.call, asked.name, asked.arguments or {})
        return await anyio.to_thread.run_sync(answer)

    async def list_resources(_: _Context, __: PaginatedRequestParams | None) -> ListResourcesResult:
        return ListResourcesResult(resources=assistant.resources())

    async def read_resource(_: _Context, asked: ReadResourceRequestParams) -> ReadResourceResult:
        text = await anyio.to_thread.run_sync(assistant.read, asked.uri)
        held = TextResourceContents(uri=asked.uri, mime_type=_TYPES[asked.uri], text=text)
        return ReadResourceResult(contents=[held])

    return Server(
        _NAME,
        version=__version__,
        instructions=f"{words()['instructions'].zh}\n\n{words()['instructions'].en}",
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_read_resource=read_resource,
    )


def serve(graph: Path, settings: Settings) -> None:
    """Answer on standard input and output until that ends."""
    anyio.run(_run, server(Assistant(graph, settings)))


async def _run(made: Server[Any]) -> None:
    async with stdio_server() as (asked, answered):
        await made.run(asked, answered, made.create_initialization_options())
