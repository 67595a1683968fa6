"""Write lexicon/companies.tsv from the list of listed companies in the package adata (Apache-2.0).

usage: python tools/companies.py CODE_CSV > lexicon/companies.tsv
"""

import csv
import re
import sys
import unicodedata
from pathlib import Path

MARKS = re.compile(r"^(?:\*?ST|S\*ST|SST|S|N|PT|XD|XR|DR|C|U|W)(?=[\u4e00-\u9fff])")
CLASSES = re.compile(r"(?<=[\u4e00-\u9fff])(?:-?[ABUWV]+|退|\(退\)|-?UW)$")
#: What also names places, trades or things, and so says little.
ORDINARY = re.compile(
    r".*(?:港|机场|高速|旅游|农业|生态|能源|城|街|路桥|建设|环境|文化|网络|产业)$|"
    r"^(?:农产品|机器人|新产业|数字人|大智慧|数据港|线上线下|太平洋|老百姓|新天地|动力源|太阳能|新动力|指南针|"
    r"鄂尔多斯|祁连山|新城市|居然之家|涪陵榨菜|中国化学|氯碱化工|小商品城|招商局|新农村|新希望|大自然|好太太|"
    r"国际实业|工业富联|英特科技|三峡旅游|西部牧业|中国科传|东方明珠|建设工业|联动科技|国际医学|新媒股份)$"
)


def names(path: Path) -> dict[str, str]:
    """Short name to stock code; marks of trouble, share class and two-letter names left out."""
    found: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = re.sub(r"\s", "", unicodedata.normalize("NFKC", row["short_name"]))
            name = CLASSES.sub("", MARKS.sub("", name))
            if len(name) > 2 and not ORDINARY.match(name):
                found.setdefault(name, row["stock_code"])
    return found


if __name__ == "__main__":
    sys.stdout.write("code\tname\n")
    for name, code in sorted(names(Path(sys.argv[1])).items(), key=lambda item: item[::-1]):
        sys.stdout.write(f"{code}\t{name}\n")
