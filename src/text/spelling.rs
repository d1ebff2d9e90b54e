//! How near two spellings are.

/// The one of `known` that `word` was probably meant to be: at most a third of its letters differ.
///
/// Distance is that of Damerau, "A technique for computer detection and correction of spelling errors" (1964),
/// in its optimal string alignment form, over code points without regard to case.
///
/// ```
/// use onrecord::text::spelling::nearest;
///
/// assert_eq!(nearest("outlett", ["outlet", "byline"]), Some("outlet"));
/// assert_eq!(nearest("colour", ["outlet", "byline"]), None);
/// ```
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word = word.to_lowercase();
    let bound = word.chars().count().div_ceil(3);
    known
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= bound)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_spelling_wins_and_a_far_one_does_not() {
        let known = ["private", "passages", "api"];
        assert_eq!(nearest("privat", known), Some("private"));
        assert_eq!(nearest("pasages", known), Some("passages"));
        assert_eq!(nearest("zzzz", known), None);
        assert_eq!(nearest("", known), None);
    }
}
