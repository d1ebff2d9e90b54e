//! One passage as an embed: the sentence first, then who says it and how, then where it stands.

use serenity::all::{CreateEmbed, CreateEmbedAuthor, CreateEmbedFooter};

use crate::{
    answer::{
        Context,
        passage::{Passage, Quote},
    },
    article::statement::StatementKind,
    render::{
        date,
        discord::{
            escape::{escape, one_line},
            limits::{AUTHOR, DESCRIPTION, FIELD_NAME, points, shortened},
            link::link,
        },
        kind, remarks, speaker,
    },
    text::{quotation::quotations, span::Span},
};

/// Code points of outlet and headline that a card has room for, escape marks included.
const OUTLET: usize = 100;
const HEADLINE: usize = 250;

/// An embed whose length can be counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// A line above, shown as written.
    pub above: Option<String>,
    /// The quotation, or our own words. Markdown.
    pub description: String,
    /// Name and value of the one field. Markdown.
    pub beside: Option<(String, String)>,
    /// A line below, shown as written.
    pub below: Option<String>,
}

impl Card {
    /// `passage` with its attribution, its article and its permanent id.
    #[must_use]
    pub fn of(passage: &Passage) -> Card {
        let sentence = quoted(passage);
        let too_long = points(&sentence) > DESCRIPTION;
        Card {
            above: None,
            description: if too_long { not_quoted(passage) } else { sentence },
            beside: Some(attribution(passage)),
            below: Some(format!("Archive id {}", passage.id())),
        }
    }

    /// The sentences around a passage; the farthest are left out if a card has no room for all.
    #[must_use]
    pub fn around(context: &Context) -> Card {
        let middle = Card::of(&context.passage);
        let (mut before, mut after) = (&context.before[..], &context.after[..]);
        let mut description = in_context(before, &context.passage, after);
        while points(&description) > DESCRIPTION && !(before.is_empty() && after.is_empty()) {
            if before.len() > after.len() {
                before = &before[1..];
            } else {
                after = &after[..after.len() - 1];
            }
            description = in_context(before, &context.passage, after);
        }
        if points(&description) > DESCRIPTION {
            return middle;
        }
        let above = context.superseded.then(|| "The article has changed since; this is the earlier version".to_owned());
        Card { above, description, ..middle }
    }

    /// The same card with a line above it, cut to what Discord takes.
    #[must_use]
    pub fn under(self, line: &str) -> Card {
        Card { above: Some(shortened(&one_line(line), AUTHOR)), ..self }
    }

    /// What counts towards the sum of a message's embeds, in code points.
    #[must_use]
    pub fn points(&self) -> usize {
        let field = self.beside.as_ref().map_or(0, |(name, value)| points(name) + points(value));
        let lines = [&self.above, &self.below].into_iter().flatten().map(|line| points(line)).sum::<usize>();
        points(&self.description) + field + lines
    }

    /// The card as Discord takes it.
    pub fn embed(&self) -> CreateEmbed {
        let mut embed = CreateEmbed::new().description(&self.description);
        if let Some(above) = &self.above {
            embed = embed.author(CreateEmbedAuthor::new(above));
        }
        if let Some((name, value)) = &self.beside {
            embed = embed.field(name, value, false);
        }
        if let Some(below) = &self.below {
            embed = embed.footer(CreateEmbedFooter::new(below));
        }
        embed
    }
}

/// `words` escaped, with an ellipsis if that is longer than `limit`. Never for quotations.
#[must_use]
pub fn escaped_within(words: &str, limit: usize) -> String {
    let words = one_line(words);
    let mut room = limit;
    loop {
        let escaped = escape(&shortened(&words, room));
        if points(&escaped) <= limit || room == 0 {
            return escaped;
        }
        room -= room.div_ceil(8);
    }
}

/// The sentence as a block quotation: the speaker's own words bold, reported content underlined.
fn quoted(passage: &Passage) -> String {
    let sentence = passage.quote.text();
    let mark = match passage.statement.as_ref().map(|statement| statement.kind) {
        Some(StatementKind::Direct | StatementKind::Mixed) => "**",
        Some(StatementKind::Indirect) | None => "__",
    };
    let mut block = "> ".to_owned();
    let mut at = 0;
    for part in set_off(passage) {
        push(&mut block, &sentence[at..part.start()], "");
        push(&mut block, part.of(sentence), mark);
        at = part.end();
    }
    push(&mut block, &sentence[at..], "");
    block
}

