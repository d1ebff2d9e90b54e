//! The text between quotation marks.
//!
//! A state machine over the marks of one paragraph at a time, so that one stray mark never turns the rest of an
//! article inside out.

use crate::text::{sentence::paragraphs, span::Span};

/// Words that begin with an apostrophe: ’em, ’til, ’90s.
const ELIDED: &[&str] =
    &["bout", "cause", "cuz", "em", "er", "n", "round", "til", "till", "tis", "twas", "tween", "nuff", "neath"];

/// The quotations of `text` with their marks, in order, without overlap.
///
/// Double marks count wherever they stand (straight, curly, guillemets, ` `` ` and `''`); single marks only where
/// they are no apostrophes and not inside a double quotation. A mark that never closes lasts to the end of its
/// paragraph; if the quotation goes on in the next paragraph, that one opens with a mark of its own and is a span
/// of its own: see [`goes_on`]. Of a verse whose last line has the closing mark, each line is a span.
#[must_use]
pub fn quotations(text: &str) -> Vec<Span> {
    let paragraphs = paragraphs(text);
    let mut quotations: Vec<Span> = Vec::new();
    let mut next = 0;
    while let Some(paragraph) = paragraphs.get(next).copied() {
        quotations.extend(within(text, paragraph));
        next += 1;
        let open = quotations.last().copied().filter(|last| last.end() == paragraph.end() && !is_closed(text, *last));
        if let Some((lines, mark)) = open.and_then(|open| broken_lines(text, open, &paragraphs[next - 1..])) {
            let last = paragraphs[next - 1 + lines];
            quotations.extend_from_slice(&paragraphs[next..next - 1 + lines]);
            quotations.push(Span::new(last.start(), mark));
            quotations.extend(within(text, Span::new(mark, last.end())));
            next += lines;
        }
    }
    quotations
}

/// The quotations of one paragraph or the rest of one.
fn within(text: &str, paragraph: Span) -> Vec<Span> {
    let doubled = double_quotations(paragraph.of(text));
    let single = single_quotations(paragraph.of(text), &doubled);
    let mut found: Vec<Span> = doubled.into_iter().chain(single).collect();
    found.sort();
    let shift = |span: Span| Span::new(paragraph.start() + span.start(), paragraph.start() + span.end());
    found.into_iter().map(shift).collect()
}

/// More lines than this are no verse of one quotation.
const MOST_LINES: usize = 16;

/// How many lines right below that of `open`, the first of `lines`, belong to it, and where its closing mark ends:
/// the lines of a verse, of which only the last has a mark.
fn broken_lines(text: &str, open: Span, lines: &[Span]) -> Option<(usize, usize)> {
    let straight = !open.of(text).starts_with(['“', '«', '„']);
    for (count, pair) in lines.windows(2).enumerate().take(MOST_LINES) {
        let (above, line) = (pair[0], pair[1]);
        if text[above.end()..line.start()].matches(['\n', '\u{85}', '\u{2028}', '\u{2029}']).count() != 1 {
            return None;
        }
        let words = line.of(text);
        let Some((at, mark)) = words.char_indices().find(|(_, character)| is_double(*character)) else { continue };
        let behind = &words[at + mark.len_utf8()..];
        let ends_word = !words[..at].ends_with(char::is_whitespace) && at > 0;
        let apart = behind.chars().next().is_none_or(|next| !next.is_alphanumeric());
        let closes = matches!(mark, '”' | '»') && !straight || mark == '"' && straight && ends_word && apart;
        return closes.then(|| (count + 1, line.start() + at + mark.len_utf8()));
    }
    None
}

fn is_double(character: char) -> bool {
    matches!(character, '“' | '”' | '«' | '»' | '„' | '"' | '＂' | '‟')
}

