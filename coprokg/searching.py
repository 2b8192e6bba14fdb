"""Find saved questions by words: in their names, summaries, tags, columns, descriptions, and what researchers ask."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Set
from typing import Any

from .problems import Misuse, did_you_mean

WEIGHTS = {"name": 5, "summary": 4, "tags": 4, "asks": 3, "columns": 2, "description": 1}
"""How much a word counts by where it stands; where it stands twice, the heavier place counts."""

ASKED = frozenset({"how", "what", "when", "where", "which", "who", "whose", "why"})
"""Words that tell by what a question begins: one that begins so too goes before the others."""

_BEGINS = 1.5
"""How many times as much a question counts that begins with the word asked."""

_STOP = ASKED | {
    "a", "an", "all", "and", "any", "are", "as", "at", "be", "by", "do", "does", "for", "from", "had",
    "has", "have", "in", "is", "it", "its", "of", "on", "or", "that", "the", "their", "them", "there",
    "they", "this", "to", "was", "were", "whom", "with"}
_ENDINGS = ("ations", "ation", "ings", "ing", "ers", "ery", "ies", "ied", "er", "ed", "es", "s", "y", "e")
_SHORTEST = 4
"""So much of a word stays at least when its ending is taken off."""


def stem(word: str) -> str:
    """Return a word without its ending, so that forms of one word meet.

    >>> {stem(word) for word in ("delivers", "delivering", "delivery", "deliverers")}
    {'deliv'}
    """
    word = word.casefold()
    before = ""
    while before != word:
        before = word
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                word = word.removesuffix(ending)
                break
    return word


def words(text: str) -> list[str]:
    """Return the words of a text that tell something, as they are compared.

    >>> words("Who delivers the services?")
    ['deliv', 'servic']
    """
    return [stem(word) for word in re.findall(r"[^\W_]+", text) if word.casefold() not in _STOP]


def search(questions: Iterable[Mapping[str, Any]], text: str, asks: Mapping[str, str]) -> list[Mapping[str, Any]]:
    """Return the questions that some words find, the best first.

    A question is found that has all the words; where none has, those that have the most of them. A word that few
    questions have counts for more.

    :param questions: the questions to look in.
    :param text: the words.
    :param asks: the competency questions, by their ids, in the words of those who ask.
    :raises Misuse: if no word tells anything, or none is found.

    >>> head = {"name": "x", "summary": "Who does what?", "tags": ["roles"], "columns": {}, "parameters": {},
    ...         "description": "By role.", "competency": ["who-delivers"]}
    >>> [found["name"] for found in search([head], "delivery", {"who-delivers": "Who delivers?"})]
    ['x']
    """
    wanted = list(dict.fromkeys(words(text)))
    if not wanted:
        raise Misuse(f"{text!r} has no word to look for; write words of a question, e.g. --search \"who delivers\"")
    every = [(question, _weights(question, asks)) for question in questions]
    having = {word: sum(word in weights for _, weights in every) for word in wanted}
    most = max((sum(word in weights for word in wanted) for _, weights in every), default=0)
    if not most:
        known = {word for question, _ in every for text in _texts(question, asks).values()
                 for word in re.findall(r"[^\W\d_]{4,}", text.casefold())}
        guess = next(filter(None, (did_you_mean(word.casefold(), sorted(known)) for word in text.split())), "")
        raise Misuse(f"no question has {text!r}; {guess or 'take fewer or other words'}")
    rare = {word: 1 + math.log(len(every) / count) for word, count in having.items() if count}
    asked = ASKED & set(re.findall(r"[^\W_]+", text.casefold()))
    scored = [(-sum(rare[word] * weights.get(word, 0) for word in rare)
               * (_BEGINS if _begins(question, asks, asked) else 1), question["name"], question)
              for question, weights in every if sum(word in weights for word in wanted) == most]
    return [question for _, _, question in sorted(scored, key=lambda one: one[:2])]


def _begins(question: Mapping[str, Any], asks: Mapping[str, str], asked: Set[str]) -> bool:
    """Say whether a question, in our words or in those of a researcher, begins with a word."""
    texts = [question["summary"], *(asks.get(one, "") for one in question["competency"])]
    return any(text.casefold().partition(" ")[0] in asked for text in texts)


def _weights(question: Mapping[str, Any], asks: Mapping[str, str]) -> dict[str, int]:
    """Return word -> how much it counts in a question."""
    found: dict[str, int] = {}
    for where, text in _texts(question, asks).items():
        for word in words(text):
            found[word] = max(found.get(word, 0), WEIGHTS[where])
    return found


def _texts(question: Mapping[str, Any], asks: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of a question, by where they stand."""
    columns = {**question["parameters"], **question["columns"]}
    return {"name": question["name"], "summary": question["summary"], "tags": " ".join(question["tags"]),
            "asks": " ".join(asks.get(one, "") for one in question["competency"]),
            "columns": " ".join(f"{name} {about['meaning']}" for name, about in columns.items()),
            "description": question["description"]}
