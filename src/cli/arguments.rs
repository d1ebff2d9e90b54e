//! The words of the command line.

use std::path::PathBuf;

use clap::{Args, Parser, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;

use crate::article::statement::StatementKind;

/// Answers questions about news coverage by quoting it: who said what, word for word, with speaker and source.
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, propagate_version = true, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    /// Where archive and index lie [default: the setting `index.folder`, which is `index`]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) index: Option<PathBuf>,
    /// Settings that differ from config/default.toml
    #[arg(long, global = true, value_name = "FILE", env = "ONRECORD_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// Say more on standard error; twice for everything
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    #[command(subcommand)]
    pub(crate) subcommand: Subcommand,
}

const EXIT_CODES: &str = "Exit codes: 0 answered, 1 nothing on record, 2 failed.";

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Subcommand {
    /// Take in articles: text (.txt), Markdown (.md), saved pages (.html), folders
    #[command(after_help = "A file NAME.toml beside an article, or front matter in it, may give: headline, outlet, \
        byline,\ndateline, url, published, timezone, language. What was taken in before changes nothing; an\n\
        article that has changed becomes its next version. With -v each article is named once it is kept.\n\n\
        Examples:\n  onrecord ingest articles/\n  onrecord ingest monday.txt tuesday.md")]
    Ingest {
        /// Files and folders
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Return once the articles are found by their words; by what they mean, the next ingest or the bot sees to
        #[arg(long)]
        no_wait: bool,
    },
    /// Answer a free question with sentences of the record
    #[command(after_help = "Examples:\n  onrecord ask Who said the talks would go on\\?\n  \
        onrecord ask --format json \"When is the next round?\"\n  \
        onrecord ask What did Lavrov say last week\\?")]
    Ask {
        /// The question; quotation marks around it are not needed
        #[arg(required = true, value_name = "QUESTION")]
        question: Vec<String>,
        /// Where "yesterday" and "last week" are counted, as Europe/Kyiv [default: that of the system]
        #[arg(long, value_name = "ZONE")]
        timezone: Option<String>,
        #[command(flatten)]
        shown: Shown,
    },
    /// Show what a person or body said
    #[command(after_help = "Examples:\n  onrecord said Lavrov\n  \
        onrecord said \"the foreign minister\" --about sanctions --since 2025-11-20")]
    Said {
        /// A name, a part of one, or a role
        speaker: String,
        /// Only what bears on this
        #[arg(long, value_name = "TOPIC", default_value = "")]
        about: String,
        /// Only articles published on this day or later, as 2025-11-20
        #[arg(long, value_name = "DAY")]
        since: Option<Date>,
        /// Only articles published on this day or earlier
        #[arg(long, value_name = "DAY")]
        until: Option<Date>,
        /// Only statements given so
        #[arg(long)]
        kind: Option<Kind>,
        #[command(flatten)]
        shown: Shown,
    },
    /// Show who said something
    #[command(after_help = "Example:\n  onrecord who the draft plan would be refined")]
    Who {
        /// What was said, in any words
        #[arg(required = true, value_name = "STATEMENT")]
        statement: Vec<String>,
        #[command(flatten)]
        shown: Shown,
    },
    /// Check whether a quotation is on record, word for word, and who said it
    #[command(after_help = "The quotation may carry its speaker, as in: \"…\" – Name, Name: \"…\", Name said that …\n\
        Verdicts: verbatim, altered, shortened, reported, other speaker, relayed, denied, contradicted, not found.\n\
        Exit codes: 0 something was found, 1 nothing on record, 2 failed.\n\n\
        Examples:\n  onrecord check \"we are ready for further talks\" --speaker Lavrov\n  \
        onrecord check - < message.txt")]
    Check {
        /// The quotation, with or without its marks; `-` reads a message with any number of them from standard input
        #[arg(required = true, value_name = "QUOTE")]
        quote: Vec<String>,
        /// Who is to have said it
        #[arg(long, value_name = "NAME")]
        speaker: Option<String>,
        /// For people, or for programs an object a line for each claim
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Answer a file of questions, one JSON line in, one out, for scripts and evaluation
    #[command(after_help = "Each line in: {\"id\", \"question\", \"command\": \"ask|who|said\" (may be left out)}\n\
        Each line out: {\"id\", \"answered\", \"confidence\", \"verdict\", \"answers\": [{\"doc\", \"start\", \"end\", …}]}\n\
        Offsets are code points in the archived text, end exclusive.\n\n\
        Example:\n  onrecord answer --batch questions.jsonl > answers.jsonl")]
    Answer {
        /// The questions; `-` reads standard input
        #[arg(long, value_name = "FILE")]
        batch: PathBuf,
        /// The answers, or what the ranker is told of each candidate: the input of its training
        #[arg(long, value_enum, default_value_t = BatchFormat::Answers, hide = true)]
        format: BatchFormat,
        /// Keep to the setting `answers.time_budget_milliseconds`; without it an answer takes the time that it takes
        /// and is the same on every machine
        #[arg(long)]
        budget: bool,
    },
    /// Show the statements of articles, without keeping them
    #[command(after_help = "Example:\n  onrecord attribute examples/talks --format jsonl")]
    Attribute {
        /// Files and folders
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        #[arg(long, value_enum, default_value_t = LineFormat::Text)]
        format: LineFormat,
    },
    /// Measure how good the program is, held against gold data
    Evaluate {
        #[command(subcommand)]
        evaluated: Evaluated,
    },
    /// List those on record with their statements counted
    #[command(after_help = "Examples:\n  onrecord people\n  onrecord people zelensky")]
    People {
        /// A name or the beginning of one; misspelt ones are forgiven
        #[arg(default_value = "")]
        name: String,
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// At most so many
        #[arg(long, default_value_t = 25)]
        limit: usize,
    },
    /// Build the index again from the archive
    Reindex,
    /// Check the archive against its hashes and the index against the archive
    #[command(after_help = "Prints a line for each problem, with its remedy. Exit codes: 0 all is well, 2 it is not.")]
    Verify,
    /// Say what is wrong with a set-up
    Doctor,
    /// Show an article: where it was published, and the statements in it
    #[command(after_help = "Examples:\n  onrecord article\n  onrecord article europeans")]
    Article {
        /// Its id, or words of its headline or file name; nothing lists the newest
        #[arg(default_value = "")]
        headline: String,
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// At most so many
        #[arg(long, default_value_t = 10)]
        limit: usize,
    },
    /// Ask at a prompt
    Chat,
    /// Serve the same answers on Discord, with the bot's token from the environment
    #[command(after_help = "Example:\n  DISCORD_TOKEN=… onrecord bot")]
    Bot,
    /// Print the completions for a shell
    #[command(after_help = "Example:\n  onrecord completions bash > /etc/bash_completion.d/onrecord")]
    Completions {
        /// Which shell
        shell: Shell,
    },
}

