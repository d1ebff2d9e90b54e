//! `chat`: the same commands at a prompt.

use anyhow::Result;
use jiff::Zoned;
use rustyline::{DefaultEditor, error::ReadlineError};

use crate::{
    answer::{
        Answerer,
        check::{Claim, claims::MOST},
        passage::PassageId,
        question::Question,
    },
    cli::{Outcome, complain, print, remark, setup::Setup},
    render::terminal::{self, Layout, check::shown},
};

const HELP: &str = "\
a question            the best passages for it
/said NAME: TOPIC     what somebody said, about a topic if one is given
/who STATEMENT        who said that
/check QUOTE          is this on record, and of this speaker; as NAME: “…” or “…” – NAME
/people NAME          those on record
/context NUMBER       the sentences around a passage of the last answer
/help                 this
/quit                 leave (or Ctrl-D)
";

/// Reads a line, answers it, until the input ends.
pub(crate) fn run(setup: &Setup) -> Result<Outcome> {
    let mut chat = Chat {
        answerer: setup.answerer()?,
        passages: setup.config.answers.passages,
        shown: Vec::new(),
        layout: Setup::layout(),
    };
    let mut editor = DefaultEditor::new()?;
    remark("Ask a question, or /help.");
    loop {
        let line = match editor.readline("? ") {
            Ok(line) => line,
            Err(ReadlineError::Eof | ReadlineError::Interrupted) => return Ok(Outcome::Done),
            Err(error) => return Err(error.into()),
        };
        editor.add_history_entry(&line)?;
        match chat.reply(line.trim()) {
            Ok(Some(text)) => print(&text)?,
            Ok(None) => return Ok(Outcome::Done),
            Err(error) => complain(&error),
        }
    }
}

/// A conversation: what the last answer showed can be asked about.
struct Chat {
    answerer: Answerer,
    passages: usize,
    shown: Vec<PassageId>,
    layout: Layout,
}

impl Chat {
    /// The text for one line; nothing to leave.
    fn reply(&mut self, line: &str) -> Result<Option<String>> {
        let (command, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let text = match command {
            "" => String::new(),
            "/quit" | "/exit" => return Ok(None),
            "/help" => HELP.to_owned(),
            "/said" => {
                let (speaker, topic) = rest.split_once(':').unwrap_or((rest, ""));
                self.answer(Question::said(speaker.trim(), topic.trim()))?
            }
            "/who" => self.answer(Question::who(rest))?,
            "/check" => self.check(rest)?,
            "/people" => terminal::people(&self.answerer.speakers(rest.trim(), 25)?, self.layout),
            "/context" => self.context(rest.trim())?,
            unknown if unknown.starts_with('/') => format!("There is no {unknown}.\n{HELP}"),
            _ => self.answer(Question { asked_on: Some(Zoned::now().date()), ..Question::ask(line) })?,
        };
        Ok(Some(text))
    }

    fn answer(&mut self, question: Question) -> Result<String> {
        let answer = self.answerer.answer(&Question { limit: self.passages, ..question })?;
        self.shown = answer.passages.iter().map(|passage| passage.id()).collect();
        Ok(terminal::answer(&answer, self.layout))
    }

    fn check(&mut self, quote: &str) -> Result<String> {
        let mut found = Claim::of_quote(quote, None);
        let more = found.len().saturating_sub(MOST);
        found.truncate(MOST);
        if found.is_empty() {
            return Ok("There is nothing to check. Write a quotation behind /check.\n".to_owned());
        }
        let checked = found.iter().map(|claim| self.answerer.check(claim)).collect::<Result<Vec<_>>>()?;
        self.shown = shown(&checked).map(|passage| passage.id()).collect();
        Ok(terminal::check::checks(&checked, more, self.layout))
    }

    fn context(&self, number: &str) -> Result<String> {
        let chosen = number.parse::<usize>().ok().and_then(|number| self.shown.get(number.wrapping_sub(1)));
        let Some(id) = chosen else {
            return Ok(format!("There is no passage `{number}` in the last answer.\n"));
        };
        Ok(match self.answerer.context(id, 2)? {
            Some(context) => terminal::context(&context, self.layout),
            None => "That passage is no longer on record.\n".to_owned(),
        })
    }
}
