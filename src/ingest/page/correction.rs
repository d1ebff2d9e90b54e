//! Notes by which an outlet corrects its article.

/// How a note begins, in lower case; what follows must part the label from the note.
const LABELS: [&str; 13] = [
    "correction",
    "corrections",
    "clarification",
    "clarifications",
    "correction and clarification",
    "corrections and clarifications",
    "editor's note",
    "editors' note",
    "editor's correction",
    "update",
    "amendment",
    "retraction",
    "erratum",
];

/// How a note without a label begins, in lower case.
#[rustfmt::skip]
const OPENINGS: [&str; 16] = [
    "this article was amended", "this article has been amended", "this article was corrected", "this article has been corrected",
    "this article was updated", "this article has been updated", "this story was corrected", "this story has been corrected",
    "this story was updated", "this story has been updated", "this piece has been updated", "this headline has been",
    "an earlier version of this", "a previous version of this", "earlier versions of this", "this version corrects",
];

/// Behind the label and its date, at most so far: "Correction (Nov. 23, 2025, 9:30 a.m.): …".
const LONGEST_LABEL_CHARS: usize = 60;

/// The label of a note and what it says: `("Correction", "The pier …")`; nothing for any other text.
///
/// "Correction: The pier is older." is one, "Correction officers met." is none.
pub(super) fn label(text: &str) -> Option<(&str, &str)> {
    let lower = text.replace('’', "'").to_lowercase();
    if OPENINGS.iter().any(|opening| lower.starts_with(opening)) {
        return Some(("", text));
    }
    // Where lower case has another length, bytes don't agree; the label itself is ASCII but for its apostrophe.
    LABELS.iter().rev().find_map(|label| {
        if !lower.starts_with(label) {
            return None;
        }
        let count = label.chars().count();
        let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
        let rest = &text[end..];
        if rest.trim_matches([':', '.', ' ']).is_empty() {
            return Some((&text[..end], ""));
        }
        let note = behind_label(rest)?;
        Some((&text[..end], note))
    })
}

fn behind_label(rest: &str) -> Option<&str> {
    let trimmed = rest.trim_start();
    if let Some(note) = trimmed.strip_prefix([':', '—', '–', '|']) {
        return Some(note.trim_start());
    }
    if let Some(note) = trimmed.strip_prefix("- ") {
        return Some(note.trim_start());
    }
    // A date stands between label and colon.
    let near = trimmed.char_indices().nth(LONGEST_LABEL_CHARS).map_or(trimmed.len(), |(at, _)| at);
    let is_dated = trimmed.starts_with('(')
        || trimmed.starts_with("on ")
        || trimmed.starts_with(',')
        || trimmed.starts_with(|letter: char| letter.is_ascii_digit())
        || begins_with_month(trimmed);
    let colon = trimmed[..near].match_indices(": ").map(|(at, _)| at).next()?;
    is_dated.then(|| trimmed[colon + 1..].trim_start())
}

fn begins_with_month(text: &str) -> bool {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    months.iter().any(|month| text.starts_with(month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_known_by_its_label() {
        for (text, expected) in [
            ("Correction: The pier is older.", Some("The pier is older.")),
            ("CORRECTION — The pier is older.", Some("The pier is older.")),
            ("Correction (Nov. 23, 9:30 a.m.): The pier is older.", Some("The pier is older.")),
            ("Editor’s note: The pier is older.", Some("The pier is older.")),
            ("Update, Nov. 23: The pier closed.", Some("The pier closed.")),
            ("Correction", Some("")),
            ("This article was amended on 23 November 2025.", Some("This article was amended on 23 November 2025.")),
            ("Correction officers met: all went well.", None),
            ("Updates will follow.", None),
            ("Update the app: it is old.", None),
        ] {
            assert_eq!(label(text).map(|(_, note)| note), expected, "{text}");
        }
    }
}
