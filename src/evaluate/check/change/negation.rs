//! Negations put in or left out.

use crate::evaluate::check::{chance::Chance, wording::Wording};

/// Verbs behind which "not" makes the opposite.
const AUXILIARIES: [&str; 12] =
    ["is", "are", "was", "were", "will", "would", "can", "could", "should", "must", "may", "might"];

/// The text without one of its negations: "did" for "didn't", nothing for "not" or "never".
pub(in crate::evaluate::check) fn dropped(wording: &Wording<'_>, chance: &mut Chance) -> Option<String> {
    let all: Vec<String> = (0..wording.len()).filter_map(|at| without_negation(wording, at)).collect();
    chance.one(&all).cloned()
}

fn without_negation(wording: &Wording<'_>, at: usize) -> Option<String> {
    let word = wording.plain(at);
    if matches!(&*word, "not" | "never") {
        let stresses = matches!(&*wording.plain(at + 1), "only" | "just" | "merely" | "simply" | "to" | "even");
        let is_within = at > 0 && at + 1 < wording.len();
        return (is_within && !stresses).then(|| wording.without(at..at + 1, ""));
    }
    let positive = match &*word {
        "won't" => "will",
        "can't" | "cannot" => "can",
        "shan't" => "shall",
        "ain't" => "is",
        _ => word.strip_suffix("n't")?,
    };
    Some(wording.replaced(at, &like(wording.word(at), positive)))
}

/// `word` with a capital where `model` has one.
fn like(model: &str, word: &str) -> String {
    match model.starts_with(char::is_uppercase) {
        true => word[..1].to_uppercase() + &word[1..],
        false => word.to_owned(),
    }
}

/// The text with "not" behind one of its auxiliary verbs that has none.
pub(in crate::evaluate::check) fn added(wording: &Wording<'_>, chance: &mut Chance) -> Option<String> {
    let takes_not = |at: usize| {
        let next = wording.plain(at + 1);
        let is_free = next.starts_with(char::is_alphabetic) && !matches!(&*next, "not" | "never" | "no" | "nothing");
        is_free && AUXILIARIES.contains(&&*wording.plain(at)) && wording.between(at + 1) == " "
    };
    let at = *chance.one(&wording.places(|at| at + 1 < wording.len() && takes_not(at)))?;
    Some(wording.with_before(at + 1, "not"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negations_go_and_come() {
        for (text, expected_dropped, expected_added) in [
            ("We didn’t repair it", Some("We did repair it"), None),
            ("Won't they come?", Some("Will they come?"), None),
            ("We cannot repair it", Some("We can repair it"), None),
            ("We will not repair it", Some("We will repair it"), None),
            ("We never came", Some("We came"), None),
            ("The wall is safe", None, Some("The wall is not safe")),
            ("The wall will hold", None, Some("The wall will not hold")),
            ("It will never hold", Some("It will hold"), None),
            ("Not only boats sank", None, None),
            ("So it is, he thinks", None, None),
            ("A wall", None, None),
        ] {
            let wording = Wording::new(text);
            assert_eq!(dropped(&wording, &mut Chance::of(&[text])).as_deref(), expected_dropped, "{text}");
            assert_eq!(added(&wording, &mut Chance::of(&[text])).as_deref(), expected_added, "{text}");
        }
    }
}
