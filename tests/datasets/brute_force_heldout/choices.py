"""Selection, implications, exclusions, all or none, so many of them: yes/no decisions only."""

from __future__ import annotations

from tests.datasets.brute_force_heldout.entries import HELDOUT
from tests.datasets.enumeration import Model
from tests.datasets.statements import at_least, at_most, either, every, exactly, implies, negated, same, some


@HELDOUT.problem("heldout-logic-001", yes_no="S X R D M")
def hospital_equipment(S, X, R, D, M):
    """S scanner, X X-ray room, R robot, D dialysis unit, M monitors."""
    return Model(
        max,
        900 * S + 640 * X + 380 * R + 760 * D + 290 * M,
        [11 * S + 7 * X + 5 * R + 9 * D + 3 * M <= 23, 4 * S + 2 * X + R + 3 * D + M <= 7],
    )


@HELDOUT.problem("heldout-logic-002", yes_no="T S R G C")
def expedition(T, S, R, G, C):
    """T tent, S stove, R radio, G climbing gear, C camera."""
    return Model(
        max,
        30 * T + 16 * S + 11 * R + 24 * G + 17 * C,
        [9 * T + 4 * S + 3 * R + 7 * G + 5 * C <= 19, T + S + R + G + C <= 3],
    )


@HELDOUT.problem("heldout-logic-003", yes_no="M D P A")
def fire_stations(M, D, P, A):
    """M Mill Hill, D Docks, P Park Road, A Airport."""
    return Model(min, 3.2 * M + 2.5 * D + 2.8 * P + 1.9 * A, [some(M, P), some(M, D), some(D, P), some(P, A)])


@HELDOUT.problem("heldout-logic-004", yes_no="F S L D")
def software_release(F, S, L, D):
    """F search, S sharing, L offline mode, D dark theme."""
    return Model(
        max,
        50 * F + 70 * S + 65 * L + 20 * D,
        [6 * F + 9 * S + 8 * L + 2 * D <= 20],
        [implies(S, D), implies(L, F)],
    )


@HELDOUT.problem("heldout-logic-005", yes_no="P T R C")
def vineyard(P, T, R, C):
    """P press, T tank, R tasting room, C car park."""
    return Model(
        max,
        14 * P + 9 * T + 15 * R + 2 * C,
        [60 * P + 35 * T + 50 * R + 20 * C <= 130],
        [implies(R, C), implies(P, T)],
    )


@HELDOUT.problem("heldout-logic-006", yes_no="L Q B C")
def airline(L, Q, B, C):
    """L Lima, Q Quito, B Bogota, C Cali."""
    return Model(
        max,
        5 * L + 4 * Q + 7 * B + C,
        [2 * L + Q + 3 * B + 2 * C <= 5],
        [implies(B, C), implies(negated(Q), negated(L))],
    )


@HELDOUT.problem("heldout-logic-007", yes_no="J P A D M")
def festival(J, P, A, D, M):
    """J jazz, P puppets, A opera, D dance, M magician."""
    return Model(
        max,
        400 * J + 180 * P + 700 * A + 450 * D + 210 * M,
        [2 * J + P + 3 * A + 2 * D + M <= 7],
        [negated(every(A, D)), negated(every(M, P))],
    )


@HELDOUT.problem("heldout-logic-008", yes_no="W B H R T")
def school_heating(W, B, H, R, T):
    """W windows, B boiler, H heat pump, R insulation, T thermostats."""
    return Model(
        max,
        7 * W + 6 * B + 10 * H + 5 * R + 2 * T,
        [40 * W + 25 * B + 45 * H + 30 * R + 8 * T <= 90],
        [negated(every(B, H)), negated(every(W, T))],
    )


@HELDOUT.problem("heldout-logic-009", yes_no="C H F L V")
def beehives(C, H, F, L, V):
    """C clover, H heather, F orchard, L limes, V common."""
    return Model(
        max,
        34 * C + 41 * H + 28 * F + 25 * L + 31 * V,
        [5 * C + 6 * H + 4 * F + 4 * L + 7 * V <= 16],
        [at_most(1, H, C), negated(every(F, L))],
    )


@HELDOUT.problem("heldout-logic-010", yes_no="K D P C F")
def toys(K, D, P, C, F):
    """K knight, D dragon, P princess, C castle, F forest."""
    return Model(
        max,
        30000 * K + 45000 * D + 25000 * P + 72000 * C + 20000 * F,
        [3 * K + 5 * D + 3 * P + 8 * C + 2 * F <= 14],
        [same(K, D)],
    )


@HELDOUT.problem("heldout-logic-011", yes_no="F D S A M")
def youth_club(F, D, S, A, M):
    """F table football, D dartboard, S sofa, A armchairs, M sound system."""
    return Model(
        max,
        40 * F + 12 * D + 38 * S + 22 * A + 35 * M,
        [350 * F + 80 * D + 420 * S + 260 * A + 300 * M <= 900],
        [same(S, A)],
    )


@HELDOUT.problem("heldout-logic-012", yes_no="A B C D")
def old_plants(A, B, C, D):
    """Closed: A Alder, B Birch, C Cedar, D Dogwood."""
    return Model(max, 8 * A + 6 * B + 12 * C + 5 * D, [120 * A + 90 * B + 180 * C + 60 * D <= 300], [same(A, D)])


@HELDOUT.problem("heldout-logic-013", yes_no="N1 N2 C1 C2 T1 T2")
def manuscripts(N1, N2, C1, C2, T1, T2):
    """N novels, C cookbooks, T travel guides."""
    return Model(
        max,
        40 * N1 + 34 * N2 + 52 * C1 + 47 * C2 + 25 * T1 + 21 * T2,
        [4 * (N1 + N2) + 6 * (C1 + C2) + 3 * (T1 + T2) <= 20],
        [at_least(3, N1, N2, T1, T2)],
    )


@HELDOUT.problem("heldout-logic-014", yes_no="P F H G M")
def nature_park(P, F, H, G, M):
    """P pond, F forest path, H hide, G hedge, M mower."""
    return Model(
        max,
        900 * P + 500 * F + 800 * H + 300 * G + 250 * M,
        [12 * P + 7 * F + 10 * H + 5 * G + 4 * M <= 26],
        [at_least(2, F, G, P), either(H, M)],
    )


@HELDOUT.problem("heldout-logic-015", yes_no="A B C D E F")
def relay(A, B, C, D, E, F):
    """Who runs, by first letter."""
    return Model(
        min,
        58 * A + 61 * B + 57 * C + 60 * D + 63 * E + 59 * F,
        [],
        [exactly(4, A, B, C, D, E, F), at_most(2, A, C, F), at_most(1, B, D)],
    )