/// Whether `next`, the quotation after `quotation`, continues it: `quotation` was left open at the end of its
/// paragraph, and the next paragraph opens with `next`.
#[must_use]
pub fn goes_on(text: &str, quotation: Span, next: Span) -> bool {
    let between = text.get(quotation.end()..next.start()).unwrap_or("-");
    !is_closed(text, quotation)
        && between.trim().is_empty()
        && between.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'])
}

/// Whether `quotation` has its closing mark.
#[must_use]
pub fn is_closed(text: &str, quotation: Span) -> bool {
    let words = quotation.of(text);
    words.chars().nth(1).is_some() && words.ends_with(['”', '"', '»', '“', '‟', '’', '\'', '＂'])
}

/// What a double mark does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    /// Straight marks, and a `''` that nothing opened.
    Either,
}

fn double_quotations(words: &str) -> Vec<Span> {
    let mut quotations = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut skip_to = 0;
    for (at, character) in words.char_indices() {
        if at < skip_to {
            continue;
        }
        let Some((length, side)) = double_mark(words, at, character, open) else { continue };
        skip_to = at + length;
        match (open, side) {
            (None, Side::Closes) => {}
            (None, _) => open = Some((at, character)),
            (Some((start, _)), Side::Opens) => {
                quotations.push(Span::new(start, at));
                open = Some((at, character));
            }
            (Some((start, _)), _) => {
                quotations.push(Span::new(start, skip_to));
                open = None;
            }
        }
    }
    if let Some((start, _)) = open {
        quotations.push(Span::new(start, words.len()));
    }
    quotations
}

/// The length in bytes and the side of the double mark at `at`, if there is one.
fn double_mark(words: &str, at: usize, character: char, open: Option<(usize, char)>) -> Option<(usize, Side)> {
    let rest = &words[at..];
    let low = matches!(open, Some((_, '„')));
    let side = match character {
        '“' if low || (open.is_some() && closes_wrongly(words, at)) => Side::Closes,
        '“' | '«' | '„' => Side::Opens,
        '”' | '»' => Side::Closes,
        '"' | '＂' | '‟' if open.is_none() && is_inch_mark(words, at) => return None,
        '"' | '＂' | '‟' => Side::Either,
        '`' if rest.starts_with("``") => return Some((2, Side::Opens)),
        '\'' if rest.starts_with("''") => return Some((2, if open.is_some() { Side::Closes } else { Side::Either })),
        _ => return None,
    };
    Some((character.len_utf8(), side))
}

/// An opening mark that was set in place of a closing one: “Is it so?“ he asked.
fn closes_wrongly(words: &str, at: usize) -> bool {
    let behind_word = !words[..at].ends_with(char::is_whitespace);
    let next = words[at + '“'.len_utf8()..].chars().next();
    behind_word && next.is_none_or(|next| next.is_whitespace() || matches!(next, '.' | ',' | ';'))
}

/// `6"` with nothing but white space or a stop behind it.
fn is_inch_mark(words: &str, at: usize) -> bool {
    let digit = words[..at].ends_with(|character: char| character.is_ascii_digit());
    digit && !words[at + 1..].starts_with(char::is_alphanumeric)
}

fn single_quotations(words: &str, doubled: &[Span]) -> Vec<Span> {
    let mut quotations = Vec::new();
    let mut doubled = doubled.iter().peekable();
    let mut marks: Vec<(usize, char)> = Vec::new();
    for (at, mark) in words.char_indices().filter(|(_, character)| matches!(character, '\'' | '‘' | '’')) {
        while doubled.next_if(|span| span.end() <= at).is_some() {}
        if doubled.peek().is_none_or(|span| at < span.start()) {
            marks.push((at, mark));
        }
    }
    let mut position = 0;
    while let Some((start, mark)) = marks.get(position).copied() {
        position += 1;
        if !opens_single(words, start, mark) {
            continue;
        }
        let ahead = &marks[position..];
        let until = ahead.iter().position(|(at, mark)| opens_single(words, *at, *mark)).unwrap_or(ahead.len());
        if let Some(closing) = closing_single(words, &ahead[..until]) {
            let (at, mark) = ahead[closing];
            quotations.push(Span::new(start, at + mark.len_utf8()));
            position += closing + 1;
        }
    }
    quotations
}

