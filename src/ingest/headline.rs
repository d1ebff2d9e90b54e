//! Whether the first line of an article is its headline.

use crate::text::sentence::sentences;

/// Longer ones are leads.
const LONGEST_CHARS: usize = 150;

/// Longer lines that end with a full stop are sentences, unless they are capitalised like titles.
const LONGEST_STOPPED_CHARS: usize = 100;

/// Verbs in the past that are no participles too, or seldom stand alone in headlines.
#[rustfmt::skip]
const PAST: &[&str] = &[
    "was", "were", "had", "did", "went", "came", "gave", "took", "saw", "began", "spoke", "wrote", "ran", "knew", "drove",
    "became", "said", "told", "added", "met", "made", "got", "felt", "sat", "stood",
];

/// What may follow a participle in a headline ("raised by two metres"), and not a verb with its object.
#[rustfmt::skip]
const BEHIND_PARTICIPLE: &[&str] = &[
    "about", "after", "against", "amid", "as", "at", "away", "before", "by", "down", "during", "for", "from", "in", "into",
    "of", "off", "on", "out", "over", "than", "that", "to", "under", "up", "with",
];

/// Words that open a sentence of a story, and hardly a headline.
#[rustfmt::skip]
const STORY_OPENERS: &[&str] = &[
    "he", "she", "they", "we", "it", "i", "his", "her", "their", "this", "that", "these", "those", "there",
    "and", "but", "so",
];

/// How a lead tells of its day.
const ON_A_DAY: [&str; 7] =
    [" on Monday", " on Tuesday", " on Wednesday", " on Thursday", " on Friday", " on Saturday", " on Sunday"];

/// The first line of `body`, if it reads like a headline; the line is part of the body all the same.
///
/// "Harbour wall to be raised", with a longer text below it, is one. "The council met on Monday.", above more of
/// its kind, is not: it tells of the day, as a lead does.
pub(super) fn headline(body: &str, is_markdown: bool) -> Option<String> {
    let (line, rest) = body.trim_start().split_once('\n')?;
    if rest.trim().is_empty() {
        return None;
    }
    if is_markdown && let Some(heading) = heading(line, rest) {
        return Some(heading.to_owned());
    }
    let line = line.trim().trim_end_matches(';').trim_end();
    reads_like_one(line, rest).then(|| line.to_owned())
}

/// The words of a Markdown heading: `# words`, or words over a line of `=`.
fn heading<'t>(line: &'t str, rest: &str) -> Option<&'t str> {
    let words = match line.strip_prefix('#') {
        Some(words) => words.trim_start_matches('#').strip_prefix(' ')?.trim().trim_end_matches('#').trim_end(),
        None => {
            let under = rest.lines().next().unwrap_or_default().trim_end();
            (under.len() > 1 && under.bytes().all(|byte| byte == b'=')).then(|| line.trim())?
        }
    };
    (!words.is_empty()).then_some(words)
}

fn reads_like_one(line: &str, rest: &str) -> bool {
    let is_short = line.chars().count() <= LONGEST_CHARS && line.chars().any(char::is_alphabetic);
    if !is_short || reads_like_a_lead(line) {
        return false;
    }
    let blank_follows = rest.lines().next().is_some_and(|next| next.trim().is_empty());
    let next = rest.lines().find(|next| !next.trim().is_empty()).unwrap_or_default();
    let longer_follows = next.chars().count() > line.chars().count() || rest.chars().count() > 3 * line.chars().count();
    let ends_open = !line.ends_with(['.', ',', ':', ';']);
    longer_follows && (ends_open || (blank_follows && !is_narrative(line)))
}

/// Whether a line with a full stop tells a story, as "Ida Holm visited a school." does and "Holm to visit schools." not.
///
/// The line alone does not settle it: of the 697 stopped headlines of a collection of campaign news 29 are held to be
/// sentences of a story, and of 1,255 sentences from its stories, each a paragraph of 30 to 100 letters, 317 pass
/// for headlines, most of them in the present tense.
fn is_narrative(line: &str) -> bool {
    if !line.ends_with('.') || is_capitalised(line) {
        return false;
    }
    let words: Vec<&str> = line.split_whitespace().map(|word| word.trim_matches(is_sign)).collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let has = |known: &[&str]| lower.iter().any(|word| known.contains(&word.as_str()));
    let begins = |known: &[&str]| lower.first().is_some_and(|word| known.contains(&word.as_str()));
    let articles = ["the", "a", "an"];
    let has_article_and_verb = has(&articles) && has(&["is", "are", "has", "have", "been", "be"]);
    let begins_and_ended = begins(&articles) && lower.iter().any(|word| word.ends_with("ed"));
    line.chars().count() > LONGEST_STOPPED_CHARS
        || line.contains(['“', '”', '"'])
        || sentences(line).len() > 1
        || ON_A_DAY.iter().any(|day| line.contains(day))
        || begins(STORY_OPENERS)
        || has(PAST)
        || words.windows(3).any(has_past_verb)
        || (!line.contains(": ") && (has_article_and_verb || begins_and_ended))
}

