"""tag: taggers propose candidates, one decision makes mentions of them.

`kg.tag.components` is the same as a spaCy pipeline. spaCy takes a second to load, so it is loaded
where the pipeline is asked for.
"""

from kg.tag.tagging import Tagged, Tagger, Taggers, mentions, proposed, taggers

__all__ = ["Tagged", "Tagger", "Taggers", "mentions", "proposed", "taggers"]