/// What is held against gold data.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Evaluated {
    /// Who said what: precision, recall and F1 of statements, and what confidence is worth
    #[command(after_help = "Gold is a JSON line for each document:\n  \
        {\"doc\", \"attributions\": [{\"source\": [[0, 5]], \"cue\": …, \"content\": …, \"speaker\": \"full name\"}],\n   \
        \"speaker_labelled\": true, \"ignore\": [[10, 20]]}\n\
        Offsets are code points in DIR/doc.txt, end exclusive; ignore and the speakers may be left out.\n\
        attr_50 is the headline: half or more of the content, and its source. spk asks for the full name.\n\n\
        Examples:\n  onrecord evaluate attribution --gold gold.jsonl --text articles --errors 40\n  \
        onrecord evaluate attribution --gold gold.jsonl --text articles --predicted other.jsonl --json")]
    Attribution(AgainstGold),
    /// Whether questions are answered by the sentences that people point at, and refused where there are none
    #[command(after_help = "Questions are a JSON line each:\n  \
        {\"id\", \"question\", \"type\", \"answers\": [{\"doc\", \"start\", \"end\"}], \"speaker\": …, \"speaker_aliases\": […],\n   \
        \"verdict\": \"supported|contradicted\"}; no answers: the record has none. Offsets are code points, end exclusive.\n\
        hit@1 is the headline: the first sentence shown is one of those marked.\n\n\
        Examples:\n  onrecord evaluate answers --questions questions.jsonl --articles articles/ --errors 40\n  \
        onrecord --index idx evaluate answers --questions questions.jsonl --json\n  \
        onrecord evaluate answers --questions questions.jsonl --predicted answers.jsonl")]
    Answers(AnswersAgainstGold),
    /// Whether claims are told apart: word for word, altered, of somebody else, invented
    #[command(
        after_help = "Gold is as for `evaluate attribution`. Claims are made of its statements: untouched, with other marks,\n\
        cut, with a slip, with another word, name, number, date or negation, of another speaker. Every fifth\n\
        article is kept out of the record; its statements count as invented.\n\n\
        Example:\n  onrecord evaluate check --gold gold.jsonl --articles articles/ --errors 40"
    )]
    Check(ChecksAgainstGold),
}

