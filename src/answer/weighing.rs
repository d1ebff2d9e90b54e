//! What the ranker and the decision to refuse are told, to train them and to see why an answer came out so.

use anyhow::Result;

use crate::{
    answer::{
        Answerer, Articles,
        features::{NAMES, QUESTION_NAMES},
        meaning::{in_context, places},
        question::Question,
        rank::Model,
        understanding::Aim,
    },
    encoder::InContext,
    text::span::CodePoints,
};

/// All that is known of a question and its candidates before one is chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighing {
    /// What the question is after: `fact`, `said`, `who` or `claim`.
    pub aim: &'static str,
    /// Whether the candidates' meanings were compared.
    pub has_vectors: bool,
    /// What is the same for all candidates, in the order of [`question_feature_names`].
    pub question_features: Vec<f32>,
    /// The candidates, the ranker's best first.
    pub candidates: Vec<WeighedSentence>,
}

/// What is told of the ranker's first candidates beside their features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Nothing.
    Features,
    /// What the judge would read, of the first [`READ`].
    Pairs,
    /// What the judge says, which takes far longer than all else.
    Judged,
}

/// Of how many candidates the words are given.
pub const READ: usize = 60;

/// A candidate's words as the networks read them.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// The sentence.
    pub sentence: String,
    /// Who speaks in it, where that is known.
    pub speaker: Option<String>,
    /// The sentence before it.
    pub before: Option<String>,
    /// The headline over it.
    pub headline: Option<String>,
}

/// A candidate with what speaks for it.
#[derive(Clone, Debug, PartialEq)]
pub struct WeighedSentence {
    /// The article's name for files and scripts.
    pub doc: String,
    /// The sentence in code points of the body, end exclusive.
    pub code_points: (usize, usize),
    /// Counts the article's sentences from 0.
    pub ordinal: u32,
    /// In the order of [`feature_names`].
    pub features: Vec<f32>,
    /// What the judge says, a logit.
    pub judged: Option<f32>,
    /// Its words, where they were asked for.
    pub words: Option<Words>,
}

impl Words {
    fn of(context: &InContext<'_>) -> Words {
        Words {
            sentence: context.sentence.to_owned(),
            speaker: context.speaker.map(str::to_owned),
            before: context.before.map(str::to_owned),
            headline: context.headline.map(str::to_owned),
        }
    }
}

/// The names of a candidate's features.
#[must_use]
pub fn feature_names() -> &'static [String] {
    &NAMES
}

/// The names of a question's features.
#[must_use]
pub fn question_feature_names() -> &'static [&'static str] {
    &QUESTION_NAMES
}

impl Answerer {
    /// What is known of the candidates for `question`; with more or less of what the networks read and say.
    ///
    /// # Errors
    ///
    /// If archive or index can't be read.
    pub fn weighing(&self, question: &Question, detail: Detail) -> Result<Weighing> {
        let directory = self.directory()?;
        let (question, understanding) = self.understand(question, &directory)?;
        let allowance = self.budget.begin();
        let mut candidates = self.candidates(&question, &understanding, &directory, &allowance)?;
        Model::of(&candidates).order(&mut candidates);
        if detail == Detail::Judged {
            self.judge(&question, &mut candidates, &allowance)?;
        }
        let first = if detail == Detail::Pairs { READ.min(candidates.sentences.len()) } else { 0 };
        let beside = self.searcher.beside(&places(&candidates.sentences[..first]))?;
        let words = candidates.sentences.iter().zip(&beside).map(|(one, beside)| Words::of(&in_context(one, beside)));
        let mut words = words.collect::<Vec<_>>().into_iter();
        let mut articles = Articles::of(&self.archive);
        let mut sentences = Vec::new();
        for weighed in candidates.sentences {
            let (hit, words) = (weighed.hit, words.next());
            if let Some(article) = articles.version(&hit.article, hit.version)? {
                sentences.push(WeighedSentence {
                    code_points: CodePoints::new(&article.body).of(hit.sentence),
                    doc: hit.doc,
                    ordinal: hit.ordinal,
                    features: weighed.features,
                    judged: weighed.judged,
                    words,
                });
            }
        }
        let aim = match understanding.aim {
            Aim::Fact => "fact",
            Aim::Said => "said",
            Aim::Who => "who",
            Aim::Claim => "claim",
        };
        let has_vectors = candidates.has_vectors;
        Ok(Weighing { aim, has_vectors, question_features: candidates.question, candidates: sentences })
    }
}
