"""Asks the training questions of records of a few articles: the same program sees other numbers in a small record, and
must not refuse more there.

    small.py ONRECORD TEXTS QUESTIONS FORMAT > small.dump

Articles are dealt into records of 1 to 40; each record is asked what people asked of its articles. A question without
an answer belongs to the article of the question before it.
"""

import json
import pathlib
import random
import subprocess
import sys
import tempfile

SIZES = [1, 2, 3, 4, 6, 8, 12, 16, 24, 40]


def dealt(questions):
    """Records, each as articles with their questions."""
    asked, article = {}, None
    for question in questions:
        article = question["answers"][0]["doc"] if question["answers"] else article
        asked.setdefault(article, []).append(question)
    articles = list(asked)
    random.Random(4).shuffle(articles)
    sizes = iter(SIZES * len(articles))
    while articles:
        size = next(sizes)
        yield [(article, asked[article]) for article in articles[:size]]
        articles = articles[size:]


def dump(onrecord, texts, record, form):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for article, _ in record:
            (folder / f"{article}.txt").symlink_to((texts / f"{article}.txt").resolve())
        batch = folder / "questions.jsonl"
        batch.write_text("".join(json.dumps(one) + "\n" for _, asked in record for one in asked), encoding="utf-8")
        base = [onrecord, "--index", folder / "index"]
        subprocess.run([*base, "ingest", *sorted(folder.glob("*.txt"))], check=True, capture_output=True)
        done = subprocess.run([*base, "answer", "--batch", batch, "--format", form], check=True, capture_output=True, text=True)
        return done.stdout.splitlines()


def main():
    onrecord, texts, questions, form = sys.argv[1:]
    questions = [json.loads(line) for line in open(questions, encoding="utf-8")]
    for number, record in enumerate(dealt(questions)):
        names, *lines = dump(onrecord, pathlib.Path(texts), record, form)
        print("\n".join(lines if number else [names, *lines]))


if __name__ == "__main__":
    main()
