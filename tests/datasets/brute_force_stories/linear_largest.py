"""Linear problems of the most that can be had."""

from __future__ import annotations

from tests.datasets.brute_force_stories.entries import STORIES
from tests.datasets.enumeration import Model


@STORIES.problem("story-linear-001", whole={"x y": 200})
def armchairs(x, y):
    """x armchairs, y footstools."""
    return Model(max, 13 * x + 9 * y, [3 * x + 2 * y <= 180, x + y <= 75, x >= 20, y <= x * 2])


@STORIES.problem("story-linear-002", divisible="x y")
def cautious_uncle(x, y):
    """dollars x bonds, y fund."""
    return Model(max, 0.06 * x + 0.085 * y, [x + y <= 40000, y <= x / 3, x <= 34000])


@STORIES.problem("story-linear-004", whole={"x y z": 80})
def leather_goods(x, y, z):
    """x key rings, y wallets, z belts."""
    return Model(max, 5 * x + 8 * y + 6 * z, [2 * x + 4 * y + 3 * z <= 160, x + y + z <= 60, y >= 10, z <= x])


@STORIES.problem("story-linear-006", divisible="x y")
def potatoes_and_barley(x, y):
    """acres x potatoes, y barley."""
    return Model(max, 420 * x + 310 * y, [x + y <= 90, 3 * x + 2 * y <= 240, x <= 0.6 * (x + y), y >= 15])


@STORIES.problem("story-linear-008", whole={"x y": 100})
def panels_and_pumps(x, y):
    """x panels, y pumps."""
    return Model(max, 30 * x + 45 * y, [x + y <= 50, 25 * x + 40 * y <= 1700, y <= 20, x >= 2 * y])


@STORIES.problem("story-linear-009", whole={"x y": 400})
def tacos_and_burritos(x, y):
    """x tacos, y burritos."""
    return Model(max, 2 * x + 3 * y, [4 * x + 6 * y <= 900, x + 2 * y <= 280, x >= 60, y >= x / 3])


@STORIES.problem("story-linear-011", whole={"x y": 60})
def cinema_screenings(x, y):
    """x drama, y comedy screenings."""
    return Model(max, 80 * x + 110 * y, [x + y <= 40, 200 * x + 300 * y <= 10000, y >= 12, x >= y])


@STORIES.problem("story-linear-013", divisible="x y z")
def endowment(x, y, z):
    """dollars x notes, y real estate, z venture."""
    return Model(
        max, 0.04 * x + 0.07 * y + 0.1 * z, [x + y + z == 120000, x >= 0.3 * 120000, z <= 0.2 * 120000, y <= x + z]
    )


@STORIES.problem("story-linear-014", whole={"x y": 300})
def mittens_and_scarves(x, y):
    """x pairs of mittens, y scarves."""
    return Model(max, 1.5 * x + 2.5 * y, [6 * x + 9 * y <= 1200, x >= 40, y >= 30, x + y <= 150])


@STORIES.problem("story-linear-016", divisible="x y")
def translating(x, y):
    """hours x translating, y proofreading."""
    return Model(max, 55 * x + 40 * y, [x + y <= 64, 2 * x + y <= 100, y >= x / 2, x >= 10])


@STORIES.problem("story-linear-017", whole={"x y": 100})
def vitamin_boxes(x, y):
    """x Basic, y Plus; time in minutes."""
    return Model(max, 7 * x + 10 * y, [x + y <= 60, 15 * x + 25 * y <= 1200, y <= 0.5 * (x + y)])


@STORIES.problem("story-linear-019", whole={"x y": 90})
def tables_and_bookcases(x, y):
    """x coffee tables, y bookcases."""
    return Model(max, 25 * x + 18 * y, [4 * x + 3 * y <= 200, 2 * x + 3 * y <= 150, x <= 35])


@STORIES.problem("story-linear-021", whole={"x y": 80})
def aircraft_seats(x, y):
    """x business, y economy seats."""
    return Model(max, 600 * x + 450 * y, [x + y <= 45, 8 * x + 5 * y <= 300, x >= 10, y >= 15, x <= 0.55 * (x + y)])


@STORIES.problem("story-linear-022", whole={"x y": 300})
def candles(x, y):
    """x pillar, y jar candles."""
    return Model(max, 3 * x + 4 * y, [x + y <= 200, 5 * x + 8 * y <= 1300, y >= 50, x >= y])


@STORIES.problem("story-linear-024", divisible="x y")
def fertilisers(x, y):
    """tonnes x Growmore, y Sprout."""
    return Model(max, 300 * x + 240 * y, [x + y <= 50, 4 * x + 3 * y <= 170, 0.5 * x + y >= 12, x <= 30])


@STORIES.problem("story-linear-025", whole={"x y": 100})
def quiz_questions(x, y):
    """x short, y long questions."""
    return Model(max, 4 * x + 6 * y, [x + y >= 20, 30 * x + 50 * y <= 2000, x + y <= 48, y <= 18])


@STORIES.problem("story-linear-027", whole={"x y z": 60})
def garden_ornaments(x, y, z):
    """x gnomes, y herons, z frogs."""
    return Model(
        max, 11 * x + 15 * y + 9 * z, [2 * x + 3 * y + z <= 110, x + 2 * y + 2 * z <= 100, x + y + z <= 55, y >= 5]
    )


@STORIES.problem("story-linear-029", whole={"x y": 150})
def lemonade_stand(x, y):
    """cups x lemonade, y iced tea."""
    return Model(max, 0.8 * x + 1.1 * y, [20 * x + 30 * y <= 3000, x >= 0.3 * (x + y), y >= 40, x + y <= 120])