fn opens_single(words: &str, at: usize, mark: char) -> bool {
    let before = words[..at].chars().next_back();
    let rest = &words[at + mark.len_utf8()..];
    let word = rest.split(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
    let free =
        before.is_none_or(|before| before.is_whitespace() || matches!(before, '(' | '[' | '—' | '–' | ':' | '“' | '"'));
    let elided =
        ELIDED.contains(&word.to_lowercase().as_str()) || word.starts_with(|first: char| first.is_ascii_digit());
    mark != '’' && free && !rest.is_empty() && !rest.starts_with(char::is_whitespace) && !(elided && mark == '\'')
}

/// The best closing mark among `marks`: the first one after a stop or comma, or after a letter that is no
/// plural's `s`; else the last.
fn closing_single(words: &str, marks: &[(usize, char)]) -> Option<usize> {
    let closes = |(at, mark): (usize, char)| {
        let before = words[..at].chars().next_back().is_some_and(|before| !before.is_whitespace());
        let after = words[at + mark.len_utf8()..].chars().next();
        mark != '‘' && before && !after.is_some_and(char::is_alphanumeric)
    };
    let certain = |(at, _): (usize, char)| !words[..at].ends_with(['s', 'S']) && !words[..at].ends_with("in");
    let candidates = || marks.iter().enumerate().filter(|(_, mark)| closes(**mark));
    candidates().find(|(_, mark)| certain(**mark)).or_else(|| candidates().next_back()).map(|(position, _)| position)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_what_stands_between_the_marks() {
        // What is expected stands between < and >.
        let table = [
            "He said <“no”> and <\"yes\">.",
            "<«Non»>, he said. <„Nein“>, said she.",
            "<``Yes,''> he wrote; <''no,''> said she.",
            "<“It is over,”> he said. <“Go.”>",
            "<“It never closes, he said.>\nNothing here.",
            "<“One.>\n<“Two,”> he said.",
            "<“An outer ‘inner’ one,”> he said.",
            "<‘It’s over,’> he said; the workers’ plan.",
            "<'It is the workers' plan,'> she said.",
            "<‘One,’> <“two ‘three’ four,”> <‘five’> and <“six”>.",
            "Rock 'n' roll of the '90s, don't you think? Get 'em.",
            "The workers' plan and the miners' strike.",
            "He is 6'2\" tall and 6\" wide.",
            "<“Is it so?“> he asked.",
            "A stray ” closes nothing.",
            "<“Row the boat,>\n<row it slowly,>\n<row it home,”> he sang. <“Go.”>",
            "<\"Row the boat,>\n<row it home,\"> he sang.",
            "<“It never closes.>\n\nA stray ” closes nothing.",
            "<“One.>\nHe said <“no.”>",
            "The <“big”> and <“small”> ones.",
        ];
        for marked in table {
            let text = marked.replace(['<', '>'], "");
            let mut found = text.clone();
            for quotation in quotations(&text).into_iter().rev() {
                found.insert(quotation.end(), '>');
                found.insert(quotation.start(), '<');
            }
            assert_eq!(found, marked);
        }
    }

    #[test]
    fn many_marks_take_no_longer_than_their_number() {
        // Minutes, if each mark were held against all quotations.
        for marks in ["'", "''", "' ", "'a ", "“'” '", "‘’"] {
            let text = marks.repeat(300_000);
            assert!(quotations(&text).iter().all(|quotation| quotation.end() <= text.len()), "{marks}");
        }
    }

    #[test]
    fn a_quotation_goes_on_in_the_next_paragraph() {
        let text = "“One.\n\n“Two.”\n“Three.”";
        let found = quotations(text);
        assert!(goes_on(text, found[0], found[1]));
        assert!(!goes_on(text, found[1], found[2]));
    }
}
