"""The site as files for any web host: pages in both languages, data, downloads, search.

SITE/index.html, en/…          pages, linked to each other by relative links
SITE/id/KIND/KEY.html .ttl …   each thing of the graph: its page and its data
SITE/release/                  the graph in every format, packed, with catalogue and digests
SITE/checksums.txt             SHA-256 of each file, as sha256sum reads it

Files that would not change keep their bytes and their time; files of an earlier site that are no
longer part of it go; whatever else lies in the folder is left alone.
"""

from kg.publish.writing import Published, publish

__all__ = ["Published", "publish"]
