//! An answer as text for a terminal.

pub mod check;

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use crate::{
    answer::{
        Checked, Context, OnRecord,
        passage::{Passage, Quote},
    },
    article::{Article, document::Document},
    render,
    text::span::Span,
};

const CONTENT: Style = Style::new().bold();
const SPEAKER: Style = AnsiColor::Cyan.on_default();
const QUIET: Style = Style::new().dimmed();
const WARNING: Style = AnsiColor::Yellow.on_default();

/// How the words are laid out.
///
/// The text always carries ANSI styles; who prints it takes them out where they are not wanted.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Lines are broken at so many columns; nothing leaves them as long as they are, for files and pipes.
    pub columns: Option<usize>,
}

impl Layout {
    /// `text` broken into lines, each behind `indent`; styles count for no width.
    fn lines(self, text: &str, indent: &str) -> String {
        self.hanging(text, indent, indent)
    }

    /// `text` broken into lines, the first behind `first`, the others behind `rest`.
    fn hanging(self, text: &str, first: &str, rest: &str) -> String {
        let Some(columns) = self.columns else {
            return format!("{first}{text}\n");
        };
        let options = textwrap::Options::new(columns.max(20)).initial_indent(first).subsequent_indent(rest);
        let mut lines = textwrap::fill(text, options);
        lines.push('\n');
        lines
    }
}

/// The answer with its passages, or that there is none with what is near.
#[must_use]
pub fn answer(answer: &Checked, layout: Layout) -> String {
    let mut text = String::new();
    if let Some(refusal) = render::refusal(answer) {
        text.push_str(&layout.lines(&styled(WARNING, &visible(&refusal)), ""));
        if !answer.passages.is_empty() {
            text.push_str(&layout.lines("Near passages, not an answer:", ""));
        }
        text.push('\n');
    }
    for (number, shown) in answer.passages.iter().enumerate() {
        let remark = if answer.answered { "" } else { "not an answer · " };
        text.push_str(&passage(shown, number + 1, remark, layout));
        text.push('\n');
    }
    let searched = format!("Searched: {}.", render::scope(&answer.scope));
    text.push_str(&layout.lines(&styled(QUIET, &searched), ""));
    text
}

/// One passage: the sentence first, then `remark`, who, how, where and its id.
fn passage(passage: &Passage, number: usize, remark: &str, layout: Layout) -> String {
    let around = |quote: &Option<Quote>| {
        quote.as_ref().map(|quote| layout.lines(&styled(QUIET, &visible(quote.text())), "     "))
    };
    let mut text = around(&passage.before).unwrap_or_default();
    text.push_str(&layout.hanging(&quotation(passage), &format!("{number:>2} │ "), "   │ "));
    text.push_str(&around(&passage.after).unwrap_or_default());
    text.push_str(&layout.lines(&format!("{remark}{}", attribution(passage)), "     "));
    text.push_str(&layout.lines(&styled(QUIET, &visible(&render::source(&passage.citation, &passage.doc))), "     "));
    if let Some(url) = &passage.citation.url {
        text.push_str(&layout.lines(&styled(QUIET, &visible(url)), "     "));
    }
    if let Some(copies) = render::copies(passage) {
        text.push_str(&layout.lines(&styled(QUIET, &visible(&copies)), "     "));
    }
    text.push_str(&layout.lines(&styled(QUIET, &passage.id().to_string()), "     "));
    text
}

/// The sentence with the content of its statement set off.
fn quotation(passage: &Passage) -> String {
    let sentence = passage.quote.span();
    let mut text = String::new();
    let mut at = 0;
    let contents = passage.statement.iter().flat_map(|statement| &statement.content);
    for part in contents.filter(|part| part.overlaps(sentence)) {
        let start = part.start().max(sentence.start()) - sentence.start();
        let end = part.end().min(sentence.end()) - sentence.start();
        let words = passage.quote.text();
        text.push_str(&visible(&words[at..start]));
        text.push_str(&styled(CONTENT, &visible(&words[start..end])));
        at = end;
    }
    text.push_str(&visible(&passage.quote.text()[at..]));
    text
}

/// "Dmitry Peskov, Kremlin spokesman · reported, not verbatim · certain".
fn attribution(passage: &Passage) -> String {
    let speaker = render::speaker(passage).map(|speaker| styled(SPEAKER, &visible(&speaker)));
    let remarks = passage.statement.as_ref().map(render::remarks).unwrap_or_default();
    let parts =
        speaker.into_iter().chain([render::kind(passage).to_owned()]).chain(remarks.into_iter().map(str::to_owned));
    parts.collect::<Vec<_>>().join(" · ")
}