fn is_sign(letter: char) -> bool {
    !letter.is_alphanumeric()
}

/// Whether the middle word is a verb in the past with subject and object, as in "Holm visited schools".
fn has_past_verb(words: &[&str]) -> bool {
    let [subject, verb, object] = words else { return false };
    let is_verb =
        verb.ends_with("ed") && !verb.ends_with("eed") && verb.bytes().all(|letter| letter.is_ascii_lowercase());
    let is_subject = subject.starts_with(char::is_uppercase) || subject.ends_with('s');
    is_verb && is_subject && !object.is_empty() && !BEHIND_PARTICIPLE.contains(&object.to_lowercase().as_str())
}

/// Whether the line tells of a day, opens with a place and a dash, or reports speech with a full stop behind it.
fn reads_like_a_lead(line: &str) -> bool {
    let is_sentence = line.ends_with(['.', '"', '”']) && !is_capitalised(line);
    let tells_the_day = ON_A_DAY.iter().any(|words| line.contains(words));
    let reports = [" said", " told ", " added", " according to "].iter().any(|word| line.contains(word));
    let opens_with_a_place =
        line.split_once(['—', '–']).or_else(|| line.split_once("--")).is_some_and(|(place, _)| is_place(place));
    opens_with_a_place || (is_sentence && (tells_the_day || reports))
}

/// Whether most of the longer words begin with a capital, as in the headlines of many outlets.
fn is_capitalised(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().filter(|word| word.chars().count() > 3).collect();
    let capitals =
        words.iter().filter(|word| word.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_uppercase));
    capitals.count() * 4 >= words.len() * 3
}

/// Whether words are those of a dateline: capitals, with the agency in parentheses.
fn is_place(words: &str) -> bool {
    let name = words.split('(').next().unwrap_or_default();
    let first = name.split([',', ' ']).next().unwrap_or_default();
    let letters = first.chars().filter(|letter| letter.is_alphabetic());
    letters.clone().count() > 2 && letters.into_iter().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAD: &str = "The harbour board voted to raise the wall by two metres after a winter of floods that closed \
        the fish market eleven times, a spokeswoman for the board said.";

    #[test]
    fn a_first_line_is_the_headline_if_it_reads_like_one() {
        for (line, gap, is_headline) in [
            ("Harbour wall to be raised", "\n\n", true),
            ("Harbour wall to be raised", "\n", true),
            ("Harbour wall to be raised.", "\n\n", true),
            ("Harbour wall to be raised.", "\n", false),
            ("Will the wall hold?", "\n", true),
            ("Mayor: ‘The wall will hold.’", "\n\n", true),
            ("Board Told To Raise The Wall On Monday.", "\n\n", true),
            ("Crews raised to new rank after storm.", "\n\n", true),
            ("Live: Harbour wall is the talk of the town.", "\n\n", true),
            ("Ida Holm visited a school in Port Town.", "\n\n", false),
            ("Ida Holm visited schools.", "\n\n", false),
            ("The wall is closed for the winter.", "\n\n", false),
            ("The council closed in July.", "\n\n", false),
            ("Mayor calls on U.S. envoys to stay.", "\n\n", true),
            ("Boards need help.", "\n\n", true),
            ("She likes boats.", "\n\n", false),
            ("Boats stay in port. Crews wait for calm.", "\n\n", false),
            ("The board met on Monday.", "\n\n", false),
            ("“It will hold,” the mayor said.", "\n\n", false),
            ("PORT TOWN (AP) — The wall is to be raised", "\n\n", false),
            ("DULL HARBOUR – Boats stayed in", "\n", false),
            (LEAD, "\n\n", false),
            ("* * *", "\n\n", false),
        ] {
            let found = headline(&format!("{line}{gap}{LEAD}\n"), false);
            assert_eq!(found.as_deref(), is_headline.then_some(line), "{line}{gap:?}");
        }
    }

    #[test]
    fn a_line_alone_is_no_headline() {
        assert_eq!(headline("Harbour wall to be raised", false), None);
        assert_eq!(headline("Harbour wall to be raised\n\n", false), None);
    }

    #[test]
    fn a_heading_of_markdown_is_the_headline() {
        assert_eq!(headline("# The wall #\n\nIt stands.\n", true).as_deref(), Some("The wall"));
        assert_eq!(headline("The wall\n========\n\nIt stands.\n", true).as_deref(), Some("The wall"));
        assert_eq!(
            headline("#hashtag of the day\n\nIt stands, and it will stand for long.\n", true).as_deref(),
            Some("#hashtag of the day")
        );
    }
}
