"""Closed classes of words that problems of choice lean on."""

from __future__ import annotations

__all__ = ["CONNECTIVES", "DATA_VERBS", "DETERMINERS", "MODALS", "NOT_NAMES", "PREPOSITIONS", "PRONOUNS", "SCALES"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DETERMINERS = _words("a an the my our your their his her its another one this that these those")
MODALS = _words("would will should can could may might must shall is are was were be has have had do does did")
PRONOUNS = _words("it they we i you he she them us me him everyone everybody nobody who which that there this these")
PREPOSITIONS = _words(
    "of in on at to for from by with without into onto over under above below between among through during before "
    "after about as than per within across against towards toward near along behind beside"
)
CONNECTIVES = _words("and or but nor , ; : ( )")
SCALES = {
    "hundred": 100,
    "hundreds": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "thousands": 1_000,
    "millions": 1_000_000,
    "dozens": 12,
    "k": 1_000,
    "dozen": 12,
}

DATA_VERBS = _words(
    """cost costs costing need needs require requires take takes use uses earn earns bring brings yield yields gain
    gains give gives save saves serve serves help helps attract attracts draw draws play plays perform performs last
    lasts ask asks score scores seat seats carry carries offer offers provide provides reach reaches cover covers
    produce produces make makes sell sells generate generates consume consumes hold holds house houses treat treats
    employ employs occupy occupies weigh weighs pay pays contribute contributes return returns add adds deliver
    delivers demand demands eat eats fill fills please pleases win wins charge charges land lands cook cooks reduce
    reduces shorten shortens lift lifts raise raises improve improves train trains support supports feed feeds teach
    teaches show shows handle handles promise promises allow allows accommodate accommodates supply supplies absorb
    absorbs cut cuts contain contains run runs spend spends burn burns emit emits buy buys rent rents hire hires
    worth valued value values priced price prices rated rate rates involve involves demand demands want wants get
    gets remove removes prevent prevents avoid avoids store stores process processes pump pumps grow grows claim
    claims mean means count counts benefit benefits protect protects restore restores sleep sleeps host hosts keep
    keeps pull pulls clear clears deal deals bears bear come comes amount amounts fetch fetches free frees
    spare spares lower lowers increase increases go goes bind binds tie ties stand stands""",
)

NOT_NAMES = _words(
    """each every all any some both either neither none nothing total altogether together respectively thousand
    million hundred which what how when where if unless whether only not no at most least more less fewer than exactly
    up so because since although though while however moreover furthermore finally besides also too then thus
    therefore hence otherwise once twice half maximise maximize minimise minimize budget total sum limit dear hi hello
    regards thanks best yours love hence please one two three four five six seven eight nine ten and or but nor
    says say invests splits already now next last first second third other others another such same own yes exceed
    exceeds exceeding""",
)
