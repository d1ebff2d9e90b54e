//! What stands between quotation marks.

use crate::text::{
    quotation::{is_closed, quotations},
    span::Span,
};

/// So many lines of one quotation are joined.
const MOST_LINES: usize = 16;

/// `text` with marks of other languages as those that [`quotations`] knows; each byte stays in its place.
pub(super) fn with_known_marks(text: &str) -> String {
    let turned = text.find('»').is_some_and(|close| text.find('«').is_some_and(|open| close < open));
    let known = |letter: char| match letter {
        '‹' | '「' | '『' | '❝' | '｢' | '〝' => '“',
        '›' | '」' | '』' | '❞' | '｣' | '〞' | '〟' => '”',
        '»' if turned => '«',
        '«' if turned => '»',
        other => other,
    };
    text.chars().map(known).collect()
}

/// The quotations of a text, none within another: a heap of marks can look like that.
pub(super) fn in_order(seen: &str) -> Vec<Span> {
    let mut at = 0;
    let mut apart = quotations(seen);
    apart.retain(|span| {
        let is_apart = span.start() >= at;
        at = at.max(span.end());
        is_apart
    });
    apart
}

/// `lines` as one text in which a quotation that goes over several lines stands in one.
pub(super) fn joined(lines: &[String]) -> String {
    let mut joined: Vec<String> = Vec::new();
    let mut next = 0;
    while let Some(line) = lines.get(next) {
        let mut line = line.clone();
        next += 1;
        while let Some((count, cut)) = going_on(&line, &lines[next..]) {
            for more in lines[next..next + count - 1].iter().filter(|more| !more.is_empty()) {
                line = format!("{line} {more}");
            }
            let last = &lines[next + count - 1];
            line = format!("{line} {}", &last[cut..]);
            next += count;
        }
        joined.push(line);
    }
    joined.join("\n")
}

/// Into how many of the lines `behind` the quotation that `line` leaves open goes on, and how many bytes of the last
/// of them are a mark that only says so.
fn going_on(line: &str, behind: &[String]) -> Option<(usize, usize)> {
    let seen = with_known_marks(line);
    let open = quotations(&seen).pop().filter(|last| last.end() == seen.len() && !is_closed(&seen, *last))?;
    let straight = !open.of(&seen).starts_with(['“', '«', '„']);
    for (count, more) in behind.iter().enumerate().take(MOST_LINES) {
        let more = with_known_marks(more);
        let Some((at, mark)) = more.char_indices().find(|(_, letter)| "“”«»„\"＂".contains(*letter)) else {
            continue;
        };
        if at == 0 && mark == '“' && !straight {
            return Some((count + 1, mark.len_utf8()));
        }
        let ends_word = at > 0 && !more[..at].ends_with(char::is_whitespace);
        let closes = if straight {
            matches!(mark, '"' | '＂') && ends_word
        } else {
            matches!(mark, '”' | '»') || mark == '“' && ends_word
        };
        return closes.then_some((count + 1, 0));
    }
    None
}

/// The words of the quotation at `span` without its marks, and without a comma before the closing one.
pub(super) fn inner(seen: &str, span: Span) -> Span {
    let marked = span.of(seen);
    let width =
        |mark: &str, letter: char| if mark.starts_with("''") || mark.starts_with("``") { 2 } else { letter.len_utf8() };
    let start = span.start() + marked.chars().next().map_or(0, |letter| width(marked, letter));
    let closing = marked.chars().next_back().filter(|_| is_closed(seen, span) && span.end() > start);
    let end = span.end() - closing.map_or(0, |letter| if marked.ends_with("''") { 2 } else { letter.len_utf8() });
    let bare = Span::new(start, end.max(start)).trimmed(seen);
    let words = bare.of(seen);
    Span::new(bare.start(), bare.start() + words.strip_suffix(',').unwrap_or(words).trim_end().len())
}

/// Whether all of `text` stands in quotation marks; then the words in them.
pub(super) fn wholly_quoted(text: &str) -> Option<String> {
    let seen = with_known_marks(text);
    let found = in_order(&seen);
    let mut at = 0;
    for span in &found {
        if seen[at..span.start()].contains(char::is_alphanumeric) {
            return None;
        }
        at = span.end();
    }
    let is_whole = !found.is_empty() && !seen[at..].contains(char::is_alphanumeric);
    let inside = found.iter().map(|span| inner(&seen, *span).of(text)).filter(|words| !words.is_empty());
    is_whole.then(|| inside.collect::<Vec<_>>().join(" "))
}
