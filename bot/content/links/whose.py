"""Whether a page is of another oblast: by the label that oblasts have in names of sites."""

from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

# Labels of oblasts in .ua, also those that courts and tax offices use.
LABELS: Final = frozenset({
    "cherkasy", "chernihiv", "chernivtsi", "ck", "cn", "crimea", "cv", "dn", "dnipro",
    "donetsk", "dp", "hr", "if", "ivano-frankivsk", "kh", "kharkiv", "kherson", "km", "ko",
    "kr", "kropyvnytskyi", "ks", "kyivobl", "lg", "luhansk", "lutsk", "lv", "lviv", "mk",
    "mykolaiv", "od", "odesa", "odessa", "pl", "poltava", "rivne", "rv", "sm", "sumy", "te",
    "ternopil", "uz", "vin", "vinnytsia", "vl", "vn", "volyn", "zakarpattia", "zaporizhzhia",
    "zhytomyr", "zk", "zp", "zt",
})  # fmt: skip


def is_elsewhere(url: str, own: Collection[str]) -> bool:
    """Whether the site's name has the label of an oblast, and none of `own`.

    Before «.ua» it is the domain of an oblast, and under «gov.ua» an office of one. Under a name
    of somebody’s own («kh.ridna.ua») it may be anything, of any oblast.
    """
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    *labels, top = host.split(".")
    if top != "ua" or not own:
        return False
    telling = labels if labels[-1:] == ["gov"] else labels[-1:]
    return bool(LABELS.intersection(telling)) and not set(own).intersection(labels)