/// The parts of the sentence to be set off: what was said; of a mixed statement, what of it is in quotation marks.
fn set_off(passage: &Passage) -> Vec<Span> {
    let content = content(passage);
    if passage.statement.as_ref().map(|statement| statement.kind) != Some(StatementKind::Mixed) {
        return content;
    }
    let shared = |part: &Span, quotation: &Span| {
        let (start, end) = (part.start().max(quotation.start()), part.end().min(quotation.end()));
        (start < end).then(|| Span::new(start, end))
    };
    let quotations = quotations(passage.quote.text());
    content.iter().flat_map(|part| quotations.iter().filter_map(|quotation| shared(part, quotation))).collect()
}

/// The parts of the sentence that the statement gives as said, in order, apart from each other.
fn content(passage: &Passage) -> Vec<Span> {
    let sentence = passage.quote.span();
    let mut parts: Vec<Span> = Vec::new();
    for part in passage.statement.iter().flat_map(|statement| &statement.content) {
        let (start, end) = (part.start().max(sentence.start()), part.end().min(sentence.end()));
        if start >= end {
            continue;
        }
        let part = Span::new(start - sentence.start(), end - sentence.start());
        if part.get(passage.quote.text()).is_none() {
            continue;
        }
        match parts.last_mut() {
            Some(last) if part.start() <= last.end() => *last = last.cover(part),
            _ => parts.push(part),
        }
    }
    parts
}

/// Adds `words` to a block quotation, escaped, each line between two of `mark`.
fn push(block: &mut String, words: &str, mark: &str) {
    for (number, line) in words.split('\n').enumerate() {
        if number > 0 {
            block.push_str("\n> ");
        }
        let bare = line.trim();
        let mark = if bare.is_empty() { "" } else { mark };
        let start = line.len() - line.trim_start().len();
        let before = &line[..start];
        let after = &line[start + bare.len()..];
        block.extend([&escape(before), mark, &escape(bare), mark, &escape(after)]);
    }
}

fn in_context(before: &[Quote], passage: &Passage, after: &[Quote]) -> String {
    let mut lines: Vec<String> = before.iter().map(|quote| plain(quote.text())).collect();
    let mut marked = "> ".to_owned();
    push(&mut marked, passage.quote.text(), "**");
    lines.push(marked);
    lines.extend(after.iter().map(|quote| plain(quote.text())));
    lines.join("\n")
}

fn plain(words: &str) -> String {
    words.lines().map(escape).collect::<Vec<_>>().join("\n")
}

/// What stands where a sentence is too long to be shown whole.
fn not_quoted(passage: &Passage) -> String {
    let count = points(passage.quote.text());
    format!("*The sentence is too long to be quoted here ({count} characters). Read it in the article.*")
}

/// Who says it, and how and where the article gives it.
fn attribution(passage: &Passage) -> (String, String) {
    let kind = kind(passage);
    let source = source(passage);
    let Some(speaker) = speaker(passage) else {
        return (kind.to_owned(), source);
    };
    let remarks = passage.statement.as_ref().map(remarks).unwrap_or_default();
    let manner: Vec<&str> = [kind].into_iter().chain(remarks).collect();
    (escaped_within(&speaker, FIELD_NAME), format!("*{}*\n{source}", manner.join(" · ")))
}

/// Outlet, linked headline and day.
fn source(passage: &Passage) -> String {
    let citation = &passage.citation;
    let outlet = citation.outlet.as_deref().unwrap_or("outlet unknown");
    let headline = citation.headline.clone().unwrap_or_else(|| format!("no headline ({})", passage.doc));
    let mut headline = one_line(&headline);
    while points(&escape(&headline)) > HEADLINE {
        headline = shortened(&headline, points(&headline) * 7 / 8);
    }
    let headline = link(&headline, citation.url.as_deref(), passage.quote.text());
    let day = citation.published.as_ref().map_or("date unknown".to_owned(), |published| date(published.date));
    [escaped_within(outlet, OUTLET), headline, day].join(" · ")
}
