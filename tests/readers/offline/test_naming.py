import pytest

from nl2milp.readers.offline.pipeline import understand

CASES = [
    (
        "A stable boards ponies and mules. Each pony eats 4 kg of hay and each mule eats 6 kg of hay. There are "
        "90 kg of hay. If the profit per pony is $12 and the profit per mule is $15, how many of each should it "
        "board to maximize profit?",
        ["ponies", "mules"],
    ),
    (
        "A potter glazes small and tall jars. A small jar takes 2 hours and a tall jar takes 3 hours. The potter "
        "has 40 hours. The profit per small jar is $8 and the profit per tall jar is $11. "
        "How many of each maximize profit?",
        ["small jar", "tall jar"],
    ),
    (
        "Mill 1 and mill 2 grind flour. Running mill 1 for an hour costs $30 and gives 5 sacks. Running mill 2 "
        "for an hour costs $45 and gives 8 sacks. At least 100 sacks are needed. "
        "How many hours should each mill run to minimize cost?",
        ["mill 1", "mill 2"],
    ),
]


@pytest.mark.parametrize(("text", "labels"), CASES)
def test_the_text_s_own_nouns(text: str, labels: list[str]) -> None:
    assert [name.label.lower() for name in understand(text).scan.names] == labels


@pytest.mark.parametrize(("text", "labels"), CASES)
def test_names_slice_from_the_text(text: str, labels: list[str]) -> None:
    scan = understand(text).scan
    for name in scan.names:
        assert scan.words(name.first, name.last) in text