/// Statements, and the articles whose record is asked for claims that are made of them.
#[derive(Debug, Args)]
pub(crate) struct ChecksAgainstGold {
    /// Statements as people marked them
    #[arg(long, value_name = "FILE")]
    pub(crate) gold: PathBuf,
    /// Where the articles lie, NAME.txt for each document; others there are on record too
    #[arg(long, value_name = "PATH", num_args = 1.., required = true)]
    pub(crate) articles: Vec<PathBuf>,
    /// Statements of some of the articles with the full names of their speakers
    #[arg(long, value_name = "FILE")]
    pub(crate) speakers: Option<PathBuf>,
    /// At most so many cases, spread over their sorts [default: all]
    #[arg(long, value_name = "N")]
    pub(crate) cases: Option<usize>,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// Show so many of the cases that went wrong too, spread over their sorts
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) errors: usize,
}

/// Questions with their answers, and what is held against them.
#[derive(Debug, Args)]
pub(crate) struct AnswersAgainstGold {
    /// Questions with the sentences that answer them
    #[arg(long, value_name = "FILE")]
    pub(crate) questions: PathBuf,
    /// Ask a record of these articles, made for the purpose, rather than the usual one
    #[arg(long, value_name = "PATH", num_args = 1.., conflicts_with = "predicted")]
    pub(crate) articles: Vec<PathBuf>,
    /// Take the answers from this file, as `answer --batch` writes it, rather than ask
    #[arg(long, value_name = "FILE")]
    pub(crate) predicted: Option<PathBuf>,
    /// One JSON object rather than a table
    #[arg(long)]
    pub(crate) json: bool,
    /// Show so many misses too, spread over their sorts and the questions
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) errors: usize,
}

/// Gold data, and what is held against them.
#[derive(Debug, Args)]
pub(crate) struct AgainstGold {
    /// Statements as people marked them
    #[arg(long, value_name = "FILE")]
    pub(crate) gold: PathBuf,
    /// Where the articles lie: NAME.txt for each document
    #[arg(long, value_name = "DIR")]
    pub(crate) text: PathBuf,
    /// Take the statements from this file, as `attribute --format jsonl` writes it, rather than read the articles
    #[arg(long, value_name = "FILE")]
    pub(crate) predicted: Option<PathBuf>,
    /// Pass over predicted documents that gold does not have
    #[arg(long)]
    pub(crate) subset: bool,
    /// One JSON object rather than a table
    #[arg(long)]
    pub(crate) json: bool,
    /// Show so many mistakes too, spread over their sorts and the documents
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) errors: usize,
}

/// How answers are shown.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Shown {
    /// For people or for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// At most so many passages [default: the setting `answers.passages`, which is 3; 10 for json]
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=50))]
    pub(crate) limit: Option<u8>,
    /// Only articles of this outlet
    #[arg(long)]
    pub(crate) outlet: Option<String>,
}

/// For people or for programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    #[default]
    Text,
    Json,
}

/// For people or for programs, an object a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LineFormat {
    Text,
    Jsonl,
    /// What the tagger is told of each token: the input of its training.
    Inputs,
    /// What the encoder is told of each sentence: the input of its training.
    Sentences,
}

/// What is printed of a batch of questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum BatchFormat {
    Answers,
    /// What the ranker is told.
    Features,
    /// The same with what the judge says to the first candidates.
    Judged,
}

/// How an article gives a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    Direct,
    Mixed,
    Indirect,
}

impl From<Kind> for StatementKind {
    fn from(kind: Kind) -> StatementKind {
        match kind {
            Kind::Direct => StatementKind::Direct,
            Kind::Mixed => StatementKind::Mixed,
            Kind::Indirect => StatementKind::Indirect,
        }
    }
}
