//! What the ranker and the decision to refuse are told, to train them and to see why an answer came out so.

use anyhow::Result;

use crate::{
    answer::{
        Answerer, Articles,
        features::{NAMES, QUESTION_NAMES},
        question::Question,
        rank::Model,
        understanding::Aim,
        verdict,
    },
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
    /// What the decision on a claim is told, by name; empty where the question is none or nothing was read.
    pub verdict_inputs: Vec<(&'static str, f32)>,
    /// The candidates, the ranker's best first.
    pub candidates: Vec<WeighedSentence>,
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
    /// What is known of the candidates for `question`; if `is_judged`, with what the judge says of the first ones, which
    /// takes far longer than all else.
    ///
    /// # Errors
    ///
    /// If archive or index can't be read.
    pub fn weighing(&self, question: &Question, is_judged: bool) -> Result<Weighing> {
        let directory = self.directory()?;
        let (question, understanding) = self.understand(question, &directory)?;
        let allowance = self.budget.begin();
        let mut candidates = self.candidates(&question, &understanding, &directory, &allowance)?;
        Model::of(&candidates).order(&mut candidates);
        let mut verdict_inputs = Vec::new();
        if is_judged {
            let model = Model::of(&candidates);
            self.judge(&question, &mut candidates, &allowance)?;
            if understanding.aim == Aim::Claim {
                model.order_judged(&mut candidates);
                self.read_claim(&question, &mut candidates, &allowance)?;
                verdict_inputs = verdict::inputs(&candidates.sentences);
                candidates.sentences.sort_by(|one, other| other.ranked.total_cmp(&one.ranked));
            }
        }
        let mut articles = Articles::of(&self.archive);
        let mut sentences = Vec::new();
        for weighed in candidates.sentences {
            let hit = weighed.hit;
            if let Some(article) = articles.version(&hit.article, hit.version)? {
                sentences.push(WeighedSentence {
                    code_points: CodePoints::new(&article.body).of(hit.sentence),
                    doc: hit.doc,
                    ordinal: hit.ordinal,
                    features: weighed.features,
                    judged: weighed.judged,
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
        Ok(Weighing { aim, has_vectors, question_features: candidates.question, verdict_inputs, candidates: sentences })
    }
}
