"""Lay out blocks in columns, each wire leading from left to right, and nothing on top of anything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

GAP = 12
"""The least space between two blocks of a column."""

CHANNEL = 46
"""The space between two columns, in which wires change their height."""

BETWEEN = 26
"""The space between two parts of a picture that no wire joins."""

_SWEEPS = 24


@dataclass
class Block:
    """Something that takes a place in a column; ``x`` and ``y`` are its upper left corner."""

    name: str
    width: int
    height: int
    column: int = 0
    x: float = 0
    y: float = 0
    wire: bool = False

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True)
class Wire:
    """A line from the right edge of one block to the left edge of another, at heights from their tops."""

    source: str
    target: str
    leaves: float
    enters: float


@dataclass
class Plan:
    """Where everything is: blocks by name, the points of each wire, and the size of the whole."""

    blocks: dict[str, Block]
    routes: list[list[tuple[float, float]]]
    columns: list[tuple[int, int]]
    width: int
    height: int


@dataclass
class _Part:
    """A part of the picture that hangs together: its columns, and the wires from column to column."""

    columns: list[list[Block]]
    wires: list[Wire]
    before: dict[str, list[Wire]] = field(default_factory=dict)
    after: dict[str, list[Wire]] = field(default_factory=dict)


def arrange(blocks: Iterable[Block], wires: Iterable[Wire]) -> Plan:
    """Place blocks in columns so that each wire leads to the right.

    Parts that no wire joins stand below one another, in the order of their first blocks.

    :raises ValueError: if the wires lead round in a circle, or name a block that is not there.

    >>> plan = arrange([Block("a", 40, 20), Block("b", 40, 20)], [Wire("a", "b", 10, 10)])
    >>> plan.blocks["a"].column, plan.blocks["b"].column, plan.width
    (0, 1, 126)
    """
    known = {block.name: block for block in blocks}
    lines = list(wires)
    _set_columns(known, lines)
    top, parts = 0.0, []
    for members in _parts(known, lines):
        part = _part(members, [w for w in lines if w.source in members])
        _order(part)
        first = min(b.y for column in part.columns for b in column)
        for block in (b for column in part.columns for b in column):
            block.y += top - first
        top = max(b.bottom for column in part.columns for b in column) + BETWEEN
        parts.append(part)
    columns = _set_x(known, parts)
    routes = [_route(wire, known, parts, columns) for wire in lines]
    width, height = columns[-1][0] + columns[-1][1], int(top - BETWEEN)
    return Plan(known, routes, columns, width, height)


def _set_columns(blocks: dict[str, Block], wires: list[Wire]) -> None:
    """Put each block one column behind the last that leads to it, and sources next to what they lead to."""
    for name in (n for w in wires for n in (w.source, w.target)):
        if name not in blocks:
            raise ValueError(f"a wire names the block {name!r}, which is not there")
    for block in blocks.values():
        block.column = 0
    for turn in range(len(blocks) + 1):
        moved = False
        for wire in wires:
            source, target = blocks[wire.source], blocks[wire.target]
            if target.column <= source.column:
                target.column, moved = source.column + 1, True
        if not moved:
            break
        if turn == len(blocks):
            raise ValueError("the wires lead round in a circle")
    led_to = {w.target for w in wires}
    for name in blocks:
        ends = [blocks[w.target].column for w in wires if w.source == name]
        if ends and name not in led_to:
            blocks[name].column = min(ends) - 1


def _parts(blocks: dict[str, Block], wires: list[Wire]) -> list[dict[str, Block]]:
    """Return the blocks that hang together, part by part."""
    group = {name: {name: block} for name, block in blocks.items()}
    for wire in wires:
        one, other = group[wire.source], group[wire.target]
        if one is not other:
            one.update(other)
            for name in other:
                group[name] = one
    seen: list[dict[str, Block]] = []
    for name in blocks:
        if not any(group[name] is found for found in seen):
            seen.append(group[name])
    return [{n: blocks[n] for n in blocks if n in found} for found in seen]


def _part(members: dict[str, Block], wires: list[Wire]) -> _Part:
    """Return a part, with a block of no width wherever a wire passes a column."""
    last = max(block.column for block in members.values())
    part = _Part([[] for _ in range(last + 1)], [])
    for block in members.values():
        part.columns[block.column].append(block)
    for wire in wires:
        source, target = members[wire.source], members[wire.target]
        at, leaves = wire.source, wire.leaves
        for column in range(source.column + 1, target.column):
            passing = Block(f"{wire.source}>{wire.target}@{column}", 0, 6, column, wire=True)
            part.columns[column].append(passing)
            part.wires.append(Wire(at, passing.name, leaves, 3))
            at, leaves = passing.name, 3
        part.wires.append(replace(wire, source=at, leaves=leaves))
    for wire in part.wires:
        part.after.setdefault(wire.source, []).append(wire)
        part.before.setdefault(wire.target, []).append(wire)
    return part


def _order(part: _Part) -> None:
    """Set the heights: sweep to and fro, each block drawn to what it is joined with; keep the best."""
    for column in part.columns:
        _stack(column, lambda block: 0.0, keep=True)
    best, fewest = _heights(part), _cost(part)
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        columns = part.columns if forward else part.columns[::-1]
        for column in columns[1:]:
            _stack(column, lambda block, f=forward: _wish(block, part, f, not f), keep=False)  # type: ignore[misc]
        cost = _cost(part)
        if cost < fewest:
            best, fewest = _heights(part), cost
    for column in part.columns:
        for block in column:
            block.y = best[block.name]
        column.sort(key=lambda block: block.y)
    for sweep in range(_SWEEPS):
        for column in part.columns if sweep % 2 else part.columns[::-1]:
            _stack(column, lambda block: _wish(block, part, True, True), keep=True)


def _heights(part: _Part) -> dict[str, float]:
    return {block.name: block.y for column in part.columns for block in column}


def _wish(block: Block, part: _Part, before: bool, after: bool) -> float:
    """Return where a block would be if its wires were level."""
    at = {b.name: b for column in part.columns for b in column} if not part.wires else _index(part)
    wishes = [at[w.source].y + w.leaves - w.enters for w in part.before.get(block.name, []) if before]
    wishes += [at[w.target].y + w.enters - w.leaves for w in part.after.get(block.name, []) if after]
    return sum(wishes) / len(wishes) if wishes else block.y


def _index(part: _Part) -> dict[str, Block]:
    return {b.name: b for column in part.columns for b in column}


def _cost(part: _Part) -> float:
    """Return the crossings, and as a fraction the length of the climbs."""
    at = _index(part)
    lines: dict[int, list[tuple[float, float]]] = {}
    for wire in part.wires:
        source, target = at[wire.source], at[wire.target]
        lines.setdefault(source.column, []).append((source.y + wire.leaves, target.y + wire.enters))
    crossings = climbs = 0.0
    for found in lines.values():
        climbs += sum(abs(a - b) for a, b in found)
        for number, (a, b) in enumerate(found):
            crossings += sum((a - c) * (b - d) < 0 for c, d in found[number + 1:])
    return crossings + climbs / 1e5


def _stack(column: list[Block], wish: Callable[[Block], float], keep: bool) -> None:
    """Place the blocks of a column as near to their wishes as their heights allow.

    Least squares under a fixed order: blocks that would overlap are pooled and share their mean.

    :param keep: keep the order; else order by the middle of the wished place.
    """
    wishes = {block.name: wish(block) for block in column}
    if not keep:
        column.sort(key=lambda block: wishes[block.name] + block.height / 2)
    pools: list[tuple[float, int]] = []
    offsets: list[float] = []
    offset = 0.0
    for block in column:
        offsets.append(offset)
        pools.append((wishes[block.name] - offset, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, n), (b, m) = pools[-2:]
            pools[-2:] = [((a * n + b * m) / (n + m), n + m)]
        offset += block.height + (GAP if not block.wire else GAP / 2)
    places = [place for place, many in pools for _ in range(many)]
    for block, place, shift in zip(column, places, offsets, strict=True):
        block.y = place + shift


def _set_x(blocks: dict[str, Block], parts: list[_Part]) -> list[tuple[int, int]]:
    """Set where each column begins, and return beginning and width of each."""
    columns: list[tuple[int, int]] = []
    x = 0
    for number in range(max(block.column for block in blocks.values()) + 1):
        wide = max(block.width for block in blocks.values() if block.column == number)
        columns.append((x, wide))
        x += wide + CHANNEL
    for part in parts:
        for block in (b for column in part.columns for b in column):
            block.x, block.y = columns[block.column][0], round(block.y)
    return columns


def _route(wire: Wire, blocks: dict[str, Block], parts: list[_Part],
           columns: list[tuple[int, int]]) -> list[tuple[float, float]]:
    """Return the points of a wire: where it leaves, where it enters and leaves each column, where it ends."""
    source, target = blocks[wire.source], blocks[wire.target]
    y = source.y + wire.leaves
    points = [(source.x + source.width, y), (sum(columns[source.column]), y)]
    for column in range(source.column + 1, target.column):
        name = f"{wire.source}>{wire.target}@{column}"
        passing = next(b for part in parts for b in part.columns[column:column + 1][0:1] and part.columns[column]
                       if b.name == name)
        points += [(columns[column][0], passing.y + 3), (sum(columns[column]), passing.y + 3)]
    end = target.y + wire.enters
    return [*points, (columns[target.column][0], end), (target.x, end)]
