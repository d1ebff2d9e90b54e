//! Questions that say themselves where and when to look.

use anyhow::Result;

use crate::answer::{Answerer, names::Directory, question::Question, understanding::Understanding};

impl Answerer {
    /// What `question` is after, and the question with the bounds that its words set beside those that it came with,
    /// which go first. Words that leave no article bound nothing and are topic.
    pub(super) fn understand(&self, question: &Question, directory: &Directory) -> Result<(Question, Understanding)> {
        let understanding = Understanding::of(question, directory);
        if understanding.bounds.is_empty() {
            return Ok((question.clone(), understanding));
        }
        let bounds = understanding.bounds.clone();
        let bounded = Question {
            outlet: question.outlet.clone().or(bounds.outlet),
            since: question.since.or(bounds.since),
            until: question.until.or(bounds.until),
            ..question.clone()
        };
        if self.archive.extent(bounded.outlet.as_deref(), bounded.since, bounded.until)?.articles > 0 {
            return Ok((bounded, understanding));
        }
        Ok((question.clone(), Understanding::unbounded(question, directory)))
    }
}
