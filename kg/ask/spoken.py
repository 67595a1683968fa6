"""Names of indicators as people speak them."""

from collections.abc import Iterator

#: An indicator that counts what is new is asked for without the word for a count: 新增…数.
_ADDED, _COUNT = "新增", "数"
#: What of an indicator is spoken of with 的 before it: 占GDP的比重.
_SHARES = ("比重", "比例", "浓度")


def spoken_as(name: str) -> Iterator[str]:
    """An indicator's name as it is and as it is spoken.

    >>> list(spoken_as("新增高新技术企业数"))
    ['新增高新技术企业数', '新增高新技术企业']
    >>> list(spoken_as("税收占GDP比重"))
    ['税收占GDP比重', '税收占GDP的比重']
    """
    yield name
    if name.startswith(_ADDED) and name.endswith(_COUNT):
        yield name.removesuffix(_COUNT)
    for end in _SHARES:
        if name.endswith(end) and name != end:
            yield f"{name.removesuffix(end)}的{end}"
