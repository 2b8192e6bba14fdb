"""Lay out blocks in columns, each wire leading from left to right, and nothing on top of anything else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

GAP = 12
"""The least space between two blocks of a column."""

CHANNEL = 40
"""The space between two columns, in which wires change their height."""

BETWEEN = 26
"""The space between two parts of a picture that no wire joins."""

BESIDE = 56
"""The space between two such parts side by side."""

_SWEEPS = 24


@dataclass
class Block:
    """Something that takes a place in a column, at its left or centred.

    ``x`` and ``y`` are its upper left corner; so much from its top as ``blank`` says is empty.
    """

    name: str
    width: int
    height: int
    column: int = 0
    x: float = 0
    y: float = 0
    centred: bool = False
    passing: bool = False
    blank: float = 0


@dataclass(frozen=True)
class Wire:
    """A line from the right edge of one block to the left edge of another, at heights from their tops."""

    source: str
    target: str
    leaves: float
    enters: float


Route = list[tuple[float, float]]
"""The points of a wire: two for each column it leaves, passes or ends in."""


@dataclass
class Plan:
    """Where everything is: the blocks by name, the routes of the wires, and the size of the whole."""

    blocks: dict[str, Block]
    routes: list[Route]
    width: int
    height: int


@dataclass
class _Part:
    """Blocks that hang together, by column, and the wires between neighbouring columns."""

    columns: list[list[Block]]
    wires: list[Wire] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.at = {block.name: block for column in self.columns for block in column}
        self.before: dict[str, list[Wire]] = {name: [] for name in self.at}
        self.after: dict[str, list[Wire]] = {name: [] for name in self.at}
        for wire in self.wires:
            self.after[wire.source].append(wire)
            self.before[wire.target].append(wire)

    def wish(self, block: Block, before: bool, after: bool) -> float:
        """Return where a block would be if its wires on one side, or both, were level."""
        wishes = [self.at[w.source].y + w.leaves - w.enters for w in self.before[block.name] if before]
        wishes += [self.at[w.target].y + w.enters - w.leaves for w in self.after[block.name] if after]
        return sum(wishes) / len(wishes) if wishes else block.y

    def wishes(self, column: list[Block], before: bool, after: bool) -> dict[str, float]:
        return {block.name: self.wish(block, before, after) for block in column}

    def cost(self) -> float:
        """Return how many wires cross, and as a small fraction how far they climb."""
        between: dict[int, list[tuple[float, float]]] = {}
        for wire in self.wires:
            source, target = self.at[wire.source], self.at[wire.target]
            between.setdefault(source.column, []).append((source.y + wire.leaves, target.y + wire.enters))
        answer = 0.0
        for found in between.values():
            answer += sum(abs(a - b) for a, b in found) / 1e5
            for number, (a, b) in enumerate(found):
                answer += sum((a - c) * (b - d) < 0 for c, d in found[number + 1:])
        return answer


def arrange(blocks: Iterable[Block], wires: Iterable[Wire], most: int = 880) -> Plan:
    """Place blocks in columns so that each wire leads to the right.

    Parts that no wire joins stand side by side as far as there is room, in the order of their first blocks.

    :param most: how wide the whole may be, unless one part alone is wider.
    :raises ValueError: if the wires lead round in a circle, or name a block that is not there.

    >>> plan = arrange([Block("a", 40, 20), Block("b", 40, 20)], [Wire("a", "b", 10, 10)])
    >>> plan.blocks["a"].x, plan.blocks["b"].x, plan.width
    (0, 80, 120)
    """
    known = {block.name: block for block in blocks}
    lines = list(wires)
    _set_columns(known, lines)
    routes: dict[Wire, Route] = {}
    left = top = bottom = widest = 0
    for members in _together(known, lines):
        inside = [wire for wire in lines if wire.source in members]
        part = _part(members, inside)
        _order(part)
        columns = _columns(members.values())
        wide = columns[-1][1]
        if left and left + wide > most:
            left, top = 0, bottom + BETWEEN
        first = min(block.y + block.blank for block in members.values())
        for block in part.at.values():
            start, end = columns[block.column]
            block.x = left + start + ((end - start - block.width) // 2 if block.centred else 0)
            block.y = round(block.y - first) + top
        shifted = [(left + start, left + end) for start, end in columns]
        routes |= {wire: _route(wire, part.at, shifted) for wire in inside}
        bottom = max([bottom, *(int(block.y) + block.height for block in members.values())])
        widest = max(widest, left + wide)
        left += wide + BESIDE
    return Plan(known, [routes[wire] for wire in lines], widest, bottom)


def _set_columns(blocks: Mapping[str, Block], wires: list[Wire]) -> None:
    """Put each block one column behind the last that leads to it, and sources next to what they lead to."""
    strange = {name for wire in wires for name in (wire.source, wire.target)} - set(blocks)
    if strange:
        raise ValueError(f"wires name blocks that are not there: {', '.join(sorted(strange))}")
    for _ in range(len(blocks) + 1):
        late = [w for w in wires if blocks[w.target].column <= blocks[w.source].column]
        if not late:
            break
        for wire in late:
            blocks[wire.target].column = blocks[wire.source].column + 1
    else:
        raise ValueError("the wires lead round in a circle")
    led_to = {wire.target for wire in wires}
    for name, block in blocks.items():
        ends = [blocks[wire.target].column for wire in wires if wire.source == name]
        if ends and name not in led_to:
            block.column = min(ends) - 1


def _columns(blocks: Iterable[Block]) -> list[tuple[int, int]]:
    """Return where each column begins and ends."""
    widths: dict[int, int] = {}
    for block in blocks:
        widths[block.column] = max(widths.get(block.column, 0), block.width)
    answer: list[tuple[int, int]] = []
    for number in range(max(widths) + 1):
        start = answer[-1][1] + CHANNEL if answer else 0
        answer.append((start, start + widths.get(number, 0)))
    return answer


def _together(blocks: Mapping[str, Block], wires: list[Wire]) -> list[dict[str, Block]]:
    """Return the blocks that wires join, group by group."""
    group = {name: {name} for name in blocks}
    for wire in wires:
        joined = group[wire.source] | group[wire.target]
        for name in joined:
            group[name] = joined
    return [{name: blocks[name] for name in blocks if name in group[first]}
            for first in blocks if first == next(name for name in blocks if name in group[first])]


def _part(members: Mapping[str, Block], wires: list[Wire]) -> _Part:
    """Return a part, with a block of no width wherever a wire passes a column."""
    columns: list[list[Block]] = [[] for _ in range(max(b.column for b in members.values()) + 1)]
    for block in members.values():
        columns[block.column].append(block)
    short: list[Wire] = []
    for wire in wires:
        last = wire
        for column in range(members[wire.source].column + 1, members[wire.target].column):
            block = Block(_passing(wire, column), 0, 6, column, passing=True)
            columns[column].append(block)
            short.append(replace(last, target=block.name, enters=3))
            last = replace(wire, source=block.name, leaves=3)
        short.append(last)
    return _Part(columns, short)


def _passing(wire: Wire, column: int) -> str:
    return f"{wire.source} {wire.leaves} > {wire.target} {wire.enters} at {column}"


def _order(part: _Part) -> None:
    """Set the heights: sweep to and fro, each block drawn to what it is joined with, and keep the best."""
    for column in part.columns:
        _stack(column, {block.name: 0.0 for block in column})
    best, least = {name: block.y for name, block in part.at.items()}, part.cost()
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        for column in part.columns[1:] if forward else part.columns[-2::-1]:
            wishes = part.wishes(column, forward, not forward)
            column.sort(key=lambda block, wishes=wishes: wishes[block.name] + block.height / 2)  # type: ignore[misc]
            _stack(column, wishes)
        if part.cost() < least:
            best, least = {name: block.y for name, block in part.at.items()}, part.cost()
    for name, block in part.at.items():
        block.y = best[name]
    for column in part.columns:
        column.sort(key=lambda block: block.y)
    for sweep in range(_SWEEPS):
        for column in part.columns if sweep % 2 else part.columns[::-1]:
            _stack(column, part.wishes(column, True, True))


def _stack(column: list[Block], wishes: Mapping[str, float]) -> None:
    """Place the blocks of a column, in their order, as near to their wishes as their heights allow.

    Least squares under a fixed order: blocks that would overlap are pooled and share their mean.
    """
    pools: list[tuple[float, int]] = []
    offsets = [0.0]
    for block in column:
        pools.append((wishes[block.name] - offsets[-1], 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, n), (b, m) = pools[-2:]
            pools[-2:] = [((a * n + b * m) / (n + m), n + m)]
        offsets.append(offsets[-1] + block.height + (GAP // 2 if block.passing else GAP))
    places = [place for place, many in pools for _ in range(many)]
    for block, place, offset in zip(column, places, offsets, strict=False):
        block.y = place + offset


def _route(wire: Wire, at: Mapping[str, Block], columns: list[tuple[int, int]]) -> Route:
    """Return the points of a wire, from column to column."""
    source, target = at[wire.source], at[wire.target]
    start, end = source.y + wire.leaves, target.y + wire.enters
    points: Route = [(source.x + source.width, start), (columns[source.column][1], start)]
    for column in range(source.column + 1, target.column):
        y = at[_passing(wire, column)].y + 3
        points += [(columns[column][0], y), (columns[column][1], y)]
    return [*points, (columns[target.column][0], end), (target.x, end)]
