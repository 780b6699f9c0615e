"""One problem of choice, its data laid out in many ways; each reading is solved and held against enumeration."""

from __future__ import annotations

import itertools

import pytest

import nl2milp
from nl2milp.readers import get
from nl2milp.readers.base import Problem

COSTS = (40, 55, 30, 25, 60)
GAINS = (70, 90, 48, 36, 101)
LOGIC = "If the alarm is chosen, the boiler must be chosen too. The carport and the deck cannot both be chosen."

GREATEST = (
    (
        "A company is considering five projects: an alarm, a boiler, a carport, a deck and an elevator. They "
        "cost $40, $55, $30, $25 and $60 and bring profits of $70, $90, $48, $36 and $101 respectively. The "
        "budget is $140. {logic} Which projects should be chosen to maximize total profit?"
    ),
    (
        "A company can invest in an alarm, a boiler, a carport, a deck and an elevator. The costs are 40, 55,"
        " 30, 25 and 60 dollars and the expected profits 70, 90, 48, 36 and 101 dollars. At most 140 dollars "
        "can be spent. {logic} Maximize the profit."
    ),
    (
        "A company has $140 to spend on improvements. The alarm costs $40 and yields a profit of $70. The "
        "boiler costs $55 and yields a profit of $90. The carport costs $30 and yields a profit of $48. The "
        "deck costs $25 and yields $36. The elevator costs $60 and yields $101. {logic} How can the company "
        "make the largest profit?"
    ),
    (
        "A company has a budget of $140. The alarm costs $40 and earns $70, the boiler costs $55 and earns "
        "$90, the carport costs $30 and earns $48, the deck costs $25 and earns $36, and the elevator costs "
        "$60 and earns $101. {logic} The company wants to earn as much as possible."
    ),
    (
        "A company must decide which of five projects to carry out. The profit would be $70 for the alarm, "
        "$90 for the boiler, $48 for the carport, $36 for the deck and $101 for the elevator. The cost is $40"
        " for the alarm, $55 for the boiler, $30 for the carport, $25 for the deck and $60 for the elevator. "
        "No more than $140 may be spent. {logic} What is the maximum total profit?"
    ),
    (
        "A company wants to select projects from the following list:\n- Alarm: cost $40, profit $70\n- "
        "Boiler: cost $55, profit $90\n- Carport: cost $30, profit $48\n- Deck: cost $25, profit $36\n- "
        "Elevator: cost $60, profit $101\nThe available budget is $140. {logic} Find the selection with the "
        "highest total profit."
    ),
    (
        "A company wants to select projects. The candidates are an alarm (cost $40, profit $70), a boiler "
        "(cost $55, profit $90), a carport (cost $30, profit $48), a deck (cost $25, profit $36) and an "
        "elevator (cost $60, profit $101). The total cost cannot exceed $140. {logic} Which selection "
        "maximizes the total profit?"
    ),
    (
        "A company is evaluating an alarm, which costs $40 and brings in $70; a boiler, which costs $55 and "
        "brings in $90; a carport, which costs $30 and brings in $48; a deck, which costs $25 and brings in "
        "$36; and an elevator, which costs $60 and brings in $101. It has $140. {logic} Which of them should "
        "it choose to bring in the most money?"
    ),
    (
        "Project Alarm costs 40 thousand dollars and returns 70 thousand, project Boiler costs 55 thousand "
        "and returns 90 thousand, project Carport costs 30 thousand and returns 48 thousand, project Deck "
        "costs 25 thousand and returns 36 thousand, project Elevator costs 60 thousand and returns 101 "
        "thousand. The company has 140 thousand dollars to invest. {logic} Maximise the total return."
    ),
    (
        "The alarm would require an investment of $40 and generate a profit of $70, while the boiler would "
        "require $55 and generate $90. The carport requires $30 and generates $48. The deck requires $25 and "
        "generates $36, and the elevator requires $60 and generates $101. The company can invest at most "
        "$140. {logic} How should it invest to maximize its profit?"
    ),
    (
        "| Project | Cost | Profit |\n|---|---|---|\n| Alarm | 40 | 70 |\n| Boiler | 55 | 90 |\n| Carport | "
        "30 | 48 |\n| Deck | 25 | 36 |\n| Elevator | 60 | 101 |\n\nA company chooses among the projects in "
        "the table. The total cost may be at most 140. {logic} Maximize the total profit."
    ),
    (
        "A company could install an alarm at a cost of $40, a boiler at a cost of $55, a carport at a cost of"
        " $30, a deck at a cost of $25 and an elevator at a cost of $60. The resulting yearly profits are "
        "$70, $90, $48, $36 and $101. It can spend up to $140. {logic} What is the greatest yearly profit it "
        "can achieve?"
    ),
    (
        "There are five possible upgrades. The alarm takes 40 hours of work and is worth 70 points, the "
        "boiler takes 55 hours and is worth 90 points, the carport 30 hours and 48 points, the deck 25 hours "
        "and 36 points, the elevator 60 hours and 101 points. There are 140 hours available. {logic} Maximize"
        " the total points."
    ),
    (
        "A company wants to pick among five projects, namely alarm, boiler, carport, deck, and elevator. "
        "Their costs (in dollars) are 40, 55, 30, 25, and 60, respectively, and their profits (in dollars) "
        "are 70, 90, 48, 36, and 101, respectively. The total cost must not exceed 140 dollars. {logic} "
        "Determine which projects to pick so that the total profit is maximized."
    ),
    (
        "The alarm has a cost of $40 and a profit of $70. The boiler has a cost of $55 and a profit of $90. "
        "The carport has a cost of $30 and a profit of $48. The deck has a cost of $25 and a profit of $36. "
        "The elevator has a cost of $60 and a profit of $101. A company has $140 available. {logic} Which of "
        "these should it select in order to maximize total profit?"
    ),
    (
        "For the alarm, the company would pay $40 and earn $70; for the boiler, $55 and $90; for the carport,"
        " $30 and $48; for the deck, $25 and $36; for the elevator, $60 and $101. It can pay at most $140. "
        "{logic} Which should be chosen so that it earns the most?"
    ),
    (
        "Five projects are on the table. Alarm: $40 cost, $70 profit. Boiler: $55 cost, $90 profit. Carport: "
        "$30 cost, $48 profit. Deck: $25 cost, $36 profit. Elevator: $60 cost, $101 profit. The company's "
        "budget is limited to $140. {logic} It wants to maximize profit."
    ),
    (
        "The costs of the alarm, boiler, carport, deck, and elevator are $40, $55, $30, $25, and $60 "
        "respectively. The company expects profits of $70, $90, $48, $36, and $101 from them. It has a total "
        "budget of $140. {logic} What is the maximum profit?"
    ),
    (
        "Installing the alarm costs $40 and increases profit by $70. Installing the boiler costs $55 and "
        "increases profit by $90. Installing the carport costs $30 and increases profit by $48. Installing "
        "the deck costs $25 and increases profit by $36. Installing the elevator costs $60 and increases "
        "profit by $101. The firm cannot spend more than $140. {logic} Maximize the increase in profit."
    ),
    (
        "A firm can choose to build any of the following: alarm, boiler, carport, deck, elevator. Expected "
        "profits are $70 for the alarm, $90 for the boiler, $48 for the carport, $36 for the deck, and $101 "
        "for the elevator. The alarm costs $40, the boiler $55, the carport $30, the deck $25, and the "
        "elevator $60. The firm's budget is $140. {logic} Help the firm maximize its profit."
    ),
    (
        "A manager selects upgrades under a budget of $140: an alarm for $40 (profit $70), a boiler for $55 "
        "(profit $90), a carport for $30 (profit $48), a deck for $25 (profit $36) and an elevator for $60 "
        "(profit $101). {logic} The total profit should be as large as possible."
    ),
    (
        "A firm considers an alarm with a cost of $40 and a profit of $70, a boiler with a cost of $55 and a "
        "profit of $90, a carport with a cost of $30 and a profit of $48, a deck with a cost of $25 and a "
        "profit of $36, and an elevator with a cost of $60 and a profit of $101. The money available is $140."
        " {logic} Find the most profitable selection."
    ),
    (
        "1. Alarm - 40 hours, 70 points\n2. Boiler - 55 hours, 90 points\n3. Carport - 30 hours, 48 "
        "points\n4. Deck - 25 hours, 36 points\n5. Elevator - 60 hours, 101 points\n\nThese are the tasks for"
        " the sprint; the team has 140 hours. {logic} Get as many points as possible."
    ),
    (
        "A charity can support an alarm scheme, a boiler scheme, a carport scheme, a deck scheme and an "
        "elevator scheme. The alarm scheme needs $40 and helps 70 people. The boiler scheme needs $55 and "
        "helps 90 people. The carport scheme needs $30 and helps 48 people. The deck scheme needs $25 and "
        "helps 36 people. The elevator scheme needs $60 and helps 101 people. Donations amount to $140. "
        "{logic} How many people can be helped at most?"
    ),
    (
        "The alarm uses 40 kg of steel and sells for $70. The boiler uses 55 kg of steel and sells for $90, "
        "the carport uses 30 kg and sells for $48, the deck uses 25 kg and sells for $36 and the elevator "
        "uses 60 kg and sells for $101. Each is made once or not at all. There are 140 kg of steel. {logic} "
        "Maximize the revenue."
    ),
    (
        "The alarm takes 40 hours to install, the boiler 55, the carport 30, the deck 25 and the elevator "
        "60, and the crew can spare 140 hours. Tenants value the alarm at 70 points, the boiler at 90, the "
        "carport at 48, the deck at 36 and the elevator at 101. Each is installed once or not at all. "
        "{logic} What is the highest total value?"
    ),
    (
        "Costs are 40 thousand dollars for the alarm, 55 for the boiler, 30 for the carport, 25 for the "
        "deck and 60 for the elevator, and the owner can spend 140 thousand. The yearly income is put at "
        "70 thousand dollars for the alarm, 90 for the boiler, 48 for the carport, 36 for the deck and 101 "
        "for the elevator. {logic} Which of them give the highest yearly income, in thousands of dollars?"
    ),
    (
        "An owner may install an alarm (40 hours, 70 points), a boiler (55 hours, 90 points), a carport "
        "(30 hours, 48 points), a deck (25 hours, 36 points) and an elevator (60 hours, 101 points), each "
        "of them once at most. His handyman works 140 hours. {logic} How many points can he get at best?"
    ),
    (
        "Hi Tom, we have 140 hours left this year and five jobs on the list. The alarm needs 40 hours, the "
        "boiler 55, the carport 30, the deck 25 and the elevator 60. They'd bring in $70, $90, $48, $36 "
        "and $101. A job is either done completely or not at all. {logic} How much can we make at most? "
        "Cheers, Ann"
    ),
    (
        "In hours, the work amounts to 40 for the alarm, 55 for the boiler, 30 for the carport, 25 for the "
        "deck and 60 for the elevator. We've got 140 hours. The points they score are 70, 90, 48, 36 and "
        "101 in the same order. {logic} Pick the jobs that score the most points."
    ),
    (
        "Budget for 2026: $140k. Wish list:\n- alarm, $40k, expected return $70k\n- boiler, $55k, expected "
        "return $90k\n- carport, $30k, expected return $48k\n- deck, $25k, expected return $36k\n- elevator, "
        "$60k, expected return $101k\n{logic}\nWhich of them should be chosen to maximise the expected "
        "return (in thousands of dollars)?"
    ),
    (
        "A club has $140 million and five plans: an alarm, a boiler, a carport, a deck and an elevator, "
        "priced at 40, 55, 30, 25 and 60 million dollars. Experts put the benefits at 70, 90, 48, 36 and "
        "101 million. A plan is carried out in full or not at all. {logic} Find the plans with the "
        "greatest total benefit in millions."
    ),
    (
        "Five works are being considered; the table gives hours and points.\n\n| work | hours | points "
        "|\n|---|---|---|\n| alarm | 40 | 70 |\n| boiler | 55 | 90 |\n| carport | 30 | 48 |\n| deck | 25 | 36 "
        "|\n| elevator | 60 | 101 |\n\nNo more than 140 hours are available. {logic} Which works give the "
        "most points?"
    ),
    (
        "The town hall wants the following works, if the money allows: the alarm at $40,000, the boiler at "
        "$55,000, the carport at $30,000, the deck at $25,000 and the elevator at $60,000. A grant of "
        "$140,000 must cover everything. According to a survey they are worth 70, 90, 48, 36 and 101 "
        "points to the residents. {logic} Which selection is worth the most points?"
    ),
    (
        "Work on the alarm lasts 40 days, on the boiler 55 days, on the carport 30 days, on the deck 25 "
        "days and on the elevator 60 days. There are only 140 days. The alarm pays $70, the boiler $90, "
        "the carport $48, the deck $36 and the elevator $101. {logic} How should the days be used to earn "
        "as much as possible?"
    ),
    (
        "We must not spend more than $140 on the following: alarm $40, boiler $55, carport $30, deck $25, "
        "elevator $60. Satisfaction scores: alarm 70, boiler 90, carport 48, deck 36, elevator 101. "
        "{logic} Maximize total satisfaction."
    ),
    (
        "An alarm would use up 40 of the 140 hours that are left; a boiler 55, a carport 30, a deck 25 and "
        "an elevator 60. In points they are worth 70, 90, 48, 36 and 101. {logic} Which should be "
        "installed for the most points?"
    ),
    (
        "From a fund of $140,000 a school may pay for an alarm ($40,000), a boiler ($55,000), a carport "
        "($30,000), a deck ($25,000) and an elevator ($60,000). Parents gave them 70, 90, 48, 36 and 101 "
        "votes. {logic} Which of these should be paid for if the votes are to count the most?"
    ),
    (
        "The alarm, which costs $40, is expected to bring $70. The boiler is expected to bring $90 at a "
        "cost of $55. Then there's the carport ($30 to build, $48 in return), the deck ($25 to build, $36 "
        "in return) and the elevator ($60 to build, $101 in return). The firm has $140. {logic} What is "
        "the largest return?"
    ),
    (
        "Five upgrades are possible in the flat: alarm, boiler, carport, deck, elevator. Prices: 40, 55, "
        "30, 25 and 60 dollars. Comfort points: 70, 90, 48, 36 and 101. The tenant's savings come to 140 "
        "dollars. Nothing can be bought twice. {logic} How many comfort points can the tenant get?"
    ),
    (
        "A committee with 140 thousand dollars at its disposal has received five applications. The alarm "
        "project applies for 40 thousand dollars and was given 70 points by the reviewers, the boiler "
        "project applies for 55 thousand and was given 90 points, the carport project for 30 thousand (48 "
        "points), the deck project for 25 thousand (36 points) and the elevator project for 60 thousand "
        "(101 points). Applications are granted in full or turned down. {logic} Maximise the points of the "
        "projects granted."
    ),
    (
        "Let's see which of the following jobs our two joiners can fit in before Easter. Alarm: 40 hours. "
        "Boiler: 55 hours. Carport: 30 hours. Deck: 25 hours. Elevator: 60 hours. Together they have 140 "
        "hours. The customers pay $70, $90, $48, $36 and $101 for the jobs. {logic} We want to take in as "
        "much as possible."
    ),
    (
        "An airline can offer five extras on board. To install them takes 40 kilograms of equipment for "
        "the alarm, 55 for the boiler, 30 for the carport, 25 for the deck and 60 for the elevator; no "
        "more than 140 kilograms may be added. The extras please 70, 90, 48, 36 and 101 passengers. "
        "{logic} How many passengers can be pleased at best?"
    ),
    (
        "The mill owner reckons that an alarm saves him $70 a month, a boiler $90, a carport $48, a deck "
        "$36 and an elevator $101. They cost $40, $55, $30, $25 and $60 in that order, and he doesn't want "
        "to spend over $140. {logic} What's the most he can save in a month?"
    ),
    (
        "Of the $140 in the till, the shopkeeper wants to buy presents: the alarm is $40, the boiler is "
        "$55, the carport is $30, the deck is $25 and the elevator is $60. On a scale of 0 to 120 his "
        "children rate them at 70, 90, 48, 36 and 101. {logic} Which presents get the highest total "
        "rating?"
    ),
    (
        "Our crew works 140 hours next month. Installing the alarm needs 40 of them, the boiler 55, the "
        "carport 30, the deck 25 and the elevator 60. Revenue is $70 for the alarm, $90 for the boiler, "
        "$48 for the carport, $36 for the deck and $101 for the elevator. {logic} Choose the jobs with the "
        "greatest revenue."
    ),
    (
        "A developer may add an alarm, a boiler, a carport, a deck and an elevator to a house. Adding them "
        "raises the value of the house by $70k, $90k, $48k, $36k and $101k but costs $40k, $55k, $30k, "
        "$25k and $60k. He can lay out $140k at most. {logic} By how many thousand dollars can the value "
        "of the house rise?"
    ),
    (
        "The following can be done this year (hours of work in brackets): alarm (40), boiler (55), carport "
        "(30), deck (25), elevator (60). There are 140 hours of work to go round. Residents' votes were as "
        "follows: alarm 70, boiler 90, carport 48, deck 36, elevator 101. {logic} Which of them should be "
        "done so that the number of votes behind them is as high as possible?"
    ),
    (
        "The alarm takes up 40 square feet, the boiler takes up 55 square feet, the carport takes up 30 "
        "square feet, the deck takes up 25 square feet and the elevator takes up 60 square feet, but only "
        "140 square feet are free. Visitors would number 70, 90, 48, 36 and 101 a day respectively. "
        "{logic} Attract as many visitors as possible."
    ),
)

