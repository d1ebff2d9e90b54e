//! A large record out of a small one: sentences drawn from real articles, with some of their words swapped for
//! others of the same collection, put together anew.
//!
//! Words keep their frequencies, so that a question's words are as frequent in a large record as in the small one.
//! Some swapped words are new, as a growing record has ever new names.

use std::{collections::HashMap, fs, path::Path};

use onrecord::{
    article::{
        Article, ArticleId, Citation, Published,
        document::Document,
        statement::{Polarity, Resolution, ResolutionRule, Speaker, SpeakerKind, Statement, StatementKind},
    },
    text::{sentence::sentences, span::Span},
};

/// Sentences of an article, about.
pub(crate) const SENTENCES: usize = 35;

/// How many sentences that follow each other are taken from one article.
const RUN: usize = 4;

/// Of a hundred content words, how many are swapped.
const SWAPPED: usize = 30;

/// Of a hundred swapped words, how many are new.
const NEW: usize = 3;

/// How many of the most frequent words are left as they are.
const FRAME: usize = 200;

/// Of a hundred sentences, how many are somebody's statement.
const STATEMENTS: usize = 45;

/// How many speakers a record of a million sentences has.
const SPEAKERS_A_MILLION: usize = 20_000;

/// The texts that records are made of.
pub(crate) struct Corpus {
    /// The sentences of each article.
    articles: Vec<Vec<String>>,
    /// Every content word as often as it occurs.
    words: Vec<String>,
    frame: HashMap<String, usize>,
}

/// Numbers that look random and are the same on every run (Marsaglia, "Xorshift RNGs", 2003).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new() -> Dice {
        Dice(0x9e37_79b9_7f4a_7c15)
    }

    /// A number below `count`.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % count as u64) as usize
    }

    /// A number below `count`, the smaller the more often.
    pub(crate) fn mostly_small(&mut self, count: usize) -> usize {
        let unit = (self.below(1_000_000) + 1) as f64 / 1_000_000.0;
        ((count as f64).powf(unit) as usize).clamp(1, count) - 1
    }
}

impl Corpus {
    /// The texts below `shared`; nothing if they are not there.
    pub(crate) fn read(shared: &Path) -> Option<Corpus> {
        let mut articles = Vec::new();
        for part in ["train", "dev"] {
            let mut paths: Vec<_> = fs::read_dir(shared.join("polnear").join(part).join("text"))
                .ok()?
                .map(|entry| entry.unwrap().path())
                .collect();
            paths.sort();
            for path in paths {
                let text = fs::read_to_string(path).ok()?;
                articles.push(sentences(&text).iter().map(|sentence| sentence.of(&text).to_owned()).collect());
            }
        }
        Some(Corpus::of(articles))
    }

    fn of(articles: Vec<Vec<String>>) -> Corpus {
        let mut counts: HashMap<String, usize> = HashMap::new();
        let words = || articles.iter().flatten().flat_map(|sentence| sentence.split_whitespace());
        words().for_each(|word| *counts.entry(word.to_lowercase()).or_default() += 1);
        let mut ordered: Vec<_> = counts.into_iter().collect();
        ordered.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        let frame: HashMap<String, usize> = ordered.into_iter().take(FRAME).collect();
        let is_content =
            |word: &&str| word.chars().all(char::is_alphabetic) && !frame.contains_key(&word.to_lowercase());
        let words = words().filter(is_content).map(str::to_owned).collect();
        Corpus { articles, words, frame }
    }

    /// The articles of a record of about `sentences` sentences, one after the other; the same ones every time.
    pub(crate) fn documents(&self, sentences: usize) -> impl Iterator<Item = Document> {
        let mut dice = Dice::new();
        let speakers = speakers(sentences);
        (1..=sentences.div_ceil(SENTENCES)).map(move |number| self.document(number, speakers, &mut dice))
    }

    /// Some `count` sentences as they stand, from all articles, each with the one before it and the first of its
    /// article, which is its headline.
    pub(crate) fn in_context(&self, count: usize) -> impl Iterator<Item = (&str, &str, &str)> {
        let pairs = |article: &'_ Vec<String>| article.len().saturating_sub(1);
        let step = (self.articles.iter().map(pairs).sum::<usize>() / count).max(1);
        let found = self.articles.iter().flat_map(|article| {
            article.windows(2).map(|pair| (pair[1].as_str(), pair[0].as_str(), article[0].as_str()))
        });
        found.step_by(step)
    }

