//! Checked claims as a message: a card for each, the verdict first, then the record's sentence.

use crate::{
    answer::{check::CheckedClaim, passage::Passage},
    render::{
        check::{Stretch, claimed, difference, explanation, headline, reason, summary},
        counted,
        discord::{
            Message,
            button::{Button, buttons},
            card::{Card, escaped_within},
            distinct,
            escape::escape,
            limits::{DESCRIPTION, EMBEDS, EMBEDS_SUM, points},
            room,
            shown::Shown,
        },
        scope,
    },
};

/// Code points that the claim, the reason and the difference may have on a card, escape marks included.
const CLAIM: usize = 600;
const REASON: usize = 400;
const DIFFERENCE: usize = 1000;
/// So many passages that are near are shown for one claim.
const NEAR: usize = 2;

/// What the marks of a difference mean.
const LEGEND: &str = "~~only in the claim~~ · **only in the record**";

/// What the record says to each claim, for as many as there is room; `more` claims were not checked. With a Share
/// button if only the asker sees it.
#[must_use]
pub fn checks(checked: &[CheckedClaim], more: usize, private: bool) -> Message {
    let cards: Vec<Card> = (1..).zip(checked).map(|(number, one)| card(one, number, checked.len())).collect();
    let kept = room(&cards);
    let shown = &checked[..kept];
    let cards = with_near(cards.into_iter().take(kept).collect(), shown);
    let passages = distinct(cards.iter().filter_map(|card| card.passage).map(Shown::of));
    let share = (private && !shown.is_empty()).then(|| Button::ShareCheck(passages.clone()));
    let mut lines = Vec::new();
    if checked.len() > 1 {
        lines.push(format!("**{}.**", summary(checked)));
    }
    match checked.len() - kept {
        0 => {}
        left_out => lines.push(format!("{} left out for want of room.", counted(left_out, "claim"))),
    }
    if more > 0 {
        lines.push(format!(
            "The message has {}, not checked: `/check` takes each by itself.",
            counted(more, "more claim")
        ));
    }
    Message {
        content: lines.join(" "),
        cards: cards.into_iter().map(|card| card.card).collect(),
        buttons: buttons(&passages, share.as_ref()),
    }
}

/// A card of the message and the passage on it.
struct Placed<'a> {
    card: Card,
    passage: Option<&'a Passage>,
}

/// The cards with what is near behind each claim of which nothing was found, as far as the message has room.
fn with_near(cards: Vec<Card>, shown: &[CheckedClaim]) -> Vec<Placed<'_>> {
    let mut sum: usize = cards.iter().map(Card::points).sum();
    let mut count = cards.len();
    let mut placed = Vec::new();
    for (card, one) in cards.into_iter().zip(shown) {
        placed.push(Placed { card, passage: one.passage.as_ref() });
        for near in one.near.iter().filter(|_| one.passage.is_none()).take(NEAR) {
            let card = Card::of(near).under("Not evidence, only near");
            if count < EMBEDS && sum + card.points() <= EMBEDS_SUM {
                (sum, count) = (sum + card.points(), count + 1);
                placed.push(Placed { card, passage: Some(near) });
            }
        }
    }
    placed
}

/// One claim: verdict, reason, the claim as it was posted, what differs, and the sentence of the record.
fn card(checked: &CheckedClaim, number: usize, of: usize) -> Card {
    let mut lines = vec![
        format!("**{}**: {}.", headline(checked.verdict), escape(&explanation(checked))),
        escaped_within(&reason(checked), REASON),
        escaped_within(&claimed(checked), CLAIM),
    ];
    if let Some(line) = differs(checked) {
        lines.push(format!("What differs ({LEGEND}):\n{line}"));
    }
    let searched = format!("Searched: {}", scope(&checked.scope));
    let mut card = match &checked.passage {
        Some(passage) => {
            lines.push("On record:".to_owned());
            let said = lines.join("\n");
            let sentence = Card::within(passage, DESCRIPTION - points(&said) - 1);
            let below = sentence.below.map(|id| format!("{id} · {searched}"));
            Card { description: format!("{said}\n{}", sentence.description), below, ..sentence }
        }
        None => Card { description: lines.join("\n"), below: Some(searched), ..Card::default() },
    };
    card.above = (of > 1).then(|| format!("Claim {number} of {of}"));
    card
}

/// Claim and record side by side in a line; nothing where they are the same, or that is too long to be shown.
fn differs(checked: &CheckedClaim) -> Option<String> {
    let stretches = difference(checked);
    if stretches.is_empty() {
        return None;
    }
    let shown: Vec<String> = stretches.iter().map(marked).filter(|words| !words.is_empty()).collect();
    let line = shown.join(" ");
    (points(&line) <= DIFFERENCE).then_some(line)
}

