//! Which of several people of one surname a bare surname means.

use crate::{
    attribution::{
        reading::Reading,
        speaker::cast::{Cast, Mention},
    },
    lexicon::people::Pronoun,
};

/// How far behind a name, in tokens, a "he" or "she" of the same sentence tells whom it means.
const PRONOUN_REACH: usize = 24;

/// The one of `several` whom the bare surname of `mention` means, with how sure that is; nobody where it stays open.
///
/// In this order: a "she" right behind it; whoever the article does not call by the first name instead; whoever was
/// named before the surname was first used so, as newspapers do; the "he" and "she" behind it elsewhere; whoever is
/// named in full by far the most.
pub(super) fn bearer(reading: &Reading<'_>, cast: &Cast, several: &[usize], mention: &Mention) -> Option<(usize, f32)> {
    let word = reading.lower(mention.tokens.start);
    let told = pronoun_behind(reading, cast, mention).and_then(|pronoun| only_with(cast, several, pronoun));
    if let Some(one) = told {
        return Some((one, 0.7));
    }
    let is_named_so = |member: &usize| !is_called_by_first_name(reading, cast, *member);
    let left: Vec<usize> = several.iter().copied().filter(is_named_so).collect();
    let left = if left.is_empty() { several.to_vec() } else { left };
    if let ([one], true) = (left.as_slice(), left.len() < several.len()) {
        return Some((*one, 0.65));
    }
    let introduced = first_introduced(cast, word, &left);
    introduced
        .or_else(|| by_pronouns(reading, cast, &left, word))
        .or_else(|| most_named(cast, &left))
        .map(|one| (one, 0.65))
}

fn only_with(cast: &Cast, several: &[usize], pronoun: Pronoun) -> Option<usize> {
    let mut fitting = several.iter().copied().filter(|member| cast.members[*member].pronoun == Some(pronoun));
    fitting.next().filter(|_| fitting.next().is_none())
}

/// The pronoun in the rest of the sentence, up to the next name: "Lee said that she would go".
fn pronoun_behind(reading: &Reading<'_>, cast: &Cast, mention: &Mention) -> Option<Pronoun> {
    let start = mention.tokens.end;
    let end = reading.sentence_range(mention.tokens.start).end.min(start + PRONOUN_REACH);
    let person = |other: &&Mention| other.members.iter().any(|member| !cast.members[*member].body);
    let end = cast.within(&(start..end)).iter().find(person).map_or(end, |other| other.tokens.start);
    let same = |place: &usize| reading.quotation(*place) == reading.quotation(mention.tokens.start);
    (start..end).filter(same).find_map(|place| match reading.lower(place) {
        "he" | "his" | "him" | "himself" => Some(Pronoun::He),
        "she" | "her" | "herself" => Some(Pronoun::She),
        _ => None,
    })
}

/// Whether the article, in its own words, calls the member by the first name at least twice: "Melania" is not "Lee".
fn is_called_by_first_name(reading: &Reading<'_>, cast: &Cast, member: usize) -> bool {
    let by_first_name = |mention: &&Mention| {
        mention.tokens.len() == 1
            && mention.members == [member]
            && reading.quotation(mention.tokens.start).is_none()
            && !cast.members[member].is_last_name(reading.lower(mention.tokens.start))
    };
    cast.mentions.iter().filter(by_first_name).take(2).count() == 2
}

/// The one who alone was named before the bare surname was first used.
fn first_introduced(cast: &Cast, word: &str, several: &[usize]) -> Option<usize> {
    let bare = cast.first_bare(word)?;
    let named = |member: &usize| !cast.members[*member].is_rival();
    let before: Vec<usize> =
        several.iter().copied().filter(|member| named(member) && cast.members[*member].since < bare).collect();
    match before.as_slice() {
        [one] => Some(*one),
        // A headline has the bare surname of the one whom the text then names first.
        [] => several.iter().copied().min_by_key(|member| cast.members[*member].since),
        _ => None,
    }
}

/// The one whose pronoun mostly stands behind the bare surname.
fn by_pronouns(reading: &Reading<'_>, cast: &Cast, several: &[usize], word: &str) -> Option<usize> {
    let bare = |mention: &&Mention| mention.tokens.len() == 1 && reading.lower(mention.tokens.start) == word;
    let (mut he, mut she) = (0, 0);
    for mention in cast.mentions.iter().filter(bare).take(32) {
        match pronoun_behind(reading, cast, mention) {
            Some(Pronoun::He) => he += 1,
            Some(Pronoun::She) => she += 1,
            _ => {}
        }
    }
    match (he, she) {
        (he, she) if he > 2 * she => only_with(cast, several, Pronoun::He),
        (he, she) if she > 2 * he => only_with(cast, several, Pronoun::She),
        (_, _) => None,
    }
}

/// Whoever is named in full at least twice as often as each of the others.
fn most_named(cast: &Cast, several: &[usize]) -> Option<usize> {
    let mut counts: Vec<(usize, usize)> = several.iter().map(|member| (cast.full_mentions(*member), *member)).collect();
    counts.sort_unstable_by(|left, right| right.cmp(left));
    match counts.as_slice() {
        [(most, member), (second, _), ..] if *most >= 2 * second && *most > 1 => Some(*member),
        _ => None,
    }
}
