//! What somebody wants to know.

use jiff::civil::Date;

use crate::article::statement::StatementKind;

/// A question with the bounds that its asker set.
///
/// Any text whatever is a valid question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Which question is asked of the record.
    pub form: Form,
    /// The asker's words: a question for [`Form::Ask`], a topic (may be empty) for [`Form::Said`], a statement
    /// for [`Form::Who`].
    pub text: String,
    /// The speaker as the asker wrote it; [`Form::Said`] always has one.
    pub speaker: Option<String>,
    /// Only articles of this outlet.
    pub outlet: Option<String>,
    /// Only articles published on this day or later.
    pub since: Option<Date>,
    /// Only articles published on this day or earlier.
    pub until: Option<Date>,
    /// Only statements of this kind.
    pub kind: Option<StatementKind>,
    /// The day on which it is asked, where the asker is: what "last week" is counted from. Where it is not known,
    /// such words are topic.
    pub asked_on: Option<Date>,
    /// How many passages at most.
    pub limit: usize,
}

/// The three questions that can be asked of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A free question.
    Ask,
    /// What did somebody say?
    Said,
    /// Who said that?
    Who,
}

impl Question {
    /// A free question without bounds.
    #[must_use]
    pub fn ask(text: &str) -> Question {
        Question {
            form: Form::Ask,
            text: text.to_owned(),
            speaker: None,
            outlet: None,
            since: None,
            until: None,
            kind: None,
            asked_on: None,
            limit: 10,
        }
    }

    /// What did `speaker` say about `topic` (which may be empty)?
    #[must_use]
    pub fn said(speaker: &str, topic: &str) -> Question {
        Question { form: Form::Said, speaker: Some(speaker.to_owned()), ..Question::ask(topic) }
    }

    /// Who said what `statement` says?
    #[must_use]
    pub fn who(statement: &str) -> Question {
        Question { form: Form::Who, ..Question::ask(statement) }
    }
}
