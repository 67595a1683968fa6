"""Files changed at random: bits, cuts, swaps; members of archives, markup, bombs, nesting."""

import io
import random
import zipfile
from collections.abc import Callable


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A file changed in one or two ways."""
    ways = _BYTES + (_MEMBERS * 2 if data.startswith(b"PK") else ())
    for way in chance.choices(ways, k=chance.randint(1, 2)):
        data = way(data, chance)
    return data


def member_changed(data: bytes, chance: random.Random) -> bytes:
    """A file whose packing is whole, where it has any, and what it holds changed in one way."""
    return chance.choice(_MEMBERS if data.startswith(b"PK") else _BYTES)(data, chance)


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 5, 50, 500)) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _holed(data: bytes, chance: random.Random) -> bytes:
    start, size = chance.randrange(len(data) + 1), chance.choice((1, 100, 10_000))
    return data[:start] + data[start + size :]


def _swapped(data: bytes, chance: random.Random) -> bytes:
    one, two, three = sorted(chance.randrange(len(data) + 1) for _ in range(3))
    return data[:one] + data[two:three] + data[one:two] + data[three:]


def _repeated(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.choice((10, 1000))]
    return data[:start] + piece * chance.choice((2, 50, 1000)) + data[start:]


def _noise(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + chance.randbytes(chance.choice((1, 100, 10_000))) + data[start:]


_Way = Callable[[bytes, random.Random], bytes]
_BYTES: tuple[_Way, ...] = (_flipped, _cut, _holed, _swapped, _repeated, _noise)


def _member(change: Callable[[bytes, random.Random], bytes]) -> _Way:
    """A way that changes what one member of an archive holds, and packs it anew."""

    def changed(data: bytes, chance: random.Random) -> bytes:
        found = _unpacked(data)
        if not found:
            return data
        # the parts that hold text, more often than those beside
        names = [name for name in found if name.endswith(".xml")] or list(found)
        name = max(chance.sample(names, min(3, len(names))), key=lambda one: len(found[one]))
        found[name] = change(found[name], chance)
        return _packed(found)

    return changed


def _mixed(data: bytes, chance: random.Random) -> bytes:
    """Members under each other's names."""
    found = _unpacked(data)
    contents = list(found.values())
    chance.shuffle(contents)
    return _packed(dict(zip(found, contents, strict=True))) if found else data


def _without(data: bytes, chance: random.Random) -> bytes:
    found = _unpacked(data)
    if found:
        del found[chance.choice(list(found))]
    return _packed(found)


def _tags(data: bytes) -> list[tuple[int, int]]:
    """Where the elements of markup begin, and where the tags end."""
    found: list[tuple[int, int]] = []
    at = data.find(b"<")
    while at >= 0 and len(found) < 5000:
        end = data.find(b">", at)
        found.append((at, end + 1))
        at = data.find(b"<", end) if end > at else -1
    return found


def _tag_gone(data: bytes, chance: random.Random) -> bytes:
    tags = _tags(data)
    start, end = chance.choice(tags) if tags else (0, 0)
    return data[:start] + data[end:]


def _tags_changed(data: bytes, chance: random.Random) -> bytes:
    """An element under the name of another one, both its tags, so that the markup stays whole."""
    names = {name for a, b in _tags(data) for name in data[a:b].strip(b"</>").split()[:1]}
    if len(names) < 2:
        return data
    one, other = chance.sample(sorted(names), 2)
    for start, after in ((b"<", b">"), (b"<", b" "), (b"</", b">"), (b"<", b"/")):
        data = data.replace(start + one + after, start + other + after)
    return data


def _digits_changed(data: bytes, chance: random.Random) -> bytes:
    """Attributes with other numbers: widths, spans, levels, references."""
    value = chance.choice((b"-1", b"0", b"99999", b"2147483648", b"9" * 40, b"x", b""))
    pieces = data.split(b'"')
    for index in chance.sample(range(len(pieces)), min(len(pieces), 40)):
        if pieces[index].isdigit():
            pieces[index] = value
    return b'"'.join(pieces)


def _nested(data: bytes, chance: random.Random) -> bytes:
    """An element around itself, many times."""
    tags = [(a, b) for a, b in _tags(data) if data[a + 1 : a + 2].isalpha()]
    if not tags:
        return data
    start, end = chance.choice(tags)
    tag = data[start:end].removesuffix(b"/>").rstrip(b">") + b">"
    name = (tag.strip(b"<>").split() or [b""])[0]
    count = chance.choice((20, 200, 5000))
    return data[:start] + tag * count + (b"</" + name + b">") * count + data[start:]


def _multiplied(data: bytes, chance: random.Random) -> bytes:
    """An element again and again: a bomb, a huge table."""
    tags = _tags(data)
    if len(tags) < 4:
        return data
    first = chance.randrange(len(tags))
    start, name = tags[first][0], data[tags[first][0] : tags[first][1]].strip(b"</>").split()
    closing = b"</" + name[0] + b">" if name else b""
    end = data.find(closing, start) if closing else -1
    if end < 0:
        return data
    end += len(closing)
    most = 200 * 2**20 // max(1, end - start)
    return data[:end] + data[start:end] * min(most, chance.choice((10, 300, 500_000))) + data[end:]


def _entities(data: bytes, chance: random.Random) -> bytes:
    bomb = b"".join(b'<!ENTITY e%d "%s">' % (n + 1, b"&e%d;" % n * 10) for n in range(9))
    kind = chance.choice((b'<!ENTITY e0 "x">' + bomb, b'<!ENTITY e9 SYSTEM "file:///etc/passwd">'))
    start = max(0, data.find(b"?>") + 2 if data.startswith(b"<?") else 0)
    place = data.find(b">", start + len(data) // 2) + 1
    body = data[start:place] + b"&e9;" + data[place:]
    return data[:start] + b"<!DOCTYPE x [" + kind + b"]>" + body


_MEMBERS: tuple[_Way, ...] = (
    *map(_member, (*_BYTES, _tag_gone, _tags_changed, _tags_changed, _digits_changed)),
    *map(_member, (_digits_changed, _nested, _multiplied, _entities)),
    _mixed,
    _without,
)


def _unpacked(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001  # damaged already
        return {}


def _packed(found: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    return out.getvalue()
