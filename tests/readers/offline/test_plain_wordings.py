"""Ways to say the aim, rates and limits of a plain problem, each in a short text of its own."""

import pytest

from nl2milp.readers.base import Problem, Reading
from nl2milp.readers.offline import OfflineReader

STORY = (
    "A pottery makes bowls and vases. A bowl takes 2 hours of turning and 1 hour of glazing, a vase takes 3 hours of "
    "turning and 2 hours of glazing. A bowl brings in $20 and a vase brings in $34. There are 60 hours of turning and "
    "36 hours of glazing. "
)
DIET = "A crane eats fish and grain. A bag of fish costs $9 and a bag of grain costs $4. "


def read(text: str) -> Reading:
    return OfflineReader().read(Problem(text))


def rules(text: str) -> list[str]:
    return [str(constraint.slots["rule"]) for constraint in read(text).formulation.constraints]


@pytest.mark.parametrize(
    "question",
    [
        "How many of each should it make so that the income is largest?",
        "What plan is best?",
        "Find the best production plan.",
        "Determine the optimal product mix.",
        "How many bowls and how many vases should be made?",
        "What is the most it can bring in?",
        "At what numbers of bowls and vases is the income highest?",
        "How much can the pottery bring in at most?",
        "Which plan is most profitable?",
    ],
)
def test_aims_of_gain(question: str) -> None:
    reading = read(STORY + question)
    assert reading.formulation.objective is not None
    assert reading.formulation.objective.sense == "maximize"
    assert reading.formulation.objective.value == "20*bowl + 34*vase" or (
        reading.formulation.objective.value == "20*bowls + 34*vases"
    )


@pytest.mark.parametrize(
    "question",
    ["What combination costs least?", "How should the bags be bought so that the total cost is minimal?",
     "How many bags of each keep the cost lowest?", "Which mix is the cheapest?", "How cheaply can the crane be fed?"],
)  # fmt: skip
def test_aims_of_cost(question: str) -> None:
    text = (
        DIET + "A bag of fish has 30 g of iron and a bag of grain has 12 g of iron. At least 90 g of iron are needed. "
    )
    objective = read(text + question).formulation.objective
    assert objective is not None
    assert objective.sense == "minimize"
    assert objective.value.startswith("9*")


def test_a_text_without_an_aim_and_without_money_is_not_guessed_at() -> None:
    with pytest.raises(Exception, match="no objective"):
        read("A pottery makes bowls and vases. A bowl takes 2 hours, a vase 3. There are 60 hours. How many of each?")


@pytest.mark.parametrize("words", ["Both need 1 hour of firing.", "They both take 1 hour of firing.",
                                   "Each needs 1 hour of firing."])  # fmt: skip
def test_what_all_need_is_a_rate(words: str) -> None:
    text = STORY + words + " There are 20 hours of firing. How many of each give the highest income?"
    assert any(rule.endswith("<= 20") and rule.count("*") == 0 for rule in rules(text)), rules(text)


def test_what_one_of_them_holds_is_a_rate() -> None:
    text = (
        DIET + "There are 30 g of iron and 5 g of salt in a bag of fish, and 12 g of iron and 2 g of salt in a bag of "
        "grain. The crane needs at least 90 g of iron and at most 20 g of salt. What is the least cost?"
    )
    found = rules(text)
    assert any("30*" in rule and "12*" in rule and rule.endswith(">= 90") for rule in found), found
    assert any("5*" in rule and "2*" in rule and rule.endswith("<= 20") for rule in found), found


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("The keeper is obliged to supply 90 g of iron.", ">="),
        ("The keeper has a contract to deliver 90 g of iron.", ">="),
        ("The keeper must provide 90 g of iron.", ">="),
        ("The crane has to get 90 g of iron.", ">="),
    ],
)
def test_duties_are_least_amounts(words: str, sign: str) -> None:
    text = DIET + f"A bag of fish has 30 g of iron and a bag of grain has 12 g of iron. {words} What is the least cost?"
    assert any(rule.endswith(f"{sign} 90") for rule in rules(text)), rules(text)


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("There must be no fewer bowls than vases.", "bowls >= vases"),
        ("It must not make more bowls than vases.", "bowls <= vases"),
        ("At least 4 bowls have to be made, and there is only room for 9 vases.", "vases <= 9"),
        ("There must be two vases for every three bowls or more.", "vases >= (2/3)*bowls"),
        ("There must be two vases for every three bowls.", "vases >= (2/3)*bowls"),
    ],
)
def test_limits(words: str, rule: str) -> None:
    found = rules(STORY + words + " How many of each give the highest income?")
    assert rule in found, found


def test_lists_of_one_number_for_each() -> None:
    text = (
        "A garage rents out bikes, scooters and carts. The income is $12, $30 and $25. Per day they need 1, 3 and 2 "
        "litres of oil. 60 litres of oil are available. At most 8 scooters can be rented out. What is the best plan?"
    )
    assert "bikes + 3*scooters + 2*carts <= 60" in rules(text), rules(text)


def test_sums_on_the_right() -> None:
    text = (
        "A garage rents out bikes, scooters and carts. A bike brings $12, a scooter $30 and a cart $25. A bike needs 1 "
        "litre of oil, a scooter 3 and a cart 2 litres. 60 litres of oil are available. The number of bikes must be at "
        "least as large as the number of scooters and carts combined. How many of each bring the most?"
    )
    assert any(rule in {"bike - scooter - cart >= 0", "bikes - scooters - carts >= 0"} for rule in rules(text)), rules(
        text
    )


