"""Words that conditions on quantities are made with."""

from __future__ import annotations

__all__ = [
    "COUNTS",
    "EXPANDING",
    "GROUPS",
    "IDLE_PHRASES",
    "KINDS",
    "MODALS",
    "NEGATIVE",
    "ONCE",
    "ONCE_PHRASES",
    "OPTIONAL",
    "PACKS",
    "PERIODS",
    "RATED",
    "VERBLIKE",
    "WISHES",
]

NEGATIVE = frozenset(
    """not no none never neither nor without cannot can't isn't aren't don't doesn't won't mustn't shouldn't couldn't
    nothing idle closed shut excluded forbidden impossible prohibited omitted dropped absent""".split()
)

IDLE_PHRASES = ("stand still", "stands still", "is off", "are off", "left out", "switched off")

COUNTS = frozenset("one two three four five six seven eight nine ten".split())

KINDS = frozenset(
    """kind type sort product variety model item crop line flavour flavor species category article good option brand
    style plant supplier machine vehicle fund site""".split()
)

PERIODS = frozenset("day week month year hour season quarter shift night morning".split())

RATED = frozenset(
    """profit profits cost costs price prices revenue takes take requires require needs need earns earn sells sell
    yields yield uses use generates brings gives contains weighs""".split()
)

GROUPS = {
    "pairs": 2,
    "twos": 2,
    "threes": 3,
    "fours": 4,
    "fives": 5,
    "sixes": 6,
    "tens": 10,
    "dozens": 12,
    "half-dozens": 6,
    "dozen": 12,
    "half-dozen": 6,
    "hundreds": 100,
    "hundred": 100,
    "thousands": 1000,
    "thousand": 1000,
    "scores": 20,
    "gross": 144,
}

PACKS = frozenset(
    """pack packet multiple lot box batch pallet crate case bundle step carton set bag roll tray dozen container
    truckload group block increment bunch sack""".split()
)

ONCE = frozenset(
    """once one-time one-off onetime fixed setup set-up startup start-up starting opening reopening rental rent rented
    renting hire hired hiring licence license permit installation install installed installing activation activating
    activated tooling mould mold flat initial upfront regardless irrespective launching launch initiating commissioning
    retooling calibration calibrating configured switching flagfall joining registration sign-up
    admission connection""".split()
)

OPTIONAL = (
    "none is fine", "nothing is fine", "none is allowed",
    "be left out", "be skipped", "be passed over", "be omitted", "need not order", "need not buy", "need not use",
    "need not be", "be dropped", "be left unused", "stay empty", "be avoided",
)  # fmt: skip

EXPANDING = frozenset("more additional extra another further".split())

ONCE_PHRASES = ("set up", "setting up", "sets up", "at all", "set-up", "start up", "starting up", "switch on",
                "switched on", "fitting out", "no matter how", "up front", "in advance")  # fmt: skip

MODALS = frozenset("must should can may might will would shall could has have needs need to".split())

VERBLIKE = MODALS | frozenset(
    """is are was were be been being do does did make makes made making produce produces produced producing grow grown
    grows plant planted sell sells sold buy buys bought use uses used run runs take taken takes open opens opened hire
    hires hired rent rents rented bake baked bakes offer offered offers build built builds send sent order ordered
    orders choose chosen manufacture manufactured manufactures book booked brew brewed brews work works operate operated
    operates start started tapped lit sown sow kept keep invest invested invests go goes exceed exceeds reach reaches
    number numbers""".split()
)

WISHES = frozenset(
    "target wish condition goal requirement demand criterion rule standard restriction constraint aim limit".split()
)
