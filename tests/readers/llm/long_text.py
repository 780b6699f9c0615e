"""A problem of about 3,000 words with 60 demands: forty goods, each with a sentence of numbers, limits and talk."""

from __future__ import annotations

from typing import Any

GOODS = """oak tables|pine tables|beech tables|oak chairs|pine chairs|beech chairs|oak benches|pine benches|bar stools|
step stools|wall shelves|corner shelves|bookcases|wardrobes|dressers|night stands|single beds|double beds|bunk beds|
cradles|writing desks|school desks|lecterns|filing cabinets|shoe racks|coat racks|hat stands|mirrors|picture frames|
wine racks|bread boxes|tea trays|toy chests|tool boxes|garden gates|bird houses|dog kennels|flower boxes|
window shutters|door frames""".replace("\n", "").split("|")
SHOPS = ("sawmill", "planing shop", "joinery", "sanding hall", "paint shop", "packing room")
TALK = (
    "The foreman has known this product since his apprenticeship and likes to tell visitors how it was once made by "
    "hand with nothing but a saw, a plane and a great deal of patience.",
    "Customers in the south of the country are said to be fond of it, although nobody in the office has ever looked "
    "into why that should be so, and the catalogue shows it on a page of its own.",
    "It was designed by the founder of the firm, whose portrait hangs in the hall, and it has hardly been altered "
    "since, apart from the colour of the varnish and the shape of the handles.",
    "The apprentices usually learn their trade on it, which is why the first pieces of a season are given away to the "
    "families of the staff and never appear in the books.",
)


def _name(good: str) -> str:
    return good.replace(" ", "_")


def _hours(place: int) -> list[int]:
    return [1 + (place * (shop + 2)) % 5 for shop in range(len(SHOPS))]


def _profit(place: int) -> int:
    return 20 + (place * 37) % 61


def _limits() -> list[tuple[str, str, str]]:
    """Sixty demands: a sentence, a name, a rule."""
    found = []
    for place, good in enumerate(GOODS[:36]):
        most = 12 + (place * 7) % 20
        words = f"The trade takes at most {most} {good} in the season, and whatever is made beyond that cannot be sold."
        found.append((words, f"{good} sold", f"{_name(good)} <= {most}"))
    for place, good in enumerate(GOODS[2:32:2]):
        least = 2 + place % 4
        words = f"An old contract with a department store demands that no fewer than {least} {good} are delivered."
        found.append((words, f"{good} contract", f"{_name(good)} >= {least}"))
    for shop, name in enumerate(SHOPS):
        total = 900 + 130 * shop
        terms = " + ".join(f"{_hours(place)[shop]}*{_name(good)}" for place, good in enumerate(GOODS))
        words = f"In the {name}, a total of {total} hours can be worked in the season, overtime included."
        found.append((words, f"{name} hours", f"{terms} <= {total}"))
    for one, other in (("oak tables", "oak chairs"), ("pine tables", "pine chairs"), ("wardrobes", "dressers")):
        words = f"Because they are sold as sets, the number of {one} must not exceed the number of {other}."
        found.append((words, f"{one} in sets", f"{_name(one)} <= {_name(other)}"))
    return found


def sentences() -> list[tuple[str, str | None, str | None]]:
    """Each sentence with the name and rule of the demand that it states, if it states one."""
    found: list[tuple[str, str | None, str | None]] = [
        ("A furniture works in the hills plans its season and makes forty kinds of goods out of wood.", None, None)
    ]
    for place, good in enumerate(GOODS):
        hours = ", ".join(f"{number} in the {shop}" for number, shop in zip(_hours(place), SHOPS, strict=True))
        found.append((f"One of the {good} takes these hours: {hours}; it earns ${_profit(place)}.", None, None))
        found.append((TALK[place % len(TALK)], None, None))
    found += list(_limits())
    found.append(("How many of each should be made so that the works earns as much as possible?", None, None))
    return found


def long_text() -> str:
    return " ".join(sentence for sentence, _, _ in sentences())


def formulation() -> dict[str, Any]:
    """What the text says."""
    return {
        "variables": [{"symbol": _name(good), "kind": "integer", "label": good} for good in GOODS],
        "objective": {
            "sense": "maximize",
            "value": " + ".join(f"{_profit(place)}*{_name(good)}" for place, good in enumerate(GOODS)),
        },
        "constraints": [{"name": name, "slots": {"rule": rule}} for _, name, rule in _limits()],
    }
