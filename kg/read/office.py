"""Older and other formats of word processors: LibreOffice turns them into one of Word.

It runs with a profile of its own that allows no macro and follows no link, without a network where
the system lets a process give it up, with limits of memory and time, and ends with its parent.
"""

import ctypes
import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import InputError
from kg.read import docx
from kg.read.formats import office_program
from kg.read.limits import Limits
from kg.read.parts import Part
from kg.system import end_with

_OLE = b"\xd0\xcf\x11\xe0"
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_OF_WORD = "WordDocument".encode("utf-16-le")
_ENDINGS = ((_OLE, ".doc"), (b"{\\rtf", ".rtf"), (b"PK", ".odt"))
#: What LibreOffice may have beside the memory of a reader: its libraries are mapped whole.
_MAPPED = 2 * 2**30
#: It leaves so when it wants to be started anew, as it does once with a new profile.
_AGAIN = 81
_STARTS = 3
_SHARE = 0.9  # of the time for a file
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000

_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Misc", "FirstRun", "false"),
    ("Writer/Content/Update", "Link", "0"),
    ("Writer/Content/Update", "Field", "false"),
)
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.Office.{}"><prop oor:name="{}" oor:op="fuse">'
    "<value>{}</value></prop></item>"
)


def parts(data: bytes, limits: Limits) -> Iterator[Part]:
    """What the file shows, in reading order."""
    if data.startswith(_OLE) and _PROTECTED in data:
        raise InputError("the file is protected by a password")
    if data.startswith(_OLE) and _OF_WORD not in data:
        raise InputError("there is no text of Word in it")
    # no temporary folder may outlast the iterator
    return docx.parts(converted(data, limits), limits)


def converted(data: bytes, limits: Limits) -> bytes:
    """The file as one of Word; InputError where LibreOffice is missing or cannot read it."""
    program = office_program()
    if program is None:
        raise InputError("LibreOffice is not installed")
    with TemporaryDirectory(prefix="plan-kg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"report{_ending(data)}"
        source.write_bytes(data)
        _profile(folder)
        _run(_command(program, folder, source), folder, limits)
        made = folder / "made" / "report.docx"
        if not made.is_file():
            raise InputError("LibreOffice cannot read it: it is damaged or protected by a password")
        limits.check("size", made.stat().st_size)
        return made.read_bytes()


def _ending(data: bytes) -> str:
    head = data[:64].lstrip()
    return next((ending for start, ending in _ENDINGS if head.startswith(start)), ".doc")


def _profile(folder: Path) -> None:
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    items = "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    (user / "registrymodifications.xcu").write_text(_PROFILE.format(items), encoding="utf-8")


def _command(program: str, folder: Path, source: Path) -> list[str]:
    # the program itself, not the one that starts it, so that it ends with its parent
    inner = Path(program).resolve().with_name("soffice.bin")
    return [
        str(inner) if inner.is_file() else program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nologo",
        "--nodefault",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder / "made"),
        str(source),
    ]


def _run(command: list[str], folder: Path, limits: Limits) -> None:
    until = time.monotonic() + limits.seconds * _SHARE
    for _ in range(_STARTS):
        running = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environment(folder),
            cwd=folder,
            process_group=0,
            preexec_fn=_confined(limits),  # noqa: PLW1509  # a reader has one thread
        )
        try:
            code = running.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired as error:
            raise InputError(f"reading it takes longer than {limits.seconds:g} s") from error
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()
        if code != _AGAIN:
            return


def _environment(folder: Path) -> dict[str, str]:
    path = os.environ.get("PATH", os.defpath)
    return {
        "PATH": path,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LC_ALL": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }


def _confined(limits: Limits) -> Callable[[], None]:
    """What the new process does before it becomes LibreOffice."""
    memory = limits.memory + _MAPPED
    libc = ctypes.CDLL(None, use_errno=True)
    user, group, parent = os.getuid(), os.getgid(), os.getpid()

    def confine() -> None:
        _leave_network(libc, user, group)
        end_with(parent)
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits.unpacked, limits.unpacked))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    return confine


def _leave_network(libc: ctypes.CDLL, user: int, group: int) -> None:
    """Give up the network, where the system lets a process do so."""
    if libc.unshare(_NEW_NETWORK) == 0 or libc.unshare(_NEW_NETWORK | _NEW_USER) != 0:
        return
    with suppress(OSError):
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