LEAST = (
    (
        "A town must reach at least 200 points. The alarm costs $40 and gives 70 points, the boiler costs $55"
        " and gives 90 points, the carport costs $30 and gives 48 points, the deck costs $25 and gives 36 "
        "points, and the elevator costs $60 and gives 101 points. {logic} What is the cheapest way to do so?"
    ),
    (
        "The alarm, the boiler, the carport, the deck and the elevator provide 70, 90, 48, 36 and 101 units "
        "of capacity and cost 40, 55, 30, 25 and 60 dollars. At least 200 units of capacity are needed. "
        "{logic} Minimise the total cost."
    ),
    (
        "A firm needs at least 200 units of capacity. Options:\n* Alarm: 70 units, $40\n* Boiler: 90 units, "
        "$55\n* Carport: 48 units, $30\n* Deck: 36 units, $25\n* Elevator: 101 units, $60\n{logic} How can "
        "the firm spend as little as possible?"
    ),
    (
        "A town can install an alarm ($40, 70 points), a boiler ($55, 90 points), a carport ($30, 48 points),"
        " a deck ($25, 36 points) or an elevator ($60, 101 points). The measures must add up to 200 points or"
        " more. {logic} What is the minimum cost?"
    ),
)


def allowed(picked: tuple[int, ...]) -> bool:
    alarm, boiler, carport, deck, _ = picked
    return alarm <= boiler and carport + deck <= 1


