//! `evaluate answers`: questions with their answers as people marked them, and what the program makes of them.

use std::path::PathBuf;

use anyhow::Result;

use crate::{
    answer::{Answerer, question::Question},
    cli::{Outcome, arguments::AnswersAgainstGold, evaluate::temporary::Temporary, print, remark, setup::Setup},
    evaluate::answers::{
        self, json,
        marked::{self, MarkedAnswer, MarkedQuestion},
        table,
    },
};

/// Prints the figures of the answers to the questions of a file.
pub(super) fn run(setup: &Setup, arguments: &AnswersAgainstGold) -> Result<Outcome> {
    let questions = marked::questions(&arguments.questions)?;
    let answers = match (&arguments.predicted, &arguments.articles[..]) {
        (Some(predicted), _) => marked::answers(predicted)?,
        (None, []) => ask(setup.answerer()?, &questions)?,
        (None, articles) => ask_articles(setup, articles, &questions)?,
    };
    let evaluation = answers::evaluation(&questions, &answers, arguments.errors);
    match arguments.json {
        true => print(&format!("{}\n", json::evaluation(&evaluation)))?,
        false => print(&table::text(&evaluation))?,
    }
    Ok(Outcome::Done)
}

/// Takes as long as it takes, so that the figures do not depend on the machine.
fn ask(answerer: Answerer, questions: &[MarkedQuestion]) -> Result<Vec<MarkedAnswer>> {
    let answerer = answerer.with_time_budget(None);
    let answer = |question: &MarkedQuestion| {
        Ok(MarkedAnswer::given(&question.id, &answerer.answer(&Question::ask(&question.question))?))
    };
    questions.iter().map(answer).collect()
}

/// Asks a record of `articles` and nothing else, which is gone afterwards.
fn ask_articles(setup: &Setup, articles: &[PathBuf], questions: &[MarkedQuestion]) -> Result<Vec<MarkedAnswer>> {
    let folder = Temporary::new()?;
    let report = setup.take_in(&folder.path, articles)?;
    for skipped in &report.skipped {
        remark(&format!("skipped {skipped}"));
    }
    ask(setup.answerer_in(&folder.path)?, questions)
}
