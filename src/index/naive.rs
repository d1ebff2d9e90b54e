//! Holds the search against the definitions: every sentence of small records, scored one by one.

use std::collections::HashMap;

use crate::{
    article::document::Document,
    index::{
        Hit, Index,
        search::{Matched, Pool, Query, WINDOW},
        terms::{stems, words},
        tests::document,
    },
};

const VOCABULARY: [&str; 12] =
    ["bridge", "bridges", "tax", "taxes", "harbor", "school", "mayor", "voted", "votes", "long", "old", "near"];

/// Numbers that look random (Knuth's linear congruence).
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

fn articles(state: &mut u64) -> Vec<Document> {
    let sentence = |state: &mut u64| {
        let words: Vec<&str> = (0..1 + next(state) % 6).map(|_| VOCABULARY[next(state).pow(2) % 12]).collect();
        let name = ["", "", "Ann Lee: ", "Bo Day: "][next(state) % 4];
        let filler = ["", "nothing else is here"][next(state) % 2];
        format!("{name}{} {filler}", words[next(state) % words.len()..].join(" "))
    };
    (1..=12)
        .map(|id| {
            let lines: Vec<String> = (0..1 + next(state) % 9).map(|_| sentence(state)).collect();
            document(id, 1, &lines.iter().map(String::as_str).collect::<Vec<_>>())
        })
        .collect()
}

/// All sentences of a record.
struct Naive {
    sentences: Vec<Sentence>,
}

struct Sentence {
    doc: String,
    ordinal: u32,
    words: Vec<String>,
    stems: Vec<String>,
    is_preferred: bool,
}

impl Naive {
    fn of(documents: &[Document]) -> Naive {
        let mut sentences = Vec::new();
        for document in documents {
            let statements = document.statements_by_sentence();
            for (ordinal, span) in (0..).zip(&document.sentences) {
                let words = words(span.of(&document.article.body));
                let is_preferred = statements[ordinal as usize]
                    .iter()
                    .any(|statement| statement.speaker.as_ref().is_some_and(|speaker| speaker.name == "Ann Lee"));
                let (doc, stems) = (document.article.doc.clone(), stems(&words));
                sentences.push(Sentence { doc, ordinal, words, stems, is_preferred });
            }
        }
        Naive { sentences }
    }

    fn frequency(&self, has: impl Fn(&[String], &[String]) -> bool) -> f32 {
        self.sentences.iter().filter(|sentence| has(&sentence.words, &sentence.stems)).count() as f32
    }

    fn inverse(&self, frequency: f32) -> f32 {
        (1.0 + (self.sentences.len() as f32 - frequency + 0.5) / (frequency + 0.5)).ln()
    }

    /// BM25 with k1 = 1.2 and b = 0.75 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009).
    fn bm25(&self, terms: &[String], term: &String, frequency: f32) -> f32 {
        let all: usize = self.sentences.iter().map(|sentence| sentence.words.len()).sum();
        let average = all as f32 / self.sentences.len() as f32;
        let count = terms.iter().filter(|own| *own == term).count() as f32;
        let norm = 1.2 * (0.25 + 0.75 * terms.len() as f32 / average);
        2.2 * self.inverse(frequency) * count / (count + norm)
    }

    /// What each sentence with something of `asked` in its window has of it, with its score.
    fn found(&self, asked: &[&str]) -> HashMap<(String, u32), (f32, Matched)> {
        let asked: Vec<String> = asked.iter().map(|word| (*word).to_owned()).collect();
        let asked_stems = stems(&asked);
        let own: Vec<Matched> =
            self.sentences.iter().map(|sentence| self.own(sentence, &asked, &asked_stems)).collect();
        let weights: Vec<f32> =
            asked_stems.iter().map(|stem| self.inverse(self.frequency(|_, stems| stems.contains(stem)))).collect();
        let mut found = HashMap::new();
        for (number, sentence) in self.sentences.iter().enumerate() {
            let beside = |distance: i64| {
                let other = number as i64 + distance;
                let of_article = |other: &usize| self.sentences[*other].doc == sentence.doc;
                let other = usize::try_from(other).ok().filter(|other| *other < own.len()).filter(of_article);
                other.map_or((0, 0.0), |other| (own[other].sentence, own[other].stem))
            };
            let mut matched = Matched { is_preferred: sentence.is_preferred, ..own[number] };
            for distance in 0..WINDOW {
                (matched.before[distance], matched.before_scores[distance]) = beside(-(distance as i64) - 1);
                (matched.after[distance], matched.after_scores[distance]) = beside(distance as i64 + 1);
            }
            let of_article = self.sentences.iter().zip(&own).filter(|(other, _)| other.doc == sentence.doc);
            for (_, own) in of_article {
                matched.article |= own.sentence;
                matched.article_best = matched.article_best.max(own.stem);
                matched.article_sum += own.stem;
                matched.article_sentences += 1;
            }
            let mass = |bits: u64| -> f32 {
                let found = weights.iter().enumerate().filter(|(word, _)| bits >> word & 1 == 1);
                found.map(|(_, weight)| weight).sum()
            };
            let (before, after) = (matched.before_scores, matched.after_scores);
            let mut score = matched.score
                + 0.7 * mass(matched.around())
                + 0.25 * (before[0] + after[0])
                + 0.125 * (before[1] + after[1])
                + matched.article_best
                + 0.5 * mass(matched.article);
            if sentence.is_preferred {
                score += 0.3 * weights.iter().sum::<f32>();
            }
            found.insert((sentence.doc.clone(), sentence.ordinal), (score, matched));
        }
        found
    }

