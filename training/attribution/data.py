"""Reads what `onrecord attribute --format inputs` writes, and lays the gold spans over its tokens."""

import bisect
import json

import numpy as np

ROLES = ("source", "cue", "content")
# Outside; then, of each role, a span's first token and its others.
TAGS = 1 + 2 * len(ROLES)
REACH = 220  # the most tokens between two spans that may be linked
PIECES = 6


class Article:
    """One article's inputs, gold tags, gold spans and the pairs of spans that may be linked."""

    def __init__(self, line, gold=None):
        one = json.loads(line)
        self.doc = one["doc"]
        self.tokens = one["tokens"]
        n = len(self.tokens)
        self.pieces = np.zeros((n, PIECES), np.int64)
        self.counts = np.ones(n, np.float32)
        for i, pieces in enumerate(one["pieces"]):
            self.pieces[i, : len(pieces)] = pieces
            self.counts[i] = len(pieces)
        self.classes = np.array(one["classes"], np.int64).reshape(n, -1)
        self.class_sizes = one["class_sizes"]
        self.sentences = np.array(one["sentences"], np.int64)
        self.paragraphs = np.array(one["paragraphs"], np.int64)
        self.quotations = np.array([-1 if q is None else q for q in one["quotations"]], np.int64)
        self.windows = one["windows"]
        self.proposals = one["proposals"]
        self.proposed_cue, self.proposed_source = proposed(n, self.proposals)
        self.starts = [a for a, _ in self.tokens]
        self.ends = [b for _, b in self.tokens]
        if gold is not None:
            self.label(gold)

    def range(self, span):
        """The tokens that lie at least half within a span of code points."""
        start, end = span
        first = bisect.bisect_right(self.ends, start)
        last = bisect.bisect_left(self.starts, end)
        while first < last and 2 * (min(end, self.ends[first]) - max(start, self.starts[first])) < self.ends[first] - self.starts[first]:
            first += 1
        while first < last and 2 * (min(end, self.ends[last - 1]) - max(start, self.starts[last - 1])) < self.ends[last - 1] - self.starts[last - 1]:
            last -= 1
        return first, last

    def label(self, gold):
        n = len(self.tokens)
        self.tags = np.zeros(n, np.int64)
        self.mask = np.ones(n, np.float32)
        for span in gold.get("ignore") or []:
            a, b = self.range(span)
            self.mask[a:b] = 0
        self.spans = {role: [] for role in ROLES}
        self.cue_of, self.source_of = {}, {}
        for one in gold["attributions"]:
            found = {role: [r for r in map(self.range, one.get(role) or []) if r[0] < r[1]] for role in ROLES}
            for role, ranges in found.items():
                for r in ranges:
                    if r not in self.spans[role]:
                        self.spans[role].append(r)
            cue = found["cue"][0] if found["cue"] else None
            source = found["source"][0] if found["source"] else None
            for content in found["content"]:
                self.cue_of[content] = cue
            if cue is not None:
                self.source_of[cue] = source
        for place, role in enumerate(ROLES):
            for a, b in self.spans[role]:
                self.tags[a] = 1 + 2 * place
                self.tags[a + 1 : b] = 2 + 2 * place
        for role in ROLES:
            self.spans[role].sort()
        self.pairs = {
            "cue": self.candidates(self.spans["content"], self.spans["cue"], self.cue_of, "cue"),
            "source": self.candidates(self.spans["cue"], self.spans["source"], self.source_of, "source"),
        }

    def candidates(self, heads, tails, links, sort):
        """For every head: (head, tails within reach, features of each pair, the right one's place, or their number for none)."""
        out = []
        for head in heads:
            near = [tail for tail in tails if tail != head and gap(head, tail) <= REACH]
            right = links.get(head)
            place = near.index(right) if right in near else len(near)
            out.append((head, near, [self.features(head, tail, tails, sort) for tail in near], place))
        return out

    def features(self, head, tail, tails, sort):
        """The classes of a pair of spans, as `classes` in `src/attribution/tagger/pair.rs` has them."""
        before = tail[0] < head[0]
        distance = gap(head, tail)
        bucket = next(i for i, most in enumerate((0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 10**9)) if distance <= most)
        a, b = (tail, head) if before else (head, tail)
        between = sum(a[0] < other[0] < b[0] for other in tails if other not in (a, b))
        sentences = min(3, int(self.sentences[b[0]] - self.sentences[a[1] - 1])) if a[1] <= b[0] else 0
        paragraphs = min(2, int(self.paragraphs[b[0]] - self.paragraphs[a[1] - 1])) if a[1] <= b[0] else 0
        side = 11 * before + bucket
        place = (max(0, sentences) * 3 + max(0, paragraphs)) * 4 + min(3, between)
        head_quoted = self.quotations[head[0]] >= 0
        tail_quoted = self.quotations[tail[0]] >= 0
        same = self.quotations[head[0]] == self.quotations[tail[0]]
        quoted = int(head_quoted) + 2 * int(tail_quoted) + 4 * int(same)
        table = self.proposed_cue if sort == "cue" else self.proposed_source
        said = {t for place in range(*head) for t in table[place]}
        agrees = any(tail[0] < t[1] and t[0] < tail[1] for t in said)
        rule = 0 if not said else (2 if agrees else 1)
        return (side, place, 3 * quoted + rule)


PAIR_SIZES = (22, 48, 24)


def gap(one, other):
    return max(0, other[0] - one[1], one[0] - other[1])


def proposed(tokens, proposals):
    """Of each token of a content: the cues that the rules link it to; of each token of a cue: its sources."""
    cues, sources = [set() for _ in range(tokens)], [set() for _ in range(tokens)]
    for one in proposals:
        cue, source = tuple(one["cue"]), tuple(one["source"])
        for a, b in one["content"]:
            for place in range(a, b):
                cues[place].add(cue)
        if source[0] < source[1]:
            for place in range(*cue):
                sources[place].add(source)
    return cues, sources


def read(inputs, gold=None):
    golds = {}
    if gold:
        for line in open(gold, encoding="utf-8"):
            one = json.loads(line)
            golds[one["doc"]] = one
    articles = [Article(line, golds.get(json.loads(line)["doc"]) if gold else None) for line in open(inputs, encoding="utf-8")]
    return articles
