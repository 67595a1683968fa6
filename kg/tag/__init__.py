"""tag: taggers propose candidates, one decision makes mentions of them.

`kg.tag.components` is the spaCy pipeline of them. spaCy takes a second to load: only who reads a
report imports it.
"""

from kg.tag.tagging import Tagged, Tagger, Taggers, taggers

__all__ = ["Tagged", "Tagger", "Taggers", "taggers"]