    fn own(&self, sentence: &Sentence, asked: &[String], stems: &[String]) -> Matched {
        let mut matched = Matched::default();
        for (number, (word, stem)) in asked.iter().zip(stems).enumerate() {
            if sentence.stems.contains(stem) {
                matched.sentence |= 1 << number;
            }
            matched.stem += self.bm25(&sentence.stems, stem, self.frequency(|_, stems| stems.contains(stem)));
            matched.exact += 0.3 * self.bm25(&sentence.words, word, self.frequency(|words, _| words.contains(word)));
        }
        Matched { score: matched.stem + matched.exact, ..matched }
    }
}

fn is_near(one: f32, other: f32) -> bool {
    (one - other).abs() < 1e-3
}

fn check(hits: &[Hit], found: &HashMap<(String, u32), (f32, Matched)>, query: &Query) {
    for hit in hits {
        let (score, matched) = &found[&(hit.doc.clone(), hit.ordinal)];
        assert!(is_near(hit.score, *score), "{hit:?} {score}");
        let (own, beside) =
            ((hit.matched.stem, hit.matched.exact), (hit.matched.article_best, hit.matched.article_sum));
        assert!(is_near(own.0, matched.stem) && is_near(own.1, matched.exact), "{hit:?} {matched:?}");
        assert!(
            is_near(beside.0, matched.article_best) && is_near(beside.1, matched.article_sum),
            "{hit:?} {matched:?}"
        );
        let bits = |matched: &Matched| (matched.sentence, matched.before, matched.after, matched.article);
        assert_eq!(bits(&hit.matched), bits(matched), "{hit:?}");
        assert_eq!(hit.matched.article_sentences, matched.article_sentences);
    }
    let best = |count: usize, worth: &dyn Fn(&(f32, Matched)) -> Option<f32>| {
        let mut worths: Vec<f32> = found.values().filter_map(worth).collect();
        worths.sort_by(|one, other| other.total_cmp(one));
        worths.truncate(count);
        worths
    };
    let by_sentence = best(query.pool.by_sentence, &|(_, matched)| (matched.sentence != 0).then_some(matched.score));
    let by_window = best(query.pool.by_window, &|(score, matched)| {
        (matched.around() != 0 || matched.is_preferred).then_some(*score)
    });
    let ranked = |rank: &dyn Fn(&Hit) -> Option<f32>| {
        let mut worths: Vec<f32> = hits.iter().filter_map(rank).collect();
        worths.sort_by(|one, other| other.total_cmp(one));
        worths
    };
    let sentences = ranked(&|hit| hit.matched.rank_by_sentence.map(|_| hit.matched.score));
    let windows = ranked(&|hit| hit.matched.rank_by_window.map(|_| hit.score));
    for (expected, got) in [(by_sentence, sentences), (by_window, windows)] {
        assert_eq!(expected.len(), got.len());
        assert!(expected.iter().zip(&got).all(|(one, other)| is_near(*one, *other)), "{expected:?} {got:?}");
    }
}

#[test]
fn what_is_found_is_what_looking_at_every_sentence_finds() {
    let mut state = 7;
    for _ in 0..20 {
        let documents = articles(&mut state);
        let index = Index::in_memory();
        let mut writer = index.writer().unwrap();
        for (number, document) in documents.iter().enumerate() {
            writer.put(document).unwrap();
            if number % 5 == 4 {
                writer.commit(1).unwrap();
            }
        }
        writer.commit(1).unwrap();
        let naive = Naive::of(&documents);
        for asked in [&["bridge"][..], &["taxes", "vote", "near"], &["school", "bridges", "zeppelin", "mayor"]] {
            let query = Query {
                words: asked.iter().map(|word| (*word).to_owned()).collect(),
                preferred: vec!["Ann Lee".to_owned()],
                pool: Pool {
                    by_sentence: 1 + next(&mut state) % 30,
                    by_window: 1 + next(&mut state) % 30,
                    of_preferred: 90,
                },
                ..Query::default()
            };
            check(&index.searcher().unwrap().search(&query).unwrap(), &naive.found(asked), &query);
        }
    }
}
