"""Archives for tests."""

import io
import zipfile
from collections.abc import Mapping


def packed(members: Mapping[str, bytes]) -> bytes:
    """A zip archive of members by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()
