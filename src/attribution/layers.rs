//! Who relays whose words: "Lee said that Stone believes it", "the Herald reported it, citing officials".

use crate::{
    article::statement::{LIKELY, Resolution, ResolutionRule, Speaker, SpeakerKind, Statement},
    attribution::reading::Reading,
    text::span::Span,
};

/// How many contents that begin before a cue are asked whether they hold it.
const MOST_OPEN: usize = 32;

/// Fills in for each statement, which all come from one article, by whom it is relayed.
pub(super) fn add_relays(reading: &Reading<'_>, statements: &mut [Statement]) {
    let mut contents: Vec<(Span, usize)> = Vec::new();
    for (index, statement) in statements.iter().enumerate() {
        contents.extend(statement.content.iter().map(|part| (*part, index)));
    }
    contents.sort_unstable();
    let relays: Vec<Option<usize>> =
        (0..statements.len()).map(|inner| relay(reading, statements, &contents, inner)).collect();
    for inner in 0..statements.len() {
        let mut chain = vec![inner];
        while let Some(outer) = relays[chain[chain.len() - 1]].filter(|outer| !chain.contains(outer)) {
            chain.push(outer);
        }
        let via = chain[1..].iter().rev().filter_map(|outer| relaying(reading, &statements[*outer])).collect();
        statements[inner].via = via;
    }
}

/// The statement that relays statement `inner`: it holds its source and cue, or names it as where it has its content.
fn relay(reading: &Reading<'_>, statements: &[Statement], contents: &[(Span, usize)], inner: usize) -> Option<usize> {
    let statement = &statements[inner];
    let (source, cue) = (*statement.source.first()?, *statement.cue.first()?);
    let behind = contents.partition_point(|(content, _)| content.start() <= cue.start());
    let before = contents[..behind].iter().rev().take(MOST_OPEN);
    let mut holders = before.filter(|(content, outer)| {
        *outer != inner && content.contains(cue) && content.contains(source) && is_anothers(statements, *outer, inner)
    });
    let holder = holders.next().map(|(_, outer)| *outer);
    holder.or_else(|| citing(reading, statements, contents, inner))
}

/// Of "the Herald reported that it is over, citing a clerk": what the Herald reported.
fn citing(reading: &Reading<'_>, statements: &[Statement], contents: &[(Span, usize)], inner: usize) -> Option<usize> {
    let statement = &statements[inner];
    let cue = statement.cue.first()?.of(reading.text).to_lowercase();
    let cites = |cue: &str| matches!(cue, "citing" | "quoting" | "cited" | "quoted" | "cites" | "quotes");
    if !cites(&cue) {
        return None;
    }
    let content = *statement.content.first()?;
    let start = contents.partition_point(|(other, _)| other.start() < content.start());
    let end = contents.partition_point(|(other, _)| other.start() < content.end());
    let shared = contents[start..end].iter().take(MOST_OPEN).map(|(_, outer)| *outer);
    shared.filter(|outer| *outer != inner && is_anothers(statements, *outer, inner)).find(|outer| {
        let cue = statements[*outer].cue.first().map(|cue| cue.of(reading.text).to_lowercase());
        cue.is_some_and(|cue| !cites(&cue))
    })
}

/// Whether the two statements have two speakers, as far as that is known.
fn is_anothers(statements: &[Statement], outer: usize, inner: usize) -> bool {
    let (outer, inner) = (&statements[outer], &statements[inner]);
    let name = |statement: &Statement| statement.speaker.as_ref().map(|speaker| speaker.name.clone());
    !outer.source.is_empty() && outer.source != inner.source && (name(outer) != name(inner) || name(outer).is_none())
}

/// Who relays: the speaker of `outer`, or its source words where the speaker is unclear.
fn relaying(reading: &Reading<'_>, outer: &Statement) -> Option<Speaker> {
    if let Some(speaker) = outer.speaker.as_ref().filter(|_| outer.confidence >= LIKELY) {
        return Some(speaker.clone());
    }
    let words = outer.source.first()?.of(reading.text);
    let name = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let resolved_by = Resolution { rule: ResolutionRule::AsWritten, mention: None };
    Some(Speaker { name, role: None, kind: SpeakerKind::Unnamed, resolved_by })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::statement::{Polarity, StatementKind};

    /// The statement whose parts are written in `parts`: speaker, source, cue and content.
    fn statement(text: &str, [speaker, source, cue, content]: [&str; 4]) -> Statement {
        let span = |words: &str| {
            let start = text.find(words).unwrap();
            vec![Span::new(start, start + words.len())]
        };
        let resolved_by = Resolution { rule: ResolutionRule::FullName, mention: None };
        let speaker = Speaker { name: speaker.to_owned(), role: None, kind: SpeakerKind::Person, resolved_by };
        Statement {
            kind: StatementKind::Indirect,
            source: span(source),
            cue: span(cue),
            content: span(content),
            speaker: Some(speaker),
            polarity: Polarity::Asserts,
            confidence: 0.9,
            via: Vec::new(),
        }
    }

    /// Who relays the last of the statements, the outermost first.
    fn relays(text: &str, parts: &[[&str; 4]]) -> Vec<String> {
        let mut statements: Vec<Statement> = parts.iter().map(|parts| statement(text, *parts)).collect();
        add_relays(&Reading::new(text), &mut statements);
        statements[statements.len() - 1].via.iter().map(|speaker| speaker.name.clone()).collect()
    }

    #[test]
    fn what_is_said_within_what_is_said_is_relayed() {
        let text = "Ana said that Tom claims that Eva hopes to win.";
        let [ana, tom, eva] = [
            ["Ana", "Ana", "said", "that Tom claims that Eva hopes to win"],
            ["Tom", "Tom", "claims", "that Eva hopes to win"],
            ["Eva", "Eva", "hopes", "to win"],
        ];
        assert_eq!(relays(text, &[ana, tom, eva]), ["Ana", "Tom"]);
        assert_eq!(relays(text, &[ana, eva, tom]), ["Ana"]);
        assert_eq!(relays(text, &[tom, eva, ana]), Vec::<String>::new());
    }

    #[test]
    fn an_outlet_relays_whom_it_cites() {
        let text = "The Herald reported that it is over, citing a clerk.";
        let herald = ["The Herald", "The Herald", "reported", "that it is over"];
        let clerk = ["a clerk", "a clerk", "citing", "that it is over"];
        assert_eq!(relays(text, &[herald, clerk]), ["The Herald"]);
        assert_eq!(relays(text, &[clerk, herald]), Vec::<String>::new());
    }

    #[test]
    fn nobody_relays_himself() {
        let text = "Ana said that she hopes to win.";
        let outer = ["Ana", "Ana", "said", "that she hopes to win"];
        assert_eq!(relays(text, &[outer, ["Ana", "she", "hopes", "to win"]]), Vec::<String>::new());
    }
}
