"""What one item proposes, parted by who leads what: …(甲局);…(乙局), 上述A项目由甲局牵头负责,B项目由乙局牵头负责."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from loaders.prose.signs import plain
from loaders.report.sentences.proposals import Proposal
from loaders.report.structure.entries import Entry
from loaders.report.structure.who import Roles, names

_APART = re.compile(r"(?:(?:[(:]|由)([^():,;。]{4,60})分别|分别由([^():,;。]{4,60}))(?:牵头|负责)")
_LIKE = 0.5  # of what a line names has to stand in a target's name


def shared(proposals: Sequence[Proposal], entry: Entry, roles: Roles) -> list[tuple[Roles, tuple[Proposal, ...]]]:
    """The proposals by who leads them, in the order in which each comes first; a part goes with its whole.

    What no line names is led by whom a line names for all, else by the first. `roles`: of the whole item.
    """
    if each := _each_its_own(entry.words, proposals, roles):
        return each
    stretches = entry.stretches
    led = [own for _, own in entry.shares or stretches]
    if not led:
        return [(roles, tuple(proposals))]
    common = roles if entry.shares else entry.column_roles
    leads: list[int] = []
    for proposal in proposals:
        if entry.shares:
            own = _named(proposal, entry.shares)
        else:
            own = min(bisect_left(stretches, proposal.offset, key=lambda each: each[0]), len(stretches) - 1)
        leads.append(leads[proposal.part_of] if proposal.part_of is not None and proposal.part_of < len(leads) else own)
    made = []
    for lead in dict.fromkeys(leads):
        mine = [number for number, own in enumerate(leads) if own == lead]
        parted = [_with_whole(proposals[number], mine) for number in mine]
        made.append((common.or_else(led[lead]), tuple(parted)))
    return made


def _each_its_own(words: str, proposals: Sequence[Proposal], roles: Roles) -> list[tuple[Roles, tuple[Proposal, ...]]]:
    """甲局、乙局分别牵头 behind two targets: each leads its own; none where there are more or fewer of them."""
    found = _APART.search(plain(words))
    units = names(found[1] or found[2]) if found else ()
    if not 1 < len(units) == len(proposals) or any(one.part_of is not None for one in proposals):
        return []
    helpers = tuple(name for name in (roles.lead, *roles.others) if name not in units)
    return [(replace(roles, lead=unit, others=helpers), (one,)) for unit, one in zip(units, proposals, strict=True)]


def _named(proposal: Proposal, shares: Sequence[tuple[str, Roles]]) -> int:
    """Which of several lines speaks of a proposal."""
    likeness = [_likeness(words, proposal) for words, _ in shares]
    best = max(range(len(shares)), key=likeness.__getitem__)
    return best if likeness[best] >= _LIKE else next((n for n, (words, _) in enumerate(shares) if not words), 0)


def _with_whole(proposal: Proposal, mine: list[int]) -> Proposal:
    """A proposal that names its whole by the whole's place among those that stay together."""
    is_here = proposal.part_of is not None and proposal.part_of in mine
    return replace(proposal, part_of=mine.index(proposal.part_of) if is_here and proposal.part_of is not None else None)


def _likeness(words: str, proposal: Proposal) -> float:
    """How much of the best of the things that a line names stands in a target's name or in its milestone's words."""
    said = plain(f"{proposal.name} {proposal.words or ''}")
    things = [thing for thing in re.split("[、和及与]", plain(words)) if len(thing) > 1]
    pairs = [{thing[place : place + 2] for place in range(len(thing) - 1)} for thing in things]
    return max((sum(pair in said for pair in own) / len(own) for own in pairs), default=0.0)
