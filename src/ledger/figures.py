"""Figures files: the key-question counts, proposals and panel moves of one inspection, rated without a ledger."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ledger.domain.evidence import CaseworkEvidence, Evidence, ProposedEvidence
from ledger.domain.framework import RATED, Framework, KeyQuestion, Rating, Standard
from ledger.domain.panel import discretion_outside
from ledger.domain.percentages import Tally
from ledger.domain.rating import Decision, Override, StandardRating, rate
from ledger.domain.refusals import RefusedError, refuse
from ledger.domain.scoring import Overall, ScoredStandard, overall
from ledger.errors import NotFoundError, UsageError
from ledger.frameworks import framework_ids, load_framework
from ledger.strict_json import JsonPath, JsonValue, problem, read_json, shown

MOST_BYTES: Final = 1_000_000
MOST_CASES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class StandardFigures:
    """What a file says of one standard: its figures or its proposal, and the ratings that a panel moved it to."""

    evidence: Evidence
    discretion: Rating | None = None
    override: Rating | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """A figures file, checked against its framework; `as_recorded` has panel moves applied even where a rule is against them."""

    framework: Framework
    standards: Mapping[str, StandardFigures]
    as_recorded: bool = False


@dataclass(frozen=True, slots=True)
class RatedFigures:
    """The ratings of a figures file in printed order; `reported` says which panel moves a rule is against."""

    framework: Framework
    ratings: tuple[StandardRating, ...]
    overall: Overall
    reported: tuple[str, ...] = ()


def read_figures(file: str) -> Figures:
    """The figures of a file, or of standard input for `-`; NotFoundError or UsageError says what is wrong with it and where."""
    data = _read(file)
    if len(data) > MOST_BYTES:
        raise UsageError(f"{_name(file)}: expected at most {MOST_BYTES:,} bytes of figures, found more. Give a figures file.")
    try:
        return parse_figures(data)
    except UsageError as error:
        raise UsageError(f"{_name(file)}: {error}.") from error


def parse_figures(data: bytes) -> Figures:
    """The figures of a JSON text; UsageError has the path of the value that is wrong."""
    top = _object(read_json(data), (), allowed=("framework", "standards", "as_recorded"), wanted=("framework", "standards"))
    framework = _framework(top["framework"])
    as_recorded = top.get("as_recorded", False)
    if not isinstance(as_recorded, bool):
        raise problem(("as_recorded",), "true or false", shown(as_recorded))
    standards = _object(top["standards"], ("standards",), allowed=tuple(framework.by_standard))
    read = {name: _standard(framework.by_standard[name], value, ("standards", name)) for name, value in standards.items()}
    return Figures(framework, read, as_recorded)


def rate_figures(figures: Figures) -> RatedFigures:
    """The ratings that the figures earn; RefusedError where a panel move is against a rule and the file is not `as_recorded`."""
    rated: list[StandardRating] = []
    reported: list[str] = []
    for standard in figures.framework.standards:
        rating, problems = _rated(figures, standard)
        if problems and not figures.as_recorded:
            raise problems[0]
        rated.append(rating)
        reported += [str(refusal) for refusal in problems]
    scored = (ScoredStandard(r.standard.id, r.standard.counts, r.rating, r.settled, r.why_not_rated == "declared") for r in rated)
    return RatedFigures(figures.framework, tuple(rated), overall(figures.framework, scored), tuple(reported))


def _rated(figures: Figures, standard: Standard) -> tuple[StandardRating, list[RefusedError]]:
    rules = figures.framework.rules
    given = figures.standards.get(standard.id)
    if given is None:
        return rate(standard, rules, _nothing(standard)), []
    rating = rate(standard, rules, given.evidence)
    problems: list[RefusedError] = []
    decision = override = None
    if given.discretion is not None:
        decision, refusal = _decision(rating, given.discretion)
        problems += [refusal] if refusal else []
        rating = rate(standard, rules, given.evidence, decision)
    if given.override is not None:
        override, refusal = _override(rating, given.override)
        problems += [refusal] if refusal else []
    return rate(standard, rules, given.evidence, decision, override), problems


def _nothing(standard: Standard) -> Evidence:
    if standard.basis == "qualitative":
        return ProposedEvidence(None)
    tallies = tuple(Tally(question.id, 0, 0) for question in standard.key_questions)
    return CaseworkEvidence(tallies, 0, 0)


def _decision(banded: StandardRating, to: Rating) -> tuple[Decision, RefusedError | None]:
    """The move, and why a rule is against it; a move to where the standard is already moves it from nowhere."""
    name = banded.standard.id
    if banded.eligibility is None:
        return Decision("exercised", None, to), refuse("Only a rated standard can be moved", f"{name} is not rated", OMIT)
    start = None if to == banded.rating else banded.rating
    tests = banded.eligibility.towards(to)
    refusal = discretion_outside(name, banded.rating, to, tests)
    if refusal is not None:
        refusal = RefusedError(f"{refusal} {name} has {_counts(banded)}")
    return Decision("exercised", start, to, tests.met if tests else ()), refusal


def _counts(banded: StandardRating) -> str:
    tallies = banded.evidence.tallies if isinstance(banded.evidence, CaseworkEvidence) else ()
    return ", ".join(f"{t.key_question} {t.yes} of {t.relevant}" + (f" ({t.percent}%)" if t.relevant else "") for t in tallies)


def _override(rating: StandardRating, to: Rating) -> tuple[Override, RefusedError | None]:
    name = rating.standard.id
    refusal = None
    if rating.rating == Rating.NOT_RATED:
        refusal = refuse("Only a rated standard can be overridden", f"{name} is not rated", OMIT)
    elif rating.rating == to:
        refusal = refuse("An override replaces a rating by another", f"{name} is {to} already", OMIT)
    return Override(to), refusal


OMIT: Final = 'Leave it out, or say "as_recorded": true to have it reported'


def _name(file: str) -> str:
    return "standard input" if file == "-" else file


def _read(file: str) -> bytes:
    try:
        if file == "-":
            if sys.stdin is None:
                raise UsageError("Expected a figures file on standard input, found it closed.")
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(file).open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise NotFoundError(f"There is no file {file}. Give the path of a figures file, or - for standard input.") from error
    except (OSError, ValueError) as error:
        detail = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UsageError(f"{_name(file)} cannot be read: {detail}. Give the path of a figures file, or - for standard input.") from error


def _object(value: JsonValue, path: JsonPath, *, allowed: tuple[str, ...], wanted: tuple[str, ...] = ()) -> dict[str, JsonValue]:
    """The members of an object that has every wanted key and only allowed ones."""
    if not isinstance(value, dict):
        raise problem(path, "an object", shown(value))
    for key in value:
        if key not in allowed:
            raise problem((*path, key), f"one of {', '.join(allowed)}", shown(key))
    missing = [key for key in wanted if key not in value]
    if missing:
        raise problem(path, f"{', '.join(wanted)}", f"no {', '.join(missing)}")
    return value


def _framework(value: JsonValue) -> Framework:
    known = framework_ids()
    if not isinstance(value, str) or value not in known:
        raise problem(("framework",), f"one of {', '.join(known)}", shown(value))
    return load_framework(value)


def _standard(standard: Standard, value: JsonValue, path: JsonPath) -> StandardFigures:
    casework = standard.basis == "casework"
    basis, other = ("key_questions", "proposed") if casework else ("proposed", "key_questions")
    if isinstance(value, dict) and other in value:
        how = "from casework, by its key_questions" if casework else "by what is proposed"
        raise problem((*path, other), f"no {other}, since {standard.id} {standard.title} is rated {how}", "some")
    if isinstance(value, dict) and not casework and "discretion" in value:
        raise problem((*path, "discretion"), "no discretion, which is for casework standards only", shown(value["discretion"]))
    allowed = (basis, "discretion", "override") if casework else (basis, "override")
    members = _object(value, path, allowed=allowed, wanted=(basis,))
    evidence = _casework(standard, members[basis], (*path, basis)) if casework else _proposed(standard, members[basis], (*path, basis))
    return StandardFigures(evidence, _moved_to(members, "discretion", path), _moved_to(members, "override", path))


def _casework(standard: Standard, value: JsonValue, path: JsonPath) -> CaseworkEvidence:
    ids = tuple(question.id for question in standard.key_questions)
    members = _object(value, path, allowed=ids, wanted=ids)
    tallies = tuple(_tally(question, members[question.id], (*path, question.id)) for question in standard.key_questions)
    judged = sum(tally.relevant for tally in tallies) or len(tallies)
    return CaseworkEvidence(tallies, judged, judged)


def _tally(question: KeyQuestion, value: JsonValue, path: JsonPath) -> Tally:
    match value:
        case [first, second]:
            yes, relevant = _count(first, (*path, 0)), _count(second, (*path, 1))
        case _:
            raise problem(path, "[yes, relevant]", shown(value))
    if yes > relevant:
        raise problem(path, "at most as many yes as relevant", f"[{yes}, {relevant}]")
    return Tally(question.id, yes, relevant)


def _count(value: JsonValue, path: JsonPath) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_CASES:
        raise problem(path, f"a whole number from 0 to {MOST_CASES}", shown(value))
    return value


def _proposed(standard: Standard, value: JsonValue, path: JsonPath) -> ProposedEvidence:
    allowed = (*RATED, Rating.NOT_RATED) if standard.may_be_not_rated else RATED
    if value == Rating.NOT_RATED and Rating.NOT_RATED not in allowed:
        raise problem(path, f"a rating, since the framework does not let {standard.id} be declared Not rated", shown(value))
    return ProposedEvidence(_rating(value, path, allowed))


def _moved_to(members: Mapping[str, JsonValue], key: str, path: JsonPath) -> Rating | None:
    return _rating(members[key], (*path, key), RATED) if key in members else None


def _rating(value: JsonValue, path: JsonPath, allowed: tuple[Rating, ...]) -> Rating:
    if not isinstance(value, str) or value not in allowed:
        raise problem(path, f"one of {', '.join(allowed)}", shown(value))
    return Rating(value)
