"""Holds the figures that `.ci/evaluate` measured against the floors of `floors.json`; exits 1 where one is below.

A floor guards a figure that was reached. Raise it when the figure rises; lower it only with a word in the log.
"""

import json
import pathlib
import sys

work, gold = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
sys.path.insert(0, str(gold.parent.parent / "tools"))
from score_attribution import same_name  # noqa: E402  (the tools lie beside the gold data)


def read(name):
    return json.loads((work / name).read_text())


def overlap(one, other):
    return any(a < d and c < b for a, b in one["content"] for c, d in other["content"])


def seed_statements():
    """Core statements found with the right full name, and statements with a wrong name at confidence >= .9."""
    statements = json.loads((work / "talks.jsonl").read_text())["attributions"]
    golds = [json.loads(line) for line in gold.read_text().splitlines() if line.strip()]
    right = lambda known, found: overlap(known, found) and same_name(known["speaker"], found["speaker"])
    found = sum(any(right(known, one) for one in statements) for known in golds if known["core"])
    wrong = [
        one
        for one in statements
        if one["confidence"] >= 0.9
        and any(overlap(known, one) for known in golds)
        and not any(right(known, one) for known in golds)
    ]
    for one in wrong:
        print("wrong at confidence >= .9:", one["speaker"], one["content"])
    return {"core_found": found, "core": sum(known["core"] for known in golds), "confident_wrong": len(wrong)}


def answers(name):
    figures = read(name)["figures"]["all"]
    unanswerable = figures["n_unanswerable"]
    refused_rightly = round((figures["refusal_R"] or 0) * unanswerable)
    precision = figures["refusal_P"] or 0
    refused = round(refused_rightly / precision) if precision else 0
    return {
        **{key: figures[key] for key in ("hit@1", "hit@3", "speaker_acc", "verdict_acc", "refusal_F1")},
        "refusal_R": figures["refusal_R"],
        "false_refusals": refused - refused_rightly,
    }


def attribution():
    figures, names = read("dev.score"), read("names.score")
    keys = ("attr_50", "attr_50:direct", "attr_50:mixed", "attr_50:indirect", "token_attr", "token_attr:direct")
    return {
        **{key: figures[key]["f1"] for key in keys},
        "full_names": names["spk"]["f1"],
        "names_precision": names["spk"]["p"],
        "names_given_match": names["spk_given_match"]["f1"],
    }


def reliance():
    """How many of those called certain and likely are right: content and source; on the few articles with names, content and name."""
    shares = {}
    for gold, share in (("attributions.jsonl", "share"), ("speakers.jsonl", "named_share")):
        for band in read(f"{gold}.program.json")["reliability"]["bands"]:
            shares[f"{band['confidence']}_{share}"] = band[share]
    return {key: value for key, value in shares.items() if not key.startswith("unsure")}


def other_topics():
    figures = read("other.json")
    return {"attr_50": figures["attr_50"]["f1"], "full_names": figures["spk"]["f1"]}


def claims():
    """Claims made of gold statements; `passed` counts changed negations, numbers, dates and names that went through."""
    figures = read("check.json")["figures"]
    return {
        **{key: figures[key] for key in ("verbatim", "altered", "reported", "invented")},
        "wrong_speaker_certain": figures["wrong_speaker"]["certain"]["share"],
        "passed": sum(figures["passed"].values()),
    }


measured = {
    "claims": claims(),
    "seed_questions": answers("seed.score"),
    "seed_statements": seed_statements(),
    "dev_statements": attribution(),
    "dev_reliance": reliance(),
    "other_statements": other_topics(),
    "qa_questions": answers("qa.score"),
}
floors = json.loads((pathlib.Path(__file__).parent / "floors.json").read_text())
passed = failed = 0
for part, figures in measured.items():
    for key, value in figures.items():
        floor, ceiling = floors["at_least"].get(part, {}).get(key), floors["at_most"].get(part, {}).get(key)
        good = (floor is None or value >= floor) and (ceiling is None or value <= ceiling)
        bound = f">= {floor}" if floor is not None else f"<= {ceiling}" if ceiling is not None else ""
        print(f"{part:18s} {key:20s} {value:8.3f}  {bound:10s} {'' if good else 'BELOW ITS FLOOR'}")
        passed, failed = passed + good, failed + (not good)
for kind, sign in (("at_least", floors["at_least"]), ("at_most", floors["at_most"])):
    for part, keys in sign.items():
        missing = [key for key in keys if key not in measured.get(part, {})]
        if missing:
            print(f"{kind}: nothing was measured for {part}: {', '.join(missing)}")
            failed += 1
print(f"figures: {passed} passed, {failed} failed")
sys.exit(failed > 0)
