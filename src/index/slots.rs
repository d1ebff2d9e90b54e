//! The words of a query as terms of the index, with what each says.

use anyhow::{Context, Result};
use tantivy::{
    Searcher, Term,
    postings::TermInfo,
    query::{Bm25StatisticsProvider, Bm25Weight},
    schema::Field,
};

use crate::index::{
    schema::Fields,
    search::{MAX_WORDS, Query},
    terms::{stems, words},
};

/// What a word as it stands is worth beside its stem. Measured on four public sets before this was written.
const EXACT_BOOST: f32 = 0.3;

/// Where each segment of the index has a term, if it has it.
type Places = Vec<Option<TermInfo>>;

/// One term and what finding it is worth.
pub(super) struct Scored {
    /// The word of the query that it stands for, as a bit.
    pub(super) bit: u64,
    pub(super) places: Places,
    /// Nothing where another word of the query has the same stem and is scored for it.
    pub(super) weight: Option<Bm25Weight>,
}

/// The terms that stand for one word of a query.
pub(super) struct Slot {
    forms: Vec<Form>,
    /// How many sentences have the word in any of its spellings, roughly.
    pub(super) sentences: u64,
    /// Inverse document frequency of the word in all its spellings.
    pub(super) weight: f32,
}

/// One spelling of a word.
struct Form {
    word: String,
    stem: String,
    worth: f32,
    places: Places,
}

/// All terms of a query, by the field in which they are looked for.
pub(super) struct Terms {
    pub(super) stems: Vec<Scored>,
    pub(super) exact: Vec<Scored>,
    pub(super) headline: Vec<Scored>,
    /// What each word says.
    pub(super) weights: Vec<f32>,
}

/// Figures of the whole index that BM25 rests on.
struct Statistics {
    sentences: u64,
    /// In words.
    average_length: f32,
}

impl Slot {
    /// The slots of the query's words, one each, with figures from the whole index.
    pub(super) fn all(searcher: &Searcher, fields: &Fields, query: &Query) -> Result<Vec<Slot>> {
        let mut slots: Vec<Slot> = Vec::new();
        for (number, word) in query.words.iter().take(MAX_WORDS).enumerate() {
            let others = query.spellings.iter().filter(|spelling| spelling.word == number);
            let forms = std::iter::once((word.as_str(), 1.0)).chain(others.map(|other| (&*other.form, other.weight)));
            let mut slot = Slot { forms: Vec::new(), sentences: 0, weight: 0.0 };
            for (form, worth) in forms {
                slot.add(searcher, fields, form, worth).context("reading the index")?;
            }
            let first = slot.first_stem();
            let said_before = slots.iter().any(|earlier| earlier.first_stem() == first);
            slot.weight = if said_before { 0.0 } else { slot.inverse_frequency(searcher.num_docs()) };
            slots.push(slot);
        }
        Ok(slots)
    }

    fn first_stem(&self) -> Option<&str> {
        self.forms.first().map(|form| form.stem.as_str())
    }

    fn add(&mut self, searcher: &Searcher, fields: &Fields, form: &str, worth: f32) -> tantivy::Result<()> {
        let exact = words(form);
        for (stem, word) in stems(&exact).into_iter().zip(exact) {
            if self.forms.iter().any(|form| form.stem == stem) {
                continue;
            }
            let places = places(searcher, fields.stem, &stem)?;
            self.sentences += frequency(&places);
            self.forms.push(Form { word, stem, worth, places });
        }
        Ok(())
    }

    fn inverse_frequency(&self, all: u64) -> f32 {
        let (sentences, all) = (self.sentences as f32, all as f32);
        let frequency = (all - sentences).max(0.0) + 0.5;
        if self.forms.is_empty() { 0.0 } else { (1.0 + frequency / (sentences + 0.5)).ln() }
    }
}

impl Terms {
    /// The terms of `slots`.
    pub(super) fn of(searcher: &Searcher, fields: &Fields, slots: Vec<Slot>) -> tantivy::Result<Terms> {
        let (of_stems, of_words) = (Statistics::of(searcher, fields.stem)?, Statistics::of(searcher, fields.exact)?);
        let weights = slots.iter().map(|slot| slot.weight).collect();
        let mut terms = Terms { stems: Vec::new(), exact: Vec::new(), headline: Vec::new(), weights };
        for (number, slot) in slots.into_iter().enumerate() {
            let (bit, is_scored) = (1 << number, slot.weight > 0.0);
            for form in slot.forms {
                let exact = places(searcher, fields.exact, &form.word)?;
                let weight = is_scored.then(|| of_words.weight(&exact).boost_by(form.worth * EXACT_BOOST));
                terms.exact.push(Scored { bit, places: exact, weight });
                let headline = places(searcher, fields.headline, &form.stem)?;
                terms.headline.push(Scored { bit, places: headline, weight: None });
                let weight = is_scored.then(|| of_stems.weight(&form.places).boost_by(form.worth));
                terms.stems.push(Scored { bit, places: form.places, weight });
            }
        }
        Ok(terms)
    }
}

impl Statistics {
    fn of(searcher: &Searcher, field: Field) -> tantivy::Result<Statistics> {
        // BM25 divides by the number of sentences, which an empty index does not have.
        let sentences = searcher.total_num_docs()?.max(1);
        let words = searcher.total_num_tokens(field)? as f32;
        Ok(Statistics { sentences, average_length: (words / sentences as f32).max(1.0) })
    }

    fn weight(&self, places: &Places) -> Bm25Weight {
        let frequency = frequency(places).min(self.sentences);
        Bm25Weight::for_one_term_without_explain(frequency, self.sentences, self.average_length)
    }
}

fn places(searcher: &Searcher, field: Field, text: &str) -> tantivy::Result<Places> {
    let term = Term::from_field_text(field, text);
    let place = |segment: &tantivy::SegmentReader| Ok(segment.inverted_index(field)?.get_term_info(&term)?);
    searcher.segment_readers().iter().map(place).collect()
}

/// In how many sentences the term stands, deleted ones too.
fn frequency(places: &Places) -> u64 {
    places.iter().flatten().map(|info| u64::from(info.doc_freq)).sum()
}
