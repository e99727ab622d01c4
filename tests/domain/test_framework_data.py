"""Framework data is refused on load where a rule would have a hole in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError
from tests.builders import SMALL, small_service_data

from ledger.domain.framework import Framework, Rating, key_question_of, standard_of
from ledger.domain.wording import find_prompt

Data = dict[str, Any]


def _standard(data: Data, number: int, place: int = 0) -> Data:
    found: Data = data["domains"][number - 1]["standards"][place]
    return found


def _floor(number: int, floor: int) -> Callable[[Data], None]:
    return lambda data: data["rules"]["bands"][number].update(floor=floor)


def _overall(number: int, **ends: int) -> Callable[[Data], None]:
    return lambda data: data["rules"]["overall"][number].update(ends)


def _swap(name: str) -> Callable[[Data], None]:
    return lambda data: data["rules"][name].reverse()


def _drop(name: str) -> Callable[[Data], None]:
    return lambda data: data["rules"].update({name: data["rules"][name][:-1]})


def _limit(**changes: str) -> Callable[[Data], None]:
    return lambda data: data["rules"]["limits"][0].update(changes)


def _rename(number: int, new: str, place: int = 0) -> Callable[[Data], None]:
    return lambda data: _standard(data, number, place).update(id=new)


def _question(new: str) -> Callable[[Data], None]:
    return lambda data: _standard(data, 2)["key_questions"][1].update(id=new, prompts=[])


def _prompt(**changes: object) -> Callable[[Data], None]:
    return lambda data: _standard(data, 2)["key_questions"][0]["prompts"][1].update(changes)


def _nothing_counts(data: Data) -> None:
    for domain in data["domains"]:
        for standard in domain["standards"]:
            standard["counts"] = False


def _alias(text: str) -> Callable[[Data], None]:
    return _prompt(aliases=[{"text": text, "source": "invented"}])


REFUSED: list[tuple[str, Callable[[Data], None], str]] = [
    ("bands that leave out 0 %", _floor(0, 1), "must start at 0 %, found 1 %: percentages below it have no band"),
    ("bands that overlap", _floor(2, 40), r"must rise, found \[0, 40, 40, 90\]: two bands overlap"),
    ("bands out of order", _floor(2, 30), r"must rise, found \[0, 40, 30, 90\]"),
    ("a floor above 100 %", _floor(3, 101), "less than or equal to 100"),
    ("a negative floor", _floor(0, -1), "greater than or equal to 0"),
    ("bands upside down", _swap("bands"), "in that order, found Outstanding, Good"),
    ("a band missing", _drop("bands"), "bands must be Inadequate, Requires improvement, Good, Outstanding"),
    ("no band at all", lambda data: data["rules"].update(bands=[]), "at least 1 item"),
    (
        "scores that do not rise",
        lambda data: data["rules"]["bands"][1].update(score=2),
        r"scores must rise with the rating, found \[0, 2, 2, 3\]",
    ),
    ("overall bands upside down", _swap("overall"), "overall bands must be Inadequate"),
    ("an overall band missing", _drop("overall"), "overall bands must be Inadequate"),
    (
        "overall bands with a gap",
        _overall(1, lowest=5),
        "Requires improvement must start at 4 and not end before it, found 5 to 12: bands leave a gap",
    ),
    ("overall bands that overlap", _overall(1, lowest=3), "must start at 4 and not end before it, found 3 to 12"),
    ("an overall band that ends before it starts", _overall(0, highest=-1), "greater than or equal to 0"),
    ("an empty overall band", _overall(1, highest=3), "must start at 4 and not end before it, found 4 to 3"),
    (
        "overall bands that do not reach the maximum",
        _overall(3, highest=23),
        "must end at 24, the most the counting standards can score, found 23",
    ),
    ("overall bands beyond the maximum", _overall(3, highest=25), "must end at 24, .* found 25"),
    ("a limit on an unknown standard", _limit(standard="5.1"), "names standard 5.1, which is not in the framework"),
    ("a limit to Not rated", _limit(at_most="Not rated"), "a limiting judgement on 4.1 speaks of ratings, found Not rated"),
    ("a limit by Not rated", _limit(rating="Not rated"), "a limiting judgement on 4.1 speaks of ratings"),
    ("a rating that does not exist", _limit(rating="Excellent"), "Excellent"),
    ("another rounding", lambda data: data["rules"].update(rounding="half-even"), "half-up"),
    ("an unknown word", lambda data: data["rules"].update(weights={"2.1": 2}), "Extra inputs are not permitted"),
    ("two standards of one id", _rename(1, "1.1", 1), "found more than once: 1.1"),
    ("two domains of one id", lambda data: data["domains"].append(data["domains"][0]), "found more than once: 1, 1.1, 1.1.1, 1.2"),
    ("two questions of one id", _question("2.1.1"), "found more than once: 2.1.1"),
    ("two prompts of one id", _prompt(id="2.1.1a"), "found more than once: 2.1.1a"),
    ("a standard under another domain", _rename(1, "3.9"), "id 3.9 belongs under 3, found under 1"),
    ("a question under another standard", _question("2.2.7"), "id 2.2.7 belongs under 2.2, found under 2.1"),
    ("a prompt under another question", _prompt(id="2.1.2b"), "id 2.1.2b belongs under 2.1.2, found under 2.1.1"),
    ("a prompt of a question whose id only begins alike", _prompt(id="2.1.10b"), "id 2.1.10b belongs under 2.1.10, found under 2.1.1"),
    ("an id that is none", _rename(1, "one.one"), "String should match pattern"),
    ("casework without a question", lambda data: _standard(data, 2).update(key_questions=[]), "2.1 .* no key question: an empty rule set"),
    ("casework on no kind of case", lambda data: data["domains"][1].pop("cases"), "2.1 .* domain 2 names no kind of case"),
    ("nothing that counts", _nothing_counts, "no standard counts towards the overall rating: an empty rule set"),
    ("a domain without a standard", lambda data: data["domains"][3].update(standards=[]), "at least 1 item"),
    ("no domain", lambda data: data.update(domains=[]), "at least 1 item"),
    ("an empty wording", _prompt(text="  "), "at least 1 character"),
    (
        "an alias that finds two prompts",
        _alias("Is 2.1.1a done?"),
        "key question 2.1.1: the wording 'is 2.1.1a done.' belongs to more than one prompt",
    ),
    ("an alias that finds two prompts but for its case", _alias(" is  2.1.1A DONE? "), "belongs to more than one prompt"),
]


@pytest.mark.parametrize(("spoil", "sentence"), [pytest.param(spoil, sentence, id=name) for name, spoil, sentence in REFUSED])
def test_framework_data_is_refused_with(spoil: Callable[[Data], None], sentence: str) -> None:
    data = small_service_data()
    spoil(data)
    with pytest.raises(ValidationError, match=sentence):
        Framework.model_validate(data)


def test_an_alias_repeated_or_worded_like_its_own_prompt_finds_one_prompt() -> None:
    data = small_service_data()
    _prompt(aliases=[{"text": "Is 2.1.1b done?", "source": "x"}, {"text": "Was 2.1.1b done?", "source": "y"}])(data)
    framework = Framework.model_validate(data)
    assert [found.id for wording in ("is 2.1.1b  done?", "Was 2.1.1b done?") if (found := find_prompt(framework, "2.1.1", wording))] == [
        "2.1.1b"
    ] * 2
    assert find_prompt(framework, "2.1.1", "Will 2.1.1b be done?") is None


def test_a_wording_is_found_whatever_its_apostrophes() -> None:
    data = small_service_data()
    _prompt(text="Is the child's view heard?")(data)
    found = find_prompt(Framework.model_validate(data), "2.1.1", "Is the child\u2019s view heard?")
    assert found is not None
    assert found.id == "2.1.1b"


def test_a_framework_is_looked_up_by_every_kind_of_id() -> None:
    assert [standard.id for standard in SMALL.standards] == ["1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "4.1"]
    assert SMALL.by_standard["2.1"].title == "Standard 2.1"
    assert SMALL.by_key_question["2.1.3"].id == "2.1.3"
    assert SMALL.by_prompt["2.1.3b"].id == "2.1.3b"
    assert SMALL.cases_of["1.1"] is None
    assert SMALL.cases_of["3.2"] == "out-of-court"
    assert [s.id for s in SMALL.standards_on["court"]] == ["2.1", "2.2", "2.3"]
    assert [s.id for s in SMALL.standards_on["out-of-court"]] == ["3.1", "3.2"]
    assert SMALL.standards_on["resettlement"] == ()
    assert SMALL.maximum_score == 24


def test_ids_hold_the_ids_above_them() -> None:
    assert standard_of("2.1.3a") == standard_of("2.1.3") == standard_of("2.1") == "2.1"
    assert key_question_of("2.1.3a") == key_question_of("2.1.3") == "2.1.3"


RULE_CHANGES: list[Callable[[Data], None]] = [
    _floor(1, 41),
    _overall(0, highest=4),
    lambda data: data["rules"]["discretion"].update(margin_points=4),
    lambda data: data["rules"]["discretion"].update(small_sample=3),
    lambda data: data["rules"]["discretion"].update(one_case=False),
    lambda data: data["rules"].update(limits=[]),
    _limit(at_most="Requires improvement"),
    lambda data: data.update(id="another"),
    lambda data: data["domains"][1].update(cases="resettlement"),
    lambda data: _standard(data, 3, 2).update(may_be_not_rated=True),
    lambda data: _standard(data, 4).update(basis="casework"),
    lambda data: _standard(data, 2)["key_questions"].pop(),
    lambda data: _standard(data, 2)["key_questions"][0]["prompts"].pop(),
]


@pytest.mark.parametrize("change", RULE_CHANGES)
def test_the_digest_changes_with_every_rule(change: Callable[[Data], None]) -> None:
    data = small_service_data()
    change(data)
    if data["rules"]["overall"][0]["highest"] == 4:
        data["rules"]["overall"][1]["lowest"] = 5
    assert Framework.model_validate(data).digest != SMALL.digest


def test_the_digest_does_not_change_with_wording_or_sources() -> None:
    data = small_service_data()
    data.update(title="Reworded", attribution="Reworded")
    data["rules"]["discretion"]["source"] = data["rules"]["limits"][0]["source"] = data["rules"]["source"]["bands"] = "elsewhere"
    data["domains"][1]["title"] = "Reworded"
    _standard(data, 2).update(title="Reworded", statement="Reworded", source="elsewhere", aliases=[{"text": "Said so", "source": "here"}])
    _standard(data, 2)["key_questions"][0].update(text="Reworded", source="elsewhere", aliases=[{"text": "Said so", "source": "here"}])
    _prompt(text="Reworded", source="elsewhere", letter="q", aliases=[{"text": "Said so", "source": "here", "letter": "z"}])(data)
    assert Framework.model_validate(data).digest == SMALL.digest


def test_not_rated_is_a_rating_of_its_own() -> None:
    assert [rating.value for rating in Rating] == ["Inadequate", "Requires improvement", "Good", "Outstanding", "Not rated"]
