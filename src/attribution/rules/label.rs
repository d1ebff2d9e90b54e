//! Names before a colon: the labels of transcripts ("LEE: No.") and of headlines ("Lee: No debate").

use std::collections::{HashMap, HashSet};

use crate::{
    attribution::{
        grammar,
        reading::{Reading, Tokens},
    },
    lexicon::{Lexicon, people::folded},
    text::quotation,
};

/// A name, its colon and what is said.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::attribution) struct Label {
    pub(in crate::attribution) name: Tokens,
    pub(in crate::attribution) colon: Tokens,
    pub(in crate::attribution) content: Tokens,
    /// Whether it is a turn of a transcript: then all of it is the name's, whoever is cited in it.
    pub(in crate::attribution) turn: bool,
}

/// The labels of an article: at the head of a paragraph, known as a name or used twice and in capitals.
pub(in crate::attribution) fn labels(reading: &Reading<'_>, lexicon: &Lexicon) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for (which, sentence) in reading.ranges.iter().enumerate() {
        let first =
            which == 0 || reading.paragraph(reading.ranges[which - 1].start) != reading.paragraph(sentence.start);
        labels.extend(first.then(|| label(reading, sentence)).flatten());
    }
    let mut uses: HashMap<String, usize> = HashMap::new();
    for label in &labels {
        *uses.entry(folded(reading.span(&label.name).of(reading.text))).or_default() += 1;
    }
    let surnames = if labels.is_empty() { HashSet::new() } else { surnames(reading) };
    let in_capitals = |label: &Label| {
        let name = reading.span(&label.name).of(reading.text);
        !name.chars().any(char::is_lowercase) && label.name.len() <= 4
    };
    let repeated =
        |label: &Label| uses.get(&folded(reading.span(&label.name).of(reading.text))).is_some_and(|uses| *uses > 1);
    // Who speaks but once in a transcript has a first name too: "ANN LEE", not "UPDATE".
    let transcript = labels.iter().any(|label| in_capitals(label) && repeated(label));
    for label in &mut labels {
        label.turn = in_capitals(label) && (repeated(label) || (transcript && label.name.len() > 1));
    }
    labels.retain(|label| {
        let name = reading.span(&label.name).of(reading.text);
        label.turn || lexicon.people.named(name).is_some() || surnames.contains(reading.lower(label.name.end - 1))
    });
    labels
}

fn label(reading: &Reading<'_>, sentence: &Tokens) -> Option<Label> {
    let mut start = sentence.start;
    while start < sentence.end && (reading.is_mark(start) || is_bullet(reading, start)) {
        start += 1;
    }
    let colon = (start..sentence.end.min(start + 6)).find(|place| reading.lower(*place) == ":")?;
    let name = start..colon;
    let capitalised =
        !name.is_empty() && name.clone().all(|place| reading.is_capitalised(place) || reading.lower(place) == ".");
    let paragraph = reading.paragraph(sentence.start);
    let end = (colon + 1..reading.tokens.len())
        .find(|place| reading.paragraph(*place) != paragraph)
        .unwrap_or(reading.tokens.len());
    let content = reading.without_edges(colon + 1..end);
    // "Q:" and "A:" name nobody.
    let letter = reading.span(&(start..colon.max(start + 1))).len() == 1;
    (capitalised && !letter && !content.is_empty()).then_some(Label {
        name,
        colon: colon..colon + 1,
        content,
        turn: false,
    })
}

fn is_bullet(reading: &Reading<'_>, place: usize) -> bool {
    matches!(reading.word(place), "-" | "–" | "—" | "•" | "*" | "·" | "‣" | "▪")
}

/// `“We won.” — Ann Lee`: quotations with a dash and a name alone to the end of the line.
pub(in crate::attribution) fn signatures(reading: &Reading<'_>) -> Vec<Label> {
    let dashes = (1..reading.tokens.len()).filter(|place| matches!(reading.word(*place), "-" | "–" | "—" | "―" | "--"));
    dashes.filter_map(|dash| signature(reading, dash)).collect()
}

fn signature(reading: &Reading<'_>, dash: usize) -> Option<Label> {
    let quotation = reading.quotation(dash - 1).filter(|_| reading.quotation(dash).is_none())?;
    let content = reading.quotation_tokens(quotation);
    let paragraph = reading.paragraph(dash);
    let line = (dash + 1..reading.tokens.len()).take_while(|place| reading.paragraph(*place) == paragraph);
    let length = line.take(13).take_while(|place| reading.lower(*place) != ",").count();
    let name = dash + 1..dash + 1 + length;
    let named = |place: usize| reading.is_capitalised(place) && reading.is_word(place) || reading.lower(place) == ".";
    // A dash that opens its line signs the line above, if it is no list.
    let opens = reading.paragraph(dash - 1) != paragraph;
    let own_line = reading.tokens_of_paragraph(dash);
    let signs = !opens
        || (!own_line.clone().any(|place| reading.lower(place) == ":" || reading.is_mark(place))
            && reading.tokens_of_paragraph(dash - 1).start == content.start);
    let closed = signs && content.end == dash && quotation::is_closed(reading.text, reading.quotations[quotation]);
    let fit = (2..=6).contains(&name.len())
        && reading.is_capitalised(name.start)
        && !grammar::is_determiner(reading.lower(name.start))
        && name.clone().all(named);
    (closed && fit).then_some(Label { name, colon: dash..dash + 1, content, turn: false })
}

/// What stands behind another capitalised word somewhere: "lee" of "Ann Lee".
fn surnames<'a>(reading: &'a Reading<'_>) -> HashSet<&'a str> {
    let behind_name = |place: &usize| {
        let before = reading.lower(place - 1);
        let named = reading.is_capitalised(*place) && reading.is_capitalised(place - 1);
        let mixed = reading.word(*place).chars().skip(1).any(char::is_lowercase);
        named && mixed && !grammar::is_determiner(before) && !grammar::is_preposition(before)
    };
    (1..reading.tokens.len()).filter(behind_name).map(|place| reading.lower(place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_names_and_nothing_else() {
        let lexicon = Lexicon::built_in();
        for (text, expected) in [
            ("LEE: We won.\nSTONE: You lost.\nLEE: No.", vec!["LEE"]),
            ("Lee: No debate\nAnn Lee left on Monday.", vec!["Lee"]),
            ("UPDATE: It rained.\nNote: It snowed.", vec![]),
            ("- Ann Lee: “We won.”\n- Tom Dale: “We lost.”", vec!["Ann Lee"]),
            ("Q: What now?\nA: Nothing.", vec![]),
        ] {
            let reading = Reading::new(text);
            let found: Vec<&str> =
                labels(&reading, &lexicon).iter().map(|label| reading.span(&label.name).of(text)).collect();
            assert_eq!(found.first(), expected.first(), "in {text:?}");
        }
    }
}
