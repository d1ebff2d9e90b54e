//! One passage as an embed: the sentence first, then who says it and how, then where it stands.

use serenity::all::{CreateEmbed, CreateEmbedAuthor, CreateEmbedFooter, Embed};

use crate::{
    answer::{
        Context,
        passage::{Passage, Quote},
    },
    article::statement::StatementKind,
    render::{
        copies, date,
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
        Card::within(passage, DESCRIPTION)
    }

    /// The same with a description of at most `room` code points, which is at least some hundred.
    #[must_use]
    pub fn within(passage: &Passage, room: usize) -> Card {
        let whole = with_neighbours(passage);
        let sentence = if points(&whole) > room { quoted(passage) } else { whole };
        let too_long = points(&sentence) > room;
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
        if context.superseded {
            // Of an earlier version it is not known who speaks: the card must not call it narration.
            let beside = Some(("earlier version".to_owned(), source(&context.passage)));
            let above = Some("The article has changed since; this is the earlier version".to_owned());
            return Card { above, description, beside, ..middle };
        }
        Card { description, ..middle }
    }

    /// The same card with a line above it, cut to what Discord takes.
    #[must_use]
    pub fn under(self, line: &str) -> Card {
        let line = one_line(line);
        let above = (!line.is_empty()).then(|| shortened(&line, AUTHOR));
        Card { above, ..self }
    }

    /// What counts towards the sum of a message's embeds, in code points.
    #[must_use]
    pub fn points(&self) -> usize {
        let field = self.beside.as_ref().map_or(0, |(name, value)| points(name) + points(value));
        let lines = [&self.above, &self.below].into_iter().flatten().map(|line| points(line)).sum::<usize>();
        points(&self.description) + field + lines
    }

    /// The card that Discord gives back with a message of ours.
    #[must_use]
    pub fn read(embed: &Embed) -> Card {
        Card {
            above: embed.author.as_ref().map(|author| author.name.clone()),
            description: embed.description.clone().unwrap_or_default(),
            beside: embed.fields.first().map(|field| (field.name.clone(), field.value.clone())),
            below: embed.footer.as_ref().map(|footer| footer.text.clone()),
        }
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

/// The same with the neighbours without which it can't be understood, outside of the quotation.
fn with_neighbours(passage: &Passage) -> String {
    let lines = |quote: &Option<Quote>| quote.as_ref().map(|quote| plain(quote.text()));
    [lines(&passage.before), Some(quoted(passage)), lines(&passage.after)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n")
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
    apart(content.iter().flat_map(|part| quotations.iter().filter_map(|quotation| shared(part, quotation))))
}

/// The parts of the sentence that the statement gives as said.
fn content(passage: &Passage) -> Vec<Span> {
    let sentence = passage.quote.span();
    let within = |part: &Span| {
        let (start, end) = (part.start().max(sentence.start()), part.end().min(sentence.end()));
        let part = (start < end).then(|| Span::new(start - sentence.start(), end - sentence.start()))?;
        part.get(passage.quote.text()).map(|_| part)
    };
    apart(passage.statement.iter().flat_map(|statement| &statement.content).filter_map(within))
}

/// Spans in order, those that touch made one: marks must not stand next to each other.
fn apart(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut parts: Vec<Span> = Vec::new();
    for span in spans {
        match parts.last_mut() {
            Some(last) if span.start() <= last.end() => *last = last.cover(span),
            _ => parts.push(span),
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
    let speaker = if one_line(&speaker).is_empty() { "speaker unclear".to_owned() } else { speaker };
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
    let copies = copies(passage).map(|copies| escaped_within(&copies, OUTLET));
    [escaped_within(outlet, OUTLET), headline, day].into_iter().chain(copies).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        article::statement::{Polarity, Resolution, ResolutionRule, Speaker, SpeakerKind, Statement},
        render::{
            check::tests::sentence,
            discord::limits::{EMBEDS_SUM, FIELD_VALUE, FOOTER},
        },
    };

    /// A passage that is the whole of `body`, with a statement of that kind whose content is `content`.
    pub(in crate::render::discord) fn passage(body: &str, kind: Option<StatementKind>, content: &[Span]) -> Passage {
        let speaker = Speaker {
            name: "Dana Poole".to_owned(),
            role: Some("harbour master".to_owned()),
            kind: SpeakerKind::Person,
            resolved_by: Resolution { rule: ResolutionRule::FullName, mention: None },
        };
        let statement = kind.map(|kind| Statement {
            kind,
            source: Vec::new(),
            cue: Vec::new(),
            content: content.to_vec(),
            speaker: Some(speaker),
            polarity: Polarity::Asserts,
            confidence: 0.95,
            via: Vec::new(),
        });
        Passage { statement, ..sentence(body).1 }
    }

    /// The sentence as the reader sees it: without our quotation bars and marks, which alone have no backslash.
    fn seen(description: &str) -> String {
        let block = description.strip_prefix("> ").unwrap().split("\n> ").collect::<Vec<_>>().join("\n");
        let mut words = String::new();
        let mut letters = block.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => words.extend(letters.next()),
                '*' | '_' => {}
                plain => words.push(plain),
            }
        }
        words
    }

    fn place(body: &str, part: &str) -> Span {
        let start = body.find(part).unwrap();
        Span::new(start, start + part.len())
    }

    #[test]
    fn what_was_said_is_set_off_by_how_it_is_given() {
        for (body, kind, content, expected) in [
            ("“It’s rust,” she said.", Some(StatementKind::Direct), "“It’s rust,”", "> **“It’s rust,”** she said."),
            (
                "She called it “a _mess_”.",
                Some(StatementKind::Mixed),
                "it “a _mess_”",
                r"> She called it **“a \_mess\_”**.",
            ),
            ("“a”“b” c", Some(StatementKind::Mixed), "“a”“b” c", "> **“a”“b”** c"),
            ("She said it was rust.", Some(StatementKind::Indirect), "it was rust", "> She said __it was rust__."),
            ("It was rust.", None, "It was rust.", "> It was rust."),
            (
                "“One.\n\nTwo,” he said.",
                Some(StatementKind::Direct),
                "“One.\n\nTwo,”",
                "> **“One.**\n> \n> **Two,”** he said.",
            ),
        ] {
            assert_eq!(Card::of(&passage(body, kind, &[place(body, content)])).description, expected);
        }
    }

    #[test]
    fn speaker_manner_and_article_stand_beside() {
        let body = "She said it was rust.";
        let mut passage = passage(body, Some(StatementKind::Indirect), &[place(body, "it was rust")]);
        let beside = |passage: &Passage| Card::of(passage).beside.unwrap();
        let unknown = "outlet unknown · no headline (bridge) · date unknown";
        let (name, value) = beside(&passage);
        assert_eq!(name, "Dana Poole, harbour master");
        assert_eq!(value, format!("*reported, not verbatim · certain*\n{unknown}"));
        passage.statement.as_mut().unwrap().confidence = 0.3;
        assert_eq!(beside(&passage).0, "speaker unclear");
        passage.statement = None;
        assert_eq!(beside(&passage), ("narration".to_owned(), unknown.to_owned()));
    }

    #[test]
    fn a_sentence_without_room_is_not_cut_but_left_out() {
        let long = format!("{}.", "*".repeat(2100));
        let card = Card::of(&passage(&long, None, &[]));
        assert!(card.description.starts_with("*The sentence is too long to be quoted here (2101 characters)."));
        let fits = format!("{}.", "a".repeat(4090));
        assert_eq!(seen(&Card::of(&passage(&fits, None, &[])).description), fits);
    }

    #[test]
    fn the_farthest_sentences_give_way() {
        let body = "x".repeat(1500);
        let passage = passage(&body, None, &[]);
        let quotes = vec![passage.quote.clone(); 3];
        let context = Context { passage, before: quotes.clone(), after: quotes, superseded: true };
        let card = Card::around(&context);
        assert!(points(&card.description) <= DESCRIPTION);
        assert_eq!(card.description.lines().count(), 2);
        assert!(card.description.contains("> **x"));
        assert!(card.above.is_some());
    }

    proptest! {
        #[test]
        fn a_card_quotes_word_for_word_within_the_limits(
            body in "[a-z“”\"*_~`|<>#@:/.\\\\ \n\u{200D}\u{202E}🙂é-]{1,200}",
            parts in prop::collection::vec((0usize..200, 0usize..60), 0..4),
            kind in prop::sample::select(vec![None, Some(StatementKind::Direct), Some(StatementKind::Mixed), Some(StatementKind::Indirect)]),
            name in "\\PC{0,400}",
        ) {
            let mut content: Vec<Span> = parts
                .into_iter()
                .map(|(start, length)| Span::new(start, start + length))
                .filter(|span| span.get(&body).is_some())
                .collect();
            content.sort();
            let mut passage = passage(&body, kind, &content);
            passage.citation.headline = Some(name.clone());
            passage.citation.outlet = Some(name.clone());
            passage.citation.url = Some(format!("https://a.example/{name}"));
            if let Some(speaker) = passage.statement.as_mut().and_then(|statement| statement.speaker.as_mut()) {
                speaker.name = name.clone();
            }
            let line = name;
            let card = Card::of(&passage).under(&line);
            prop_assert_eq!(seen(&card.description), body);
            let (name, value) = card.beside.clone().unwrap();
            prop_assert!(!name.is_empty() && points(&name) <= FIELD_NAME, "{}", name);
            prop_assert!(points(&value) <= FIELD_VALUE, "{}", points(&value));
            prop_assert!(points(card.below.as_deref().unwrap()) <= FOOTER);
            // A line of nothing that can be seen is none: Discord refuses an empty author.
            prop_assert_eq!(card.above.is_none(), one_line(&line).is_empty());
            prop_assert!(card.above.as_deref().is_none_or(|above| points(above) <= AUTHOR));
            prop_assert!(card.points() <= EMBEDS_SUM);
        }
    }
}