def total(numbers: tuple[int, ...], picked: tuple[int, ...]) -> int:
    return sum(number * pick for number, pick in zip(numbers, picked, strict=True))


def scaled(objective: float, expected: int) -> bool:
    """Whether both are alike, in thousands or millions or not."""
    return objective in [pytest.approx(scale * expected) for scale in (1, 1_000, 1_000_000)]


@pytest.mark.parametrize("text", GREATEST, ids=range(len(GREATEST)))
def test_the_greatest_gain_within_a_budget(text: str):
    reading = get("offline").read(Problem(text.replace("{logic}", LOGIC)))
    best = max(total(GAINS, p) for p in itertools.product((0, 1), repeat=5) if allowed(p) and total(COSTS, p) <= 140)
    assert reading.confident, reading.reasons
    assert scaled(nl2milp.solve(reading.formulation).objective, best)


@pytest.mark.parametrize("text", LEAST, ids=range(len(LEAST)))
def test_the_least_cost_of_a_requirement(text: str):
    reading = get("offline").read(Problem(text.replace("{logic}", LOGIC)))
    best = min(total(COSTS, p) for p in itertools.product((0, 1), repeat=5) if allowed(p) and total(GAINS, p) >= 200)
    assert reading.confident, reading.reasons
    assert scaled(nl2milp.solve(reading.formulation).objective, best)
