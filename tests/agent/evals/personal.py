"""What must never be in a text that tells of nobody: made up in every form that people write it in."""

from __future__ import annotations

from string import ascii_uppercase, digits

from hypothesis import strategies as st

from agent.evals.vocabulary import is_ordinary
from agent.market.names import NAMES

SCRIPTS = (
    "abcdefghijklmnopqrstuvwxyz",
    "äöüßàâçéèêëîïôûñáíóú",
    "абвгдежзиклмнопрст",
    "αβγδεζηθικλμνξοπρσ",
    "אבגדהוזחטי",
    "张伟李娜王芳",
)
KNOWN = [
    part.replace("_", " ")
    for names in NAMES.values()
    for part in (*names.first, *names.last)
    if not is_ordinary(part.lower()) and len(part) > 3
]
"""Names of twenty cultures, but for the few that are everyday words."""


def _spelt(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from((name, name.lower(), name.upper(), name.title()))


known = st.sampled_from(KNOWN).flatmap(_spelt)
invented = (
    st.sampled_from(SCRIPTS)
    .flatmap(lambda letters: st.text(letters, min_size=5, max_size=12))
    .filter(lambda name: not is_ordinary(name.lower()))
    .flatmap(_spelt)
)
names = known | invented
"""One word that names a person or a company, in any script and case."""

slugs = st.from_regex(r"[a-z]{5,9}[.-][a-z]{5,9}", fullmatch=True).filter(
    lambda slug: not any(is_ordinary(part) for part in slug.replace(".", "-").split("-"))
)
emails = st.tuples(
    slugs, st.sampled_from(("{}@{}.com", "{} (at) {}.co.uk", "{}[at]{}[dot]de", "{} at {} dot com")), slugs
).map(
    lambda parts: (
        parts[1].format(parts[0], parts[2].replace(".", "-")),
        (parts[0], parts[2].replace(".", "-")),
    )
)
"""An address as people write it, and its two telling parts."""

_DIGITS = st.text(digits, min_size=10, max_size=10)
phones = st.tuples(
    _DIGITS,
    st.sampled_from(
        (
            "+{0}{1}{2}{3}",
            "+49 {0} {1} {2}{3}",
            "({0}) {1}-{2}{3}",
            "{0}.{1}.{2}{3}",
            "0{0}/{1}{2}{3}",
            "00{0} {1} {2} {3}",
            "{0} {1} {2} {3}",
            "+1-{0}-{1}-{2}{3}",
        )
    ),
).map(lambda both: both[1].format(both[0][:3], both[0][3:6], both[0][6:8], both[0][8:]))
links = st.tuples(
    st.sampled_from(
        (
            "https://www.linkedin.com/in/{}",
            "linkedin.com/in/{}/",
            "https://www.linkedin.com/posts/{}_hiring-activity-7123456789012345678-AbCd",
            "https://www.linkedin.com/sales/lead/{},NAME_SEARCH,abcd",
            "https://www.linkedin.com/search/results/people/?keywords={}",
            "https://github.com/{}",
            "https://x.com/{}/status/1857000000000000000",
            "https://www.instagram.com/{}/",
            "www.{}.com/about?who={}",
            "{}.io",
        )
    ),
    slugs.map(lambda slug: slug.replace(".", "-")),
).map(lambda both: (both[0].replace("{}", both[1]), both[1]))
"""A link, and what tells of somebody in it."""

handles = slugs.map(lambda slug: f"@{slug.replace('-', '_')}")
slack_ids = st.text(ascii_uppercase + digits, min_size=8, max_size=10).map(lambda rest: f"U0{rest}")
mentions = st.tuples(slack_ids, names).map(lambda both: (f"<@{both[0]}|{both[1]}>", both))
secrets = st.text(ascii_uppercase + digits, min_size=24, max_size=40).flatmap(
    lambda rest: st.sampled_from(
        (f"xoxb-{rest}", f"sk-{rest}", f"ghp_{rest}", f"AQEDAT{rest}", f"li_at={rest}")
    )
)
messages = st.tuples(
    st.sampled_from(("“{}”", '"{}"', "«{}»", "'{}'", "`{}`", "„{}“", "saying: {}", "message: {}")),
    st.sampled_from(
        (
            "I liked your talk about dogs",
            "shall we meet on Monday at the old station",
            "my daughter goes to your school",
        )
    ),
).map(lambda both: (both[0].format(both[1]), both[1]))
"""A message in quotation marks or announced, and its words."""