    fn document(&self, number: usize, speakers: usize, dice: &mut Dice) -> Document {
        let (mut body, mut spans) = (String::new(), Vec::new());
        while spans.len() < SENTENCES {
            let article = &self.articles[dice.below(self.articles.len())];
            let first = dice.below(article.len());
            for sentence in article[first..].iter().take(RUN) {
                let start = body.len();
                self.perturb(sentence, dice, &mut body);
                spans.push(Span::new(start, body.len()));
                body.push(' ');
            }
        }
        let cast: Vec<String> = (0..4).map(|_| speaker(dice.mostly_small(speakers))).collect();
        let mut statements = Vec::new();
        for &sentence in &spans {
            if dice.below(100) < STATEMENTS {
                statements.push(statement(&body, sentence, &cast[dice.mostly_small(cast.len())]));
            }
        }
        let mut headline = String::new();
        self.perturb(spans[0].of(&body), dice, &mut headline);
        let id = ArticleId::parse(&format!("{number:012x}")).unwrap();
        let citation = citation(number, headline, dice);
        Document {
            article: Article { id, version: 1, doc: format!("article-{number}"), citation, body },
            sentences: spans,
            statements,
        }
    }

    /// Puts `sentence` with some words swapped behind `text`.
    fn perturb(&self, sentence: &str, dice: &mut Dice, text: &mut String) {
        for (number, word) in sentence.split_whitespace().enumerate() {
            if number > 0 {
                text.push(' ');
            }
            let is_content = word.len() > 3 && !self.frame.contains_key(&word.to_lowercase());
            if !is_content || dice.below(100) >= SWAPPED {
                text.push_str(word);
                continue;
            }
            let other = &self.words[dice.below(self.words.len())];
            let begins =
                if word.starts_with(char::is_uppercase) { other[..1].to_uppercase() } else { other[..1].to_owned() };
            text.push_str(&begins);
            text.push_str(&other[1..]);
            if dice.below(100) < NEW {
                text.push_str(&letters(dice.below(1_000_000)));
            }
        }
    }
}

/// How many speakers a record of so many sentences has.
pub(crate) fn speakers(sentences: usize) -> usize {
    (sentences * SPEAKERS_A_MILLION / 1_000_000).max(100)
}

/// The name of speaker number `number`.
pub(crate) fn speaker(number: usize) -> String {
    format!("Ann{} Lee{}", letters(number % 500), letters(number / 3))
}

/// `number` in letters.
fn letters(mut number: usize) -> String {
    let mut letters = String::new();
    while number > 0 {
        letters.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    letters
}

/// What somebody of that name is: one of some thousand roles.
fn role(name: &str) -> String {
    let offices = ["mayor", "minister", "lawyer", "analyst", "coach", "director", "senator", "professor", "captain"];
    let number = name.bytes().map(usize::from).sum::<usize>();
    format!("{} of the {} party", offices[number % offices.len()], letters(number))
}

/// The second half of the sentence, said by `name`.
fn statement(body: &str, sentence: Span, name: &str) -> Statement {
    let text = sentence.of(body);
    let middle = text.char_indices().map(|(at, _)| at).find(|&at| at >= text.len() / 2).unwrap_or(0);
    let first = text.find(' ').unwrap_or(text.len()).min(middle);
    let at = |start: usize, end: usize| Span::new(sentence.start() + start, sentence.start() + end);
    Statement {
        kind: StatementKind::Indirect,
        source: vec![at(0, first)],
        cue: vec![at(first, middle)],
        content: vec![at(middle, text.len())],
        speaker: Some(Speaker {
            name: name.to_owned(),
            role: Some(role(name)),
            kind: SpeakerKind::Person,
            resolved_by: Resolution { rule: ResolutionRule::PartOfName, mention: Some(at(0, first)) },
        }),
        polarity: Polarity::Asserts,
        confidence: 0.9,
        via: Vec::new(),
    }
}

fn citation(number: usize, headline: String, dice: &mut Dice) -> Citation {
    let outlets = ["The Morning Record", "Evening Dispatch", "Capital Wire", "The Valley Observer", "Harbour News"];
    let date = jiff::civil::date(2016, 1, 1) + jiff::Span::new().days(dice.below(3000) as i64);
    Citation {
        headline: Some(headline),
        outlet: Some(outlets[dice.below(outlets.len())].to_owned()),
        byline: Some(speaker(number % 300)),
        published: Some(Published { written: date.to_string(), date, at: None }),
        url: Some(format!("https://news.example/{}/article-{number}", date.year())),
        ..Citation::default()
    }
}