/// A sentence with those around it, itself set off by a bar and in bold.
#[must_use]
pub fn context(context: &Context, layout: Layout) -> String {
    let mut text = String::new();
    for quote in &context.before {
        text.push_str(&layout.lines(&visible(quote.text()), "   "));
    }
    text.push_str(&layout.lines(&styled(CONTENT, &visible(context.passage.quote.text())), " │ "));
    for quote in &context.after {
        text.push_str(&layout.lines(&visible(quote.text()), "   "));
    }
    if context.superseded {
        text.push_str(&layout.lines(&styled(WARNING, "The article has changed since; this is an older version."), ""));
    }
    text
}

/// One line for each of those on record.
#[must_use]
pub fn people(people: &[OnRecord], layout: Layout) -> String {
    let line = |one: &OnRecord| {
        let counts =
            format!("{} in {}", render::counted(one.statements, "statement"), render::counted(one.articles, "article"));
        let role = one.roles.first().map(|role| format!(", {}", visible(role))).unwrap_or_default();
        layout.lines(&format!("{}{role} · {counts}", styled(SPEAKER, &visible(&one.name))), "")
    };
    people.iter().map(line).collect()
}

/// An article's head: headline, outlet, date, byline, link, id.
#[must_use]
pub fn heading(article: &Article, layout: Layout) -> String {
    let citation = &article.citation;
    let mut text = layout.lines(&visible(&render::source(citation, &article.doc)), "");
    let details = [("by", &citation.byline), ("from", &citation.dateline), ("at", &citation.url)];
    for (word, detail) in details {
        if let Some(detail) = detail {
            text.push_str(&layout.lines(&format!("{word} {}", visible(detail)), "  "));
        }
    }
    let id = format!("id {} · version {}", article.id, article.version);
    text.push_str(&layout.lines(&styled(QUIET, &id), "  "));
    text
}

/// The statements of an article, each with its speaker and the words of its content.
#[must_use]
pub fn statements(document: &Document, layout: Layout) -> String {
    let body = &document.article.body;
    let words = |spans: &[Span]| spans.iter().map(|span| visible(span.of(body))).collect::<Vec<_>>().join(" … ");
    let mut text = String::new();
    for statement in &document.statements {
        let speaker = match &statement.speaker {
            Some(speaker) => match &speaker.role {
                Some(role) => format!("{}, {role}", speaker.name),
                None => speaker.name.clone(),
            },
            None => "speaker unclear".to_owned(),
        };
        let heading = [
            styled(SPEAKER, &visible(&speaker)),
            statement.kind.word().to_owned(),
            statement.polarity.word().to_owned(),
            format!("{:.2}", statement.confidence),
        ];
        text.push_str(&layout.lines(&heading.join(" · "), ""));
        text.push_str(&layout.lines(&words(&statement.content), "   │ "));
        let grounds = format!("source: {} · cue: {}", words(&statement.source), words(&statement.cue));
        text.push_str(&layout.lines(&styled(QUIET, &grounds), "     "));
    }
    text
}

fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// `text` with control characters written out, so that an article can't steer the terminal. Line breaks and tabs
/// become spaces.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\t' => shown.push(' '),
            steering if steering.is_control() || is_bidirectional(steering) => {
                write!(shown, "\\u{{{:x}}}", u32::from(steering)).expect("writing to a string does not fail");
            }
            plain => shown.push(plain),
        }
    }
    shown
}

/// The marks that reorder text on a line, as Unicode Technical Report 36 warns of them.
fn is_bidirectional(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_cannot_steer_the_terminal() {
        assert_eq!(visible("a\u{1b}[31mb\u{202e}c\td\ne"), "a\\u{1b}[31mb\\u{202e}c d e");
        assert_eq!(visible("“Łódź” 🙂"), "“Łódź” 🙂");
    }

    #[test]
    fn lines_keep_to_the_width_and_styles_take_none() {
        let layout = Layout { columns: Some(24) };
        let text = styled(CONTENT, "one two three four five six seven");
        let lines = layout.lines(&text, " | ");
        let plain = anstream::adapter::strip_str(&lines).to_string();
        assert!(plain.lines().all(|line| line.len() <= 24), "{plain}");
        assert_eq!(plain.replace("\n | ", " ").trim(), "| one two three four five six seven");
    }

    #[test]
    fn without_a_width_nothing_is_broken() {
        assert_eq!(Layout { columns: None }.lines(&"word ".repeat(60), "").lines().count(), 1);
    }
}
