"""The command `kg`: parse, call one function, print. The only place that prints or exits."""

import atexit
import gc
import os
import sys
from collections.abc import Sequence

from kg.cli import words
from kg.errors import KgError

WRONG, STOPPED = 2, 130

# what ends is not looked through for cycles once more: after a build that takes 0.3 s
atexit.register(gc.freeze)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit: 0 good, 1 findings, 2 wrong use or unreadable input."""
    try:
        from kg.cli import waiting  # noqa: PLC0415
        from kg.cli.arguments import parser  # noqa: PLC0415  # slow: Ctrl-C meanwhile is no error

        waiting.listen()
        options = parser().parse_args(arguments)
        code = options.run(options)
    except KgError as error:
        print(words.said("refused", said=words.error(error)), file=sys.stderr)
        code = WRONG
    except BrokenPipeError:
        sys.stderr.close()
        code = 0
    except OSError as error:
        # where a stage does not say more: a full disk under an export, a folder that went away
        place = f"{os.fsdecode(error.filename)}: " if error.filename else ""
        said = words.translated(error.strerror or str(error))
        print(words.said("refused", said=f"{place}{said}"), file=sys.stderr)
        code = WRONG
    except UnicodeEncodeError as error:
        print(words.said("narrow", encoding=error.encoding), file=sys.stderr)
        code = WRONG
    except KeyboardInterrupt:
        print(words.said("stopped"), file=sys.stderr)
        code = STOPPED
    sys.exit(code)
