import pytest

from nl2milp.errors import InputError
from nl2milp.readers import get, names, register
from nl2milp.readers.base import Reader


def test_the_offline_reader_is_registered() -> None:
    assert "offline" in names()
    assert isinstance(get("offline"), Reader)
    assert get("offline").name == "offline"


def test_a_name_is_registered_once() -> None:
    with pytest.raises(ValueError, match="already registered"):
        register("offline", lambda: get("offline"))


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(InputError, match="offline"):
        get("crystal ball")