def test_whole_sum_does_not_mean_whole_numbers() -> None:
    text = (
        "A club invests 900 dollars in bonds and shares. Bonds pay 3% and shares pay 5%. At most 400 dollars may go "
        "into shares. The whole sum is to be spent by May. How much should go into each for the highest return?"
    )
    assert {variable.kind for variable in read(text).formulation.variables} == {"continuous"}


def test_a_list_is_read_as_a_whole() -> None:
    text = (
        "The mayor gives posts to the police, the parks department and the library. A police post costs $70, a parks "
        "post $52 and a library post $48. At least 20 posts have to be given in all, and the library gets at most 9 of "
        "them. How many posts should each get for the lowest cost?"
    )
    assert len(read(text).formulation.variables) == 3


def test_nothing_to_do_is_not_taken_for_an_answer_where_something_is_owed() -> None:
    text = DIET + "A bag of fish has 30 g of iron and a bag of grain has 12. The contract speaks of 90 g of iron. "
    reading = read(text + "What is the least cost?")
    assert any(">= 90" in str(c.slots["rule"]) for c in reading.formulation.constraints) or not reading.confident


def test_the_mean_of_a_blend() -> None:
    text = (
        "A dairy blends two milks. Milk A has 2% fat and milk B has 5% fat. Milk A costs $1 a litre and milk B costs "
        "$1.60 a litre. Exactly 100 litres are needed, and the blend must have at least 3% fat. What is the cheapest "
        "blend?"
    )
    reading = read(text)
    found = [str(constraint.slots["rule"]) for constraint in reading.formulation.constraints]
    roles = [constraint.slots["role"] for constraint in reading.formulation.constraints]
    assert "-0.01*milk_a + 0.02*milk_b >= 0" in found, found
    assert "blending" in roles
    assert "milk_a + milk_b == 100" in found


@pytest.mark.parametrize(
    "words",
    ["The whole sum has to be invested.", "All the money must be invested.", "Her entire budget is to be spent."],
)
def test_a_sum_that_has_to_be_used_up(words: str) -> None:
    text = (
        f"Ada puts $900 into bonds and shares. {words} Bonds pay 3% a year and shares pay 5%. At most $400 may go into "
        "shares. She wants a return of at least $30. How much should go into each for the highest return?"
    )
    constraints = read(text).formulation.constraints
    total = next(constraint for constraint in constraints if str(constraint.slots["rule"]).endswith("== 900"))
    assert total.quote == words[:-1]
    assert "0.03*bonds + 0.05*shares >= 30" in [str(constraint.slots["rule"]) for constraint in constraints]


def test_a_share_quotes_only_its_own_words() -> None:
    text = STORY + "At least 6 bowls are ordered, and vases may be at most 40% of all pieces. What is the best plan?"
    share = next(c for c in read(text).formulation.constraints if c.slots["role"] == "share")
    assert share.quote is not None
    assert "40%" in share.quote
    assert "ordered" not in share.quote


@pytest.mark.parametrize(
    "condition",
    [
        "If any vases are made, at least 5 of them have to be made.",
        "Vases are made only if bowls are made.",
        "Either at least 10 bowls or at least 8 vases must be made.",
        "It makes no vases unless it makes bowls.",
    ],
)
def test_conditions_are_never_passed_over(condition: str) -> None:
    reading = read(STORY + condition + " How many of each give the highest income?")
    templates = {constraint.template for constraint in reading.formulation.constraints}
    assert not reading.confident or templates - {"linear"}


@pytest.mark.parametrize("words", ["carried by either vans or bikes", "carried in either vans or bikes"])
def test_a_list_with_either_is_no_condition(words: str) -> None:
    text = (
        f"Parcels have to be {words}. A van carries 60 parcels and a bike 8 parcels. A van costs $90 and a bike "
        "costs $15. At least 300 parcels must be carried. At most 12 bikes can be used. What is the lowest cost?"
    )
    assert read(text).confident, read(text).reasons


def test_two_parts_of_a_comparison_that_was_not_understood_lower_confidence() -> None:
    text = STORY + "The excess of bowls compared to vases has to keep to 5 pieces. What is the best plan?"
    assert not read(text).confident


@pytest.mark.parametrize("kinds", ["both kinds", "either kind"])
def test_a_rate_for_both_kinds(kinds: str) -> None:
    words = f"Drying takes 1 hour for {kinds}, and the rack is free for 20 hours."
    text = STORY + words + " How many of each give the highest income?"
    assert any(rule.endswith("<= 20") and rule.count("*") == 0 for rule in rules(text)), rules(text)


def test_only_so_many_are_free() -> None:
    found = rules(STORY + "Only 9 bowls and 7 vases are left. How many of each give the highest income?")
    assert {"bowls <= 9", "vases <= 7"} <= set(found), found


def test_longer_is_more() -> None:
    text = STORY + "The potter does not want to turn longer than 50 hours. How many of each give the highest income?"
    assert "2*bowls + 3*vases <= 50" in rules(text), rules(text)


def test_of_them_may_mean_what_is_delivered() -> None:
    text = (
        "Riders work by day or by night. A day rider delivers 40 parcels and costs $90, a night rider delivers 30 "
        "parcels and costs $110. 1,000 parcels have to be delivered, at least 300 of them by night riders. What is the "
        "lowest cost?"
    )
    assert not read(text).confident