@STORIES.problem("story-linear-031", whole={"x y": 100})
def boutique_shirts(x, y):
    """x plain, y printed shirts."""
    return Model(max, (22 - 9) * x + (30 - 14) * y, [9 * x + 14 * y <= 700, x + y <= 60, y >= 10, x >= y + 5])


@STORIES.problem("story-linear-032", whole={"x y": 100})
def violins_and_ukuleles(x, y):
    """x violins, y ukuleles."""
    return Model(max, 40 * x + 28 * y, [2 * x + y <= 70, x + y < 50, x > 12, y >= x / 2])


@STORIES.problem("story-linear-034", divisible="x y")
def olive_oil(x, y):
    """litres x extra virgin, y virgin."""
    return Model(max, 9 * x + 6.5 * y, [x + y <= 300, x <= 1.5 * y, x <= 160, y <= 200])


@STORIES.problem("story-linear-036", whole={"x y": 200})
def muffins_and_croissants(x, y):
    """x muffins, y croissants."""
    return Model(max, 0.5 * x + 0.75 * y, [2 * x + 3 * y <= 360, x >= 2 * y, x <= 120, y >= 20])


@STORIES.problem("story-linear-037", divisible="x y")
def certificate_and_restaurant(x, y):
    """dollars x certificate, y restaurant."""
    return Model(
        max, 0.05 * x + 0.12 * y, [x + y <= 75000, y <= 0.25 * (x + y), x >= 20000, 0.01 * x + 0.06 * y <= 1500]
    )


@STORIES.problem("story-linear-040", whole={"x y": 150})
def lanterns_and_chimes(x, y):
    """x lanterns, y wind chimes; time in minutes."""
    return Model(max, 12 * x + 10 * y, [30 * x + 20 * y <= 2400, x + y <= 100, 3 * x == 2 * y])


@STORIES.problem("story-linear-041", whole={"x y z": 60})
def greenhouse_pots(x, y, z):
    """x basil, y ginger, z mint."""
    return Model(max, 9 * x + 12 * y + 10 * z, [x + y + z <= 70, 3 * x + 5 * y + 4 * z <= 280, y <= z + 10, x >= 15])


@STORIES.problem("story-linear-043", whole={"x y": 120})
def podcasts_and_videos(x, y):
    """x podcasts, y videos."""
    return Model(max, 5 * x + 7 * y, [x + y <= 90, y <= 35, 4 * x + 6 * y <= 420, x >= 2 * y - 10])


@STORIES.problem("story-linear-045", divisible="x y")
def vineyard(x, y):
    """hectares x Syrah, y Grenache."""
    return Model(max, 250 * x + 175 * y, [x + y <= 120, x >= 0.35 * (x + y), 6 * x + 4 * y <= 600, y >= 20])


@STORIES.problem("story-linear-046", whole={"x y z": 200})
def cheese_platters(x, y, z):
    """x Alpine, y Bistro, z Country."""
    return Model(
        max, 6 * x + 4 * y + 5 * z, [x + y + z <= 150, x <= z, x + z <= 0.8 * (x + y + z), 2 * x + y + 1.5 * z <= 210]
    )


@STORIES.problem("story-linear-049", whole={"x y": 60})
def guided_tours(x, y):
    """x kayak, y hiking tours."""
    return Model(max, 15 * x + 11 * y, [x + y <= 44, x <= y / 3 + 12, 7 * x + 4 * y <= 220])


@STORIES.problem("story-linear-050", whole={"x y": 100})
def car_wash(x, y):
    """x full cleans, y rinses."""
    return Model(max, 18 * x + 12 * y, [x + y <= 65, 0.6 * x + 0.4 * y <= 32, y >= 20, x >= 0.4 * (x + y)])


@STORIES.problem("story-linear-051", whole={"x y": 50})
def prizes(x, y):
    """x paint, y clay sets."""
    return Model(max, 4 * x + 3 * y, [20 * x + 15 * y <= 600, x + 2 * y <= 50, x <= 24])


@STORIES.problem("story-linear-052", divisible="x y z")
def tea_blends(x, y, z):
    """kg x Breakfast, y Herbal, z Smoky."""
    return Model(
        max,
        3 * x + 2.2 * y + 2.8 * z,
        [x + y + z <= 500, x <= 0.4 * (x + y + z), y >= 100, 0.5 * x + 0.2 * y + 0.4 * z <= 190],
    )


@STORIES.problem("story-linear-054", whole={"x y": 90})
def ship_containers(x, y):
    """x short, y long containers."""
    return Model(max, x + 1.5 * y, [8 * x + 13 * y <= 700, x + y >= 30, y >= 0.3 * (x + y), x >= 25])


@STORIES.problem("story-linear-056", whole={"x y": 100})
def phones(x, y):
    """x Nova, y Orbit."""
    return Model(max, 45 * x + 60 * y, [2 * x + 3 * y <= 150, x + y <= 60, y >= x - 20, y <= 40])


@STORIES.problem("story-linear-057", whole={"x y": 60})
def tutoring(x, y):
    """x maths, y language courses."""
    return Model(max, 70 * x + 50 * y, [x + y <= 40, 3 * x + y <= 75, y <= 28, x >= 5, x + y >= 15])


@STORIES.problem("story-linear-059", divisible="x y")
def wire_drawing(x, y):
    """km x silver, y copper."""
    return Model(max, 16 * x + 11 * y, [5 * x + 3 * y <= 90, x + y <= 24, x >= 4, y >= 0.2 * (x + y)])


@STORIES.problem("story-linear-060", whole={"x y": 120})
def seedlings(x, y):
    """x tomato, y pumpkin seedlings."""
    return Model(max, 2.5 * x + 4 * y, [10 * x + 18 * y <= 1500, x + y <= 110, y >= 24, y <= 0.75 * x])
