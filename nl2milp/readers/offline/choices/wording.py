"""How statements of logic are worded: fixed expressions, by what they mean."""

from __future__ import annotations

from nl2milp.readers.offline.choices.phrases import phrases

__all__ = ["BUNDLE", "EXCLUDE", "IF", "IFF", "MUTUAL", "NEEDED", "ONLY", "REQUIRE", "SAME"]

IFF = phrases(
    """
    if and only if | when and only when | exactly when | exactly if | precisely when | precisely if |
    just when | just in case | if but only if | then and only then | exactly in case | exactly where |
    when , and only when , | if , and only if , | only and exactly when
    """
)

ONLY = phrases(
    """
    onlyif | only if | only when | only where | only together with | only with | only provided that | only provided |
    only after | only in combination with | only once | only as long as | only in case | only alongside |
    only on condition that | only on the condition that | provided that | provided | as long as | so long as |
    on condition that | on the condition that | only through | only while | only by | only next to
    """
)

IF = phrases(
    """
    anyone who | everyone who | those who |
    if | whenever | when | where | wherever | in case | as soon as | once | should | whoever | provided that |
    every time | in the event that | suppose | supposing
    """
)

REQUIRE = phrases(
    """
    requires | require | presupposes | presuppose | depends on | depend on | relies on | rely on | calls for |
    call for | demands | entails | entail | implies | imply | means | mean | necessitates | obliges us to |
    obliges | useless without | impossible without | not possible without | makes no sense without |
    do without | is tied to | hinges on | conditional on | worthless without | goes with | not without |
    pointless without | needs | need | cannot work without | builds on | build on | assumes | forces us to |
    commits us to | forces | force | compels | commits | is conditional on | are conditional on |
    insists on | insist on | is useless without | is no good without | is pointless without |
    must come with | has to come with | have to come with |
    is only useful with | makes it necessary to | makes it compulsory to |
    is only possible with | brings with it | comes with |
    must be accompanied by | must be followed by | has to be accompanied by | is contingent on | subject to |
    is contingent upon | depends upon | depend upon | builds upon | build upon |
    of no use without | no use without | meaningless without
    """
)

NEEDED = phrases(
    """
    is needed for | is necessary for | is required for | is a prerequisite of | is a prerequisite for |
    is a precondition for | is a precondition of | is a condition for |
    are prerequisites for | are prerequisites of | are preconditions for | are needed for | are required for |
    is required by | is needed by | is indispensable for | are necessary for | is a requirement for |
    has to precede | must precede
    """
)

EXCLUDE = phrases(
    """
    excludes | exclude | rules out | rule out | clashes with | clash with | conflicts with | conflict with |
    is incompatible with | are incompatible with | forbids | forbid | prohibits | precludes | preclude |
    prevents | prevent | blocks | refuses to work with | refuses to | refuse to | interferes with | rivals |
    makes impossible | makes it impossible to | makes it pointless to | makes it useless to | leaves no room for |
    takes the place of | take the place of | stands in the way of |
    overlaps with | overlap with | forbids us to | closes the door on | collides with |
    competes with | do not go with | disagrees with | forbids the | is at odds with | cannot coexist with
    """
)

MUTUAL = phrases(
    """
    mutually exclusive | exclude each other | rule each other out | exclude one another | rule out each other |
    rule one another out | clash | conflict | incompatible | each rule out | overlap | not compatible |
    get in each other's way | alternatives | collide | excludes each other
    """
)

BUNDLE = phrases(
    """
    bundle | all three or not at all | all or not at all | both or not at all | all of them or not at all |
    either all | or neither | stand or fall together | all together or not at all | together or not at all |
    all or none | both or neither | neither or both | both or none | all or nothing | stand and fall together |
    none or all | all of them or none | both of them or neither | not be separated | not split | inseparable |
    as a package | as a set | hand in hand | all three or none | get both or | take both or |
    must go together | belong together | go together | all four or none | one package | only together |
    same fate | not be split | take it or leave it together | come as a pair | as a pair |
    cannot be separated | none or both
    """
)

SAME = phrases(
    """
    the same holds | the same goes | the same applies | the same is true | the same rule | likewise | similarly |
    this also holds | this also applies
    """
)
