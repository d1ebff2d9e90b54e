//! Checked claims as text for a terminal.

use crate::{
    answer::{
        check::{CheckVerdict, CheckedClaim},
        passage::Passage,
    },
    render::{
        check::{Stretch, claimed, difference, explanation, headline, reason, summary},
        counted, scope,
        terminal::{CONTENT, Layout, QUIET, WARNING, passage, styled, visible},
    },
};

/// So many passages that are near are shown for one claim.
const NEAR: usize = 2;

/// What the record says to each claim; `more` claims were not checked.
#[must_use]
pub fn checks(checked: &[CheckedClaim], more: usize, layout: Layout) -> String {
    let mut text = String::new();
    let mut number = 0;
    for one in checked {
        text.push_str(&check(one, &mut number, layout));
        text.push('\n');
    }
    if checked.len() > 1 {
        text.push_str(&layout.lines(&format!("{}.", summary(checked)), ""));
    }
    if more > 0 {
        text.push_str(&layout.lines(&format!("{} not checked.", counted(more, "more claim")), ""));
    }
    if let Some(first) = checked.first() {
        text.push_str(&layout.lines(&styled(QUIET, &format!("Searched: {}.", scope(&first.scope))), ""));
    }
    text
}

/// One claim: verdict, reason, the claim, what differs, and the sentence of the record; passages are numbered on.
fn check(checked: &CheckedClaim, number: &mut usize, layout: Layout) -> String {
    let style = if checked.verdict == CheckVerdict::Verbatim { CONTENT } else { WARNING };
    let verdict = format!("{}: {}.", styled(style, headline(checked.verdict)), explanation(checked));
    let mut text = layout.lines(&verdict, "");
    text.push_str(&layout.hanging(&visible(&reason(checked)), "  ", "  "));
    text.push_str(&layout.hanging(&visible(&claimed(checked)), "  ", "    "));
    let stretches = difference(checked);
    if !stretches.is_empty() {
        text.push_str(&layout.lines("What differs ([-only in the claim-] {+only in the record+}):", "  "));
        let line = stretches.iter().map(marked).collect::<Vec<_>>().join(" ");
        text.push_str(&layout.hanging(&line, "    ", "    "));
    }
    let remark = if checked.passage.is_some() { "on record · " } else { "only near, no evidence · " };
    for one in shown(std::slice::from_ref(checked)) {
        *number += 1;
        text.push_str(&passage(one, *number, remark, layout));
    }
    text
}

/// The passages that are shown, in their order: for each claim the one that decides, or what is near.
pub fn shown(checked: &[CheckedClaim]) -> impl Iterator<Item = &Passage> {
    checked.iter().flat_map(|one| {
        let near = if one.passage.is_some() { 0 } else { NEAR };
        one.passage.iter().chain(one.near.iter().take(near))
    })
}

fn marked(stretch: &Stretch<'_>) -> String {
    match stretch {
        Stretch::Same(words) => visible(words),
        Stretch::Claim(words) => styled(WARNING, &format!("[-{}-]", visible(words))),
        Stretch::Record(words) => styled(CONTENT, &format!("{{+{}+}}", visible(words))),
        Stretch::Gap => "…".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        answer::check::{Change, Reason},
        render::check::tests::checked,
    };

    #[test]
    fn a_check_reads_without_colour() {
        let one =
            checked("It was very hard", "It was rather hard", CheckVerdict::Altered, Reason::Changed(Change::Word));
        let none = checked("It was easy", "x", CheckVerdict::NotFound, Reason::NothingLikeIt);
        let text = checks(&[one, none], 1, Layout { columns: None });
        assert_eq!(
            anstream::adapter::strip_str(&text).to_string(),
            "Altered: the record has other words.\n\
             \x20 Words differ.\n\
             \x20 Claimed of Dana Poole: It was very hard\n\
             \x20 What differs ([-only in the claim-] {+only in the record+}):\n\
             \x20   It was [-very-] {+rather+} hard\n\
             \x201 │ It was rather hard\n\
             \x20    on record · narration\n\
             \x20    outlet unknown · no headline (bridge) · date unknown\n\
             \x20    0123456789ab.1:0-18\n\n\
             Not found: not in this record (3 articles, 2 outlets), which does not make it false.\n\
             \x20 No sentence on record is like it.\n\
             \x20 Claimed of Dana Poole: It was easy\n\
             \x202 │ x\n\
             \x20    only near, no evidence · narration\n\
             \x20    outlet unknown · no headline (bridge) · date unknown\n\
             \x20    0123456789ab.1:0-1\n\n\
             2 claims checked: 1 altered, 1 not found.\n\
             1 more claim not checked.\n\
             Searched: 3 articles, 2 outlets.\n"
        );
    }
}
