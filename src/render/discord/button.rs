//! Buttons whose id says all that is needed to serve them, so that they work after a restart.

use serenity::all::{ButtonStyle, CreateButton};

use crate::{
    answer::passage::Verdict,
    render::discord::{
        limits::{BUTTONS, CUSTOM_ID},
        shown::{Shown, packed, unpacked},
    },
};

/// What a press of one of our buttons asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Button {
    /// The sentences around a passage.
    Context(Shown),
    /// A private answer for everybody in the channel.
    Share {
        /// What it said to a yes/no question.
        verdict: Option<Verdict>,
        /// What it showed.
        passages: Vec<Shown>,
    },
    /// A private check for everybody in the channel: its cards are in the message, these the sentences on them.
    ShareCheck(Vec<Shown>),
}

impl Button {
    /// The id that says so, at most [`CUSTOM_ID`] long: `c2:` and a passage, or `s2:` and as many as fit, with the
    /// first letter of a verdict before the colon; `k1:` and as many as fit, perhaps none, for a check.
    #[must_use]
    pub fn custom_id(&self) -> String {
        let (form, passages) = match self {
            Button::Context(passage) => ("c2:", std::slice::from_ref(passage)),
            Button::Share { verdict, passages } => (share_form(*verdict), passages.as_slice()),
            Button::ShareCheck(passages) => ("k1:", passages.as_slice()),
        };
        format!("{form}{}", packed(passages, CUSTOM_ID - form.len()))
    }

    /// The button of that id; nothing if it is not one of ours, or of an older program.
    #[must_use]
    pub fn parse(custom_id: &str) -> Option<Button> {
        let (form, state) = custom_id.split_at_checked(custom_id.find(':')? + 1)?;
        if form == "k1:" && state.is_empty() {
            return Some(Button::ShareCheck(Vec::new()));
        }
        let mut passages = unpacked(state)?;
        if form == "k1:" {
            return Some(Button::ShareCheck(passages));
        }
        if form == "c2:" {
            let one = passages.pop().filter(|_| passages.is_empty());
            return one.map(Button::Context);
        }
        let verdicts = [None, Some(Verdict::Supported), Some(Verdict::Contradicted), Some(Verdict::NotFound)];
        let verdict = verdicts.into_iter().find(|verdict| share_form(*verdict) == form)?;
        Some(Button::Share { verdict, passages })
    }
}

fn share_form(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        None => "s2:",
        Some(Verdict::Supported) => "s2s:",
        Some(Verdict::Contradicted) => "s2c:",
        Some(Verdict::NotFound) => "s2n:",
    }
}

/// A Context button for each of `passages`, as far as a row has room, and the button `share` last.
#[must_use]
pub fn buttons(passages: &[Shown], share: Option<&Button>) -> Vec<CreateButton> {
    let room = if share.is_some() { BUTTONS - 1 } else { BUTTONS };
    let alone = passages.len() == 1;
    let context = |(number, passage): (usize, &Shown)| {
        let label = if alone { "Context".to_owned() } else { format!("Context {number}") };
        button(&Button::Context(passage.clone()), &label)
    };
    let is_empty = |share: &&Button| passages.is_empty() && !matches!(share, Button::ShareCheck(_));
    let share = share.filter(|share| !is_empty(share)).map(|share| button(share, "Share"));
    (1..).zip(passages.iter().take(room)).map(context).chain(share).collect()
}

fn button(button: &Button, label: &str) -> CreateButton {
    CreateButton::new(button.custom_id()).style(ButtonStyle::Secondary).label(label)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::render::discord::shown::tests::shown;

    #[test]
    fn what_is_no_button_of_ours_is_not_read() {
        let context = Button::Context(shown(7, 1, 3000, 300)).custom_id();
        let state = context.strip_prefix("c2:").unwrap();
        assert!(Button::parse(&context).is_some());
        for id in [
            "",
            "c2",
            "c2:",
            "s2:",
            "s2n:",
            "é:",
            "c1:0.1.2.3",
            "c2:0.1.2.3",
            &format!("c1:{state}"),
            &format!("s2x:{state}"),
            &format!("c2:{state}{state}"),
            &format!("c2:1{state}"),
            &context[..context.len() - 1],
        ] {
            assert_eq!(Button::parse(id), None, "{id}");
        }
    }

    proptest! {
        #[test]
        fn five_passages_of_large_articles_fit_a_share_button(
            numbers in prop::collection::vec((any::<u64>(), 0u32..32, 0u32..1 << 30, 0u32..1 << 18), 5),
            verdict in prop::sample::select(vec![None, Some(Verdict::Contradicted), Some(Verdict::NotFound)]),
            count in 0usize..6,
        ) {
            let passages: Vec<_> = numbers.into_iter().map(|(a, v, s, l)| shown(a, v, s, l)).collect();
            let share = Button::Share { verdict, passages: passages.clone() };
            prop_assert!(share.custom_id().len() <= CUSTOM_ID);
            prop_assert_eq!(Button::parse(&share.custom_id()), Some(share));
            let check = Button::ShareCheck(passages.into_iter().take(count).collect());
            prop_assert_eq!(Button::parse(&check.custom_id()), Some(check));
        }

        #[test]
        fn ids_fit_and_read_back(numbers in prop::collection::vec((0u64..3, any::<u32>(), any::<u32>(), any::<u32>()), 1..8)) {
            let passages: Vec<_> = numbers.into_iter().map(|(a, v, s, l)| shown(a, v, s, l)).collect();
            let context = Button::Context(passages[0].clone());
            prop_assert_eq!(Button::parse(&context.custom_id()), Some(context));
            let id = Button::Share { verdict: None, passages: passages.clone() }.custom_id();
            prop_assert!(id.len() <= CUSTOM_ID);
            let Some(Button::Share { passages: kept, .. }) = Button::parse(&id) else { panic!("{id}") };
            prop_assert!(kept.len() >= passages.len().min(3));
            prop_assert_eq!(&passages[..kept.len()], &kept[..]);
        }
    }
}
