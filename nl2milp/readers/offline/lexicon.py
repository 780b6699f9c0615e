"""Closed classes of English words, and the open ones that word problems lean on."""

from __future__ import annotations

__all__ = [
    "ARTICLES",
    "DETERMINERS",
    "FUNCTION_WORDS",
    "GENERIC_NOUNS",
    "MEASURE_NOUNS",
    "MONEY_WORDS",
    "NUMBER_WORDS",
    "TIME_UNITS",
    "UNIT_FACTORS",
    "VERBS",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLES = _words("a an the")
DETERMINERS = ARTICLES | _words(
    "each every per one another this that these those his her its their our my your both either any some all"
)

FUNCTION_WORDS = DETERMINERS | _words(
    """of in on at to for from by with without into onto over under above below between among through during before
    after about as than then so if when while whereas where which who whom whose that because since although
    though however but and or nor not no only also too very more most less least fewer many much few how
    what why there here it he she they we you i him them us me be been being is are was were am do does did
    done have has had having can could will would shall should may might must cannot can't up down out off
    again further once such own same just per via plus minus times respectively total combined together
    either neither both each every due moreover furthermore additionally finally similarly lastly first
    given assuming suppose additional addition other different hence thus therefore at-most don't doesn't"""
) - {"first"}

VERBS = _words(
    """make makes made making produce produces produced producing sell sells sold selling buy buys bought buying
    require requires required requiring need needs needed needing take takes took taken taking cost costs
    costing use uses used using contain contains contained containing provide provides provided give gives
    gave given get gets got earn earns earned earning yield yields yielded generate generates want wants
    wanted invest invests invested investing grow grows grown growing plant plants planted build builds
    built offer offers offered decide decides decided determine maximize minimize maximise minimise exceed
    exceeds ensure ensures spend spends spent spending hire hires hired employ employs employed carry
    carries carried carrying transport transports transported transporting ship ships shipped hold holds
    held holding eat eats eaten eating drink drinks drank mix mixes mixed mixing consist consists include
    includes serve serves served seat seats run runs ran process processes processed deliver delivers
    delivered reach reaches reached complete completes consume consumes consumed allocate allocates
    allocated manufacture manufactures manufactured design designs prepare prepares prepared create creates
    created bake bakes choose chooses plan plans planning planned operate operates own owns receive receives
    received prefer prefers reserve reserves reserved keep keeps kept purchase purchases purchased rent
    rents rented send sends sent wishes wish meet meets met limit limits limited supply supplies supplied
    add adds store stores stored pick picks picked fix fixes clean cleans wash washes washed craft crafts
    crafted assemble assembles sew sews known find finds stay formulate charge charges charged pay pays paid
    work works extract extracts treat treats install installs installed increase increases increased reduce
    reduces decrease decreases schedule schedules considering look looking must following available sized
    placed located advertise advertises move moves moved perform performs performed cook cooks fill filled
    solve solves spell spells answer answers throw throws catch catches shoot shoots shot hit hits score
    scores watch visit visits attract attracts expect expects net nets represent represents cause causes
    accept accepts output outputs collect collects worth paying who last lasts lasting occupy occupies occupied absorb
    absorbs absorbed bring brings brought bringing burn burns burnt burning emit emits emitted weigh weighs weighing
    gain gains gained handle handles handled fetch fetches save saves saved allow allows allowed afford contribute
    contributes contributed involve involves involved demand demands demanded demanding feed feeds fed teach teaches
    employing hiring lay lays laid strike strikes staged schedule scheduled fry fries fried knit knits weave weaves
    raise raises raised harvest harvests breed breeds order ordered ordering stock stocks stocked pack packs packed
    assembled assembling recruit recruits train trains trained enroll enrolls consuming occupying carries"""
)

MEASURE_NOUNS = _words(
    """hour minute second day week month year gram kilogram milligram pound ounce ton liter milliliter gallon unit
    dollar cent point square foot meter centimeter kilometer mile acre hectare cost profit price revenue
    return budget money time labor machine capacity space amount number total capital wage calorie protein
    fat carb iron calcium vitamin sugar fiber water fuel energy electricity material storage percent average"""
)

GENERIC_NOUNS = _words(
    """item product unit thing piece total type kind animal good article vehicle trip person worker employee ticket
    seat ad advertisement machine activity project"""
)

MONEY_WORDS = _words("$ € £ dollar cent euro pound usd")

NUMBER_WORDS = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}

TIME_UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}

# unit -> (dimension, size in the dimension's base unit); only exact, everyday conversions.
UNIT_FACTORS: dict[str, tuple[str, int]] = {
    "second": ("time", 1),
    "minute": ("time", 60),
    "hour": ("time", 3600),
    "milligram": ("mass", 1),
    "gram": ("mass", 1_000),
    "kilogram": ("mass", 1_000_000),
    "ton": ("mass", 1_000_000_000),
    "ounce": ("weight", 1),
    "pound": ("weight", 16),
    "milliliter": ("volume", 1),
    "liter": ("volume", 1_000),
    "millimeter": ("length", 1),
    "centimeter": ("length", 10),
    "meter": ("length", 1_000),
    "kilometer": ("length", 1_000_000),
    "watt": ("power", 1),
    "kilowatt": ("power", 1_000),
    "cent": ("money", 1),
    "dollar": ("money", 100),
    "$": ("money", 100),
}
