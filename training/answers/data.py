"""Sentences in context, questions, and which sentences a search by words finds for a question."""

import json
import re

import numpy as np
import snowballstemmer
from network import BEFORE, CLS, HEADLINE, QUESTION, SENTENCE, SEP, SPEAKER
from tokenizers import BertWordPieceTokenizer

# How alike two sentences must be to be copies: the share of their word pieces that both have.
COPY = 0.7


class Record:
    """Every sentence of the articles, as `onrecord attribute --format sentences` tells of them."""

    def __init__(self, path, pieces):
        self.tokenizer = BertWordPieceTokenizer(pieces, lowercase=True)
        self.rows = [json.loads(line) for line in open(path, encoding="utf-8")]
        self.first = {}
        for number, row in enumerate(self.rows):
            self.first.setdefault(row["doc"], number)
        self.texts = self.pieces([row["sentence"] for row in self.rows])
        self.speakers = self.pieces([row["speaker"] or "" for row in self.rows])
        self.headlines = self.pieces([row["headline"] or "" for row in self.rows])

    def pieces(self, texts):
        return [one.ids for one in self.tokenizer.encode_batch(texts, add_special_tokens=False)]

    def question(self, text):
        return [CLS] + self.pieces([text])[0][:QUESTION] + [SEP]

    def context(self, number):
        """A sentence in its context, for behind a question or [CLS]."""
        before = self.texts[number - 1] if self.rows[number]["ordinal"] > 0 else []
        parts = (self.texts[number][:SENTENCE], self.speakers[number][:SPEAKER], before[-BEFORE:], self.headlines[number][:HEADLINE])
        return [piece for part in parts for piece in [*part, SEP]]

    def in_context(self, number):
        return [CLS] + self.context(number)

    def overlapping(self, doc, start, end):
        """The sentences of an article that share at least half of the shorter one with the span."""
        number = self.first.get(doc)
        while number is not None and number < len(self.rows) and self.rows[number]["doc"] == doc:
            row = self.rows[number]
            shared = min(row["end"], end) - max(row["start"], start)
            if shared > 0 and 2 * shared >= min(row["end"] - row["start"], end - start):
                yield number
            number += 1

    def is_beside(self, one, other):
        return 0 <= other < len(self.rows) and abs(one - other) == 1 and self.rows[one]["doc"] == self.rows[other]["doc"]

    def is_copy(self, number, others):
        own = set(self.texts[number])
        return any(len(own & set(self.texts[other])) > COPY * len(own | set(self.texts[other])) for other in others)


def written(path, record):
    """Questions of a `.jsonl` in the form of `../shared/qa`."""
    for line in open(path, encoding="utf-8"):
        one = json.loads(line)
        gold = [number for answer in one["answers"] for number in record.overlapping(answer["doc"], answer["start"], answer["end"])]
        yield {"text": one["question"], "type": one["type"], "gold": list(dict.fromkeys(gold))}


def listed(path, record):
    """Questions of `questions.tsv`: article, kind, speaker, verdict, spans in code points, question."""
    for line in open(path, encoding="utf-8"):
        doc, kind, _speaker, _verdict, spans, text = line.rstrip("\n").split("\t")
        spans = [tuple(map(int, span.split("-"))) for span in spans.split(",") if span]
        gold = [number for start, end in spans for number in record.overlapping(doc, start, end)]
        yield {"text": text, "type": kind, "gold": list(dict.fromkeys(gold))}


STOP = set(
    "a an the of to in on at by for with from and or but is are was were be been being do does did has have had what who "
    "whom whose which when where why how that this these those it its he she they his her their him them i you we us as "
    "about into than then so if not no said say says saying tell told think thinks according s t re d ll ve m".split()
)
WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
STEMMER = snowballstemmer.stemmer("english")


def stems(text):
    words = WORD.findall(text.lower().replace("’", "'"))
    return STEMMER.stemWords([word.split("'")[0] for word in words])


class Lexical:
    """BM25 over sentences, and how much of a question stands in a sentence or two sentences beside it."""

    def __init__(self, record):
        postings, self.lengths = {}, np.zeros(len(record.rows), np.float32)
        for number, row in enumerate(record.rows):
            words = stems(row["sentence"])
            self.lengths[number] = len(words)
            for word in set(words):
                postings.setdefault(word, ([], []))
                postings[word][0].append(number)
                postings[word][1].append(words.count(word))
        self.postings = {word: (np.array(where), np.array(often, np.float32)) for word, (where, often) in postings.items()}
        _, self.articles = np.unique([row["doc"] for row in record.rows], return_inverse=True)

    def scores(self, question):
        """BM25, and the share of the question's worth in the window, of every sentence."""
        total = len(self.lengths)
        scores, windows, mass = np.zeros(total, np.float32), np.zeros(total, np.float32), 0.0
        for word in dict.fromkeys(word for word in stems(question) if word not in STOP):
            if word not in self.postings:
                continue
            where, often = self.postings[word]
            worth = float(np.log(1 + (total - len(where) + 0.5) / (len(where) + 0.5)))
            mass += worth
            scores[where] += worth * often * 2.2 / (often + 1.2 * (0.25 + 0.75 * self.lengths[where] / self.lengths.mean()))
            windows += worth * self.around(where, total)
        return scores, windows, max(mass, 1.0)

    def around(self, where, total):
        has = np.zeros(total, bool)
        has[where] = True
        window = has.copy()
        for distance in (1, 2):
            same = self.articles[distance:] == self.articles[:-distance]
            window[distance:] |= has[:-distance] & same
            window[:-distance] |= has[distance:] & same
        return window


def fused(lexical, question, cosines):
    """Words and meaning in one number, to choose candidates by."""
    scores, windows, mass = lexical.scores(question)
    return 10 * cosines + 2 * (scores + 0.7 * windows) / mass, scores