fn marked(stretch: &Stretch<'_>) -> String {
    let line = |words: &str| escape(&words.split_whitespace().collect::<Vec<_>>().join(" "));
    match stretch {
        Stretch::Same(words) => line(words),
        Stretch::Claim(words) => format!("~~{}~~", line(words)),
        Stretch::Record(words) => format!("**{}**", line(words)),
        Stretch::Gap => "…".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        answer::check::{Change, CheckVerdict, Reason, Said},
        render::{
            check::tests::checked,
            discord::limits::{AUTHOR, CONTENT, CUSTOM_ID, FIELD_NAME, FIELD_VALUE, FOOTER},
        },
    };

    fn altered() -> CheckedClaim {
        let reason = Reason::Changed(Change::Word);
        checked("The talks were very *hard*", "The talks were rather *hard*", CheckVerdict::Altered, reason)
    }

    #[test]
    fn a_card_has_the_verdict_the_claim_the_difference_and_the_sentence() {
        let message = checks(&[altered()], 0, true);
        assert_eq!(
            message.cards[0].description,
            "**Altered**: the record has other words.\nWords differ.\n\
             Claimed of Dana Poole\\: The talks were very \\*hard\\*\n\
             What differs (~~only in the claim~~ · **only in the record**):\n\
             The talks were ~~very~~ **rather** \\*hard\\*\nOn record:\n> The talks were rather \\*hard\\*"
        );
        assert_eq!(message.content, "");
        assert_eq!(message.buttons.len(), 2, "Context and Share");
        assert!(message.cards[0].below.as_deref().unwrap().ends_with("Searched: 3 articles, 2 outlets"));
    }

    #[test]
    fn what_is_near_is_no_evidence() {
        let one = checked("It was hard", "It was easy", CheckVerdict::NotFound, Reason::NothingLikeIt);
        let message = checks(&[one.clone(), altered(), one], 2, false);
        let above: Vec<&str> = message.cards.iter().filter_map(|card| card.above.as_deref()).collect();
        assert_eq!(
            above,
            ["Claim 1 of 3", "Not evidence, only near", "Claim 2 of 3", "Claim 3 of 3", "Not evidence, only near"]
        );
        assert_eq!(
            message.content,
            "**3 claims checked: 1 altered, 2 not found.** The message has 2 more claims, not checked: `/check` takes each by itself."
        );
    }

    #[test]
    fn claims_without_room_are_counted() {
        let long = "word ".repeat(400);
        let one = checked(&long, &long, CheckVerdict::Verbatim, Reason::WordForWord);
        let message = checks(&vec![one; 9], 0, true);
        assert!(message.cards.len() < 9);
        assert!(message.content.ends_with(&format!("{} claims left out for want of room.", 9 - message.cards.len())));
    }

    proptest! {
        #[test]
        fn any_claims_give_cards_within_the_limits(
            words in "[a-z“”\"*_~`|<>#@:/.\\\\ \u{200D}\u{202E}🙂é-]{1,300}|\\PC{1,3000}",
            body in "[a-z“”\"*_~`|<>#@:/.\\\\ \n\u{200D}\u{202E}🙂é-]{1,300}|\\PC{1,3000}",
            name in "\\PC{0,400}",
            verdict in prop::sample::select(CheckVerdict::ALL.to_vec()),
            count in 1usize..12,
            more in 0usize..3,
        ) {
            let mut one = checked(&words, &body, verdict, Reason::SaidBy(name.clone()));
            one.claim.speaker = Some(name.clone());
            one.said = Said::Unclear;
            let unknown = CheckedClaim { reason: Reason::UnknownSpeaker(vec![name; 5]), ..one.clone() };
            let all: Vec<CheckedClaim> = [one, unknown].into_iter().cycle().take(count).collect();
            let message = checks(&all, more, true);
            prop_assert!(!message.cards.is_empty() && message.cards.len() <= EMBEDS);
            prop_assert!(message.cards.iter().map(Card::points).sum::<usize>() <= EMBEDS_SUM);
            prop_assert!(points(&message.content) <= CONTENT);
            for card in &message.cards {
                prop_assert!((1..=DESCRIPTION).contains(&points(&card.description)));
                prop_assert!(card.above.as_deref().is_none_or(|above| (1..=AUTHOR).contains(&points(above))));
                prop_assert!(card.below.as_deref().is_none_or(|below| (1..=FOOTER).contains(&points(below))));
                if let Some((name, value)) = &card.beside {
                    prop_assert!(points(name) <= FIELD_NAME && points(value) <= FIELD_VALUE);
                }
                // What a user posted stands between our own marks, each of which is closed.
                let bare = bare(&card.description);
                prop_assert!(!bare.contains(['@', '<', '[', '`', '|', '#']), "{}", bare);
                prop_assert_eq!(bare.matches("**").count() % 2, 0, "{}", &bare);
                prop_assert_eq!(bare.matches("~~").count() % 2, 0, "{}", &bare);
            }
            for button in &message.buttons {
                let button = serde_json::to_value(button).unwrap();
                prop_assert!(button["custom_id"].as_str().unwrap().len() <= CUSTOM_ID);
            }
        }
    }

    /// A description without escaped characters.
    fn bare(description: &str) -> String {
        let mut bare = String::new();
        let mut letters = description.chars();
        while let Some(letter) = letters.next() {
            if letter == '\\' {
                letters.next();
            } else {
                bare.push(letter);
            }
        }
        bare
    }
}
