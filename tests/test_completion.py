"""kg completion: scripts that shells take, and what they complete."""

import shutil
import subprocess
from pathlib import Path

import pytest

from kg import query
from kg.cli import main
from kg.cli.completing import SHELLS
from kg.settings import Settings
from kg.store import Entry, Record, record

COMPLETED = {
    "bash": """
source {script}
COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); last=${{COMP_WORDS[COMP_CWORD]}}
function=$(complete -p kg | sed 's/.*-F \\([^ ]*\\).*/\\1/')
$function kg "$last" "${{COMP_WORDS[COMP_CWORD - 1]}}"
printf '%s\\n' "${{COMPREPLY[@]}}"
""",
    "fish": 'source {script}\ncomplete -C "{words}" | string split -f1 \\t\n',
}


@pytest.fixture
def scripts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Path]:
    """The script of each shell."""
    made = {}
    for shell in SHELLS:
        with pytest.raises(SystemExit) as exit_:
            main(["completion", shell])
        assert exit_.value.code == 0
        made[shell] = tmp_path / f"kg.{shell}"
        made[shell].write_text(capsys.readouterr().out, "utf-8")
    return made


def completed(shell: str, script: Path, words: str) -> set[str]:
    program = COMPLETED[shell].format(script=script, words=words)
    done = subprocess.run([shell, "-c", program], capture_output=True, text=True, check=False)
    return set(done.stdout.split())


def needs(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"needs {shell}: apt install {shell}")


def test_every_shell_takes_its_script(scripts: dict[str, Path]) -> None:
    for shell, script in scripts.items():
        assert all(one.name in script.read_text("utf-8") for one in questions())
        if shutil.which(shell):
            assert subprocess.run([shell, "-n", str(script)], check=False).returncode == 0


@pytest.mark.parametrize("shell", COMPLETED)
def test_commands_questions_stages_and_reports_are_completed(
    shell: str, scripts: dict[str, Path], tmp_path: Path
) -> None:
    needs(shell)
    script = scripts[shell]
    assert completed(shell, script, "kg doct") == {"doctor"}
    names = {one.name for one in questions() if one.name.startswith("project")}
    assert completed(shell, script, "kg query project") == names
    assert completed(shell, script, "kg show ob") == {"observations"}
    held = (Entry(id=name, name=f"{name}.txt", sha256="", folder="x") for name in ("甲-1", "乙"))
    standing = Record(made_with="", base="", reports=tuple(held), dump_sha256="", store="")
    (tmp_path / "build.json").write_text(record.dumps(standing), "utf-8")
    assert completed(shell, script, f"kg remove --graph {tmp_path} 甲") == {"甲-1"}


def questions() -> tuple[query.Question, ...]:
    return query.questions(Settings().queries)
