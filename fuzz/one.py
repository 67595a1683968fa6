"""One target in one process: `python -m fuzz.one NAME [options of libFuzzer]`; see `fuzz`."""

import random
import sys
from collections.abc import Callable

import atheris

with atheris.instrument_imports(include=["kg"]):
    from fuzz.targets import BY_NAME, Target


def main() -> None:
    """Run until a fault is found or libFuzzer's options end it."""
    target = BY_NAME[sys.argv.pop(1)]
    if target.change:
        atheris.Setup(sys.argv, target.holds, custom_mutator=_mutator(target))
    else:
        atheris.Setup(sys.argv, target.holds)
    atheris.Fuzz()


def _mutator(target: Target) -> Callable[[bytes, int, int], bytes]:
    """Half of the changes keep the packing whole, so that they reach what is packed."""

    def mutated(data: bytes, longest: int, seed: int) -> bytes:
        chance = random.Random(seed)  # noqa: S311
        if target.change and chance.random() < 0.5:
            changed = target.change(bytes(data), chance)
            return changed if len(changed) <= longest else bytes(data)
        return bytes(atheris.Mutate(data, longest))

    return mutated


if __name__ == "__main__":
    main()
