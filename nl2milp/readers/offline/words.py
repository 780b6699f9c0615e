"""Light morphology: lemmas for names, stems for comparing what numbers measure."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["lemma", "stem"]

_IRREGULAR = {
    "children": "child",
    "men": "man",
    "women": "woman",
    "people": "person",
    "feet": "foot",
    "mice": "mouse",
    "geese": "goose",
    "teeth": "tooth",
    "knives": "knife",
    "shelves": "shelf",
    "loaves": "loaf",
    "halves": "half",
    "calves": "calf",
    "wolves": "wolf",
    "leaves": "leaf",
    "scarves": "scarf",
    "has": "have",
    "does": "do",
    "is": "be",
    "are": "be",
    "was": "be",
    "were": "be",
    "buses": "bus",
    "gases": "gas",
    "cookies": "cookie",
    "movies": "movie",
    "pies": "pie",
    "ties": "tie",
    "smoothies": "smoothie",
    "brownies": "brownie",
    "calories": "calorie",
    "hoodies": "hoodie",
    "selfies": "selfie",
    "veggies": "veggie",
    "prairies": "prairie",
    "potatoes": "potato",
    "tomatoes": "tomato",
    "shoes": "shoe",
    "canoes": "canoe",
    "lens": "lens",
    "lenses": "lens",
    "gas": "gas",
    "axes": "axe",
    "atlas": "atlas",
    "atlases": "atlas",
    "canvas": "canvas",
    "canvases": "canvas",
    "taxis": "taxi",
    "skis": "ski",
    "kiwis": "kiwi",
    "bikinis": "bikini",
    "safaris": "safari",
    "lives": "life",
    "wives": "wife",
    "thieves": "thief",
    "elves": "elf",
    "dice": "die",
    "oxen": "ox",
    "cacti": "cactus",
    "fungi": "fungus",
    "criteria": "criterion",
    "hooves": "hoof",
    "dwarves": "dwarf",
    "sheaves": "sheaf",
    "salesmen": "salesman",
    "minibuses": "minibus",
    "viruses": "virus",
    "bonuses": "bonus",
    "heroes": "hero",
    "echoes": "echo",
    "toes": "toe",
    "series": "series",
    "species": "species",
    "zombies": "zombie",
    "rookies": "rookie",
    "beanies": "beanie",
    "genies": "genie",
    "goalies": "goalie",
    "trolleys": "trolley",
    "pixies": "pixie",
}

# Units are written in several ways; one lemma for each lets a limit find its rates.
_SYNONYMS = {
    "hr": "hour",
    "hrs": "hour",
    "min": "minute",
    "mins": "minute",
    "sec": "second",
    "secs": "second",
    "kg": "kilogram",
    "kgs": "kilogram",
    "kilo": "kilogram",
    "kilos": "kilogram",
    "g": "gram",
    "mg": "milligram",
    "lb": "pound",
    "lbs": "pound",
    "oz": "ounce",
    "tb": "terabyte",
    "gb": "gigabyte",
    "mb": "megabyte",
    "ml": "milliliter",
    "mls": "milliliter",
    "l": "liter",
    "litre": "liter",
    "litres": "liter",
    "millilitre": "milliliter",
    "millilitres": "milliliter",
    "sq": "square",
    "ft": "foot",
    "cm": "centimeter",
    "m": "meter",
    "km": "kilometer",
    "metre": "meter",
    "tonne": "ton",
    "tonnes": "ton",
    "theatre": "theater",
    "labour": "labor",
    "kw": "kilowatt",
    "mw": "megawatt",
    "kwh": "kilowatt-hour",
    "mwh": "megawatt-hour",
    "ha": "hectare",
    "pts": "point",
    "wk": "week",
    "wks": "week",
    "yr": "year",
    "yrs": "year",
    "carb": "carbohydrate",
    "tv": "tv",
    "tvs": "tv",
}


_VERBS_IN_USE = frozenset({"excuses", "accuses", "amuses"})


@lru_cache(maxsize=20_000)
def lemma(word: str) -> str:
    """The singular of a lower-case noun, by rule; other words come back as they are.

    >>> lemma("berries"), lemma("boxes"), lemma("glass"), lemma("grams")
    ('berry', 'box', 'glass', 'gram')
    """
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    elif word.endswith(("s'", "s’")):
        word = word[:-1]
    if word in _SYNONYMS:
        return _SYNONYMS[word]
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        singular = word[:-3] + "y"
    elif word.endswith("oes") and len(word) > 5 or word.endswith(("sses", "shes", "ches", "xes", "zes")):
        singular = word[:-2]
    elif word.endswith("uses") and len(word) > 6 and word[-5] not in "oaf" and word not in _VERBS_IN_USE:
        singular = word[:-2]  # `cactuses`
    else:
        singular = word[:-1]
    return _SYNONYMS.get(singular, singular)


_SUFFIXES = ("ations", "ation", "ings", "ing", "ment", "ion", "ed", "er", "or", "y", "e")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """What is left of a word without its ending, so that verb and noun of one activity agree.

    >>> stem("assembly") == stem("assembling") == stem("assemble")
    True
    >>> stem("cutting") == stem("cut")
    True
    """
    word = lemma(word)
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    if word.endswith("e") and len(word) > 3:
        word = word[:-1]
    if word.endswith("i") and len(word) > 3:
        word = word[:-1]
    return word
