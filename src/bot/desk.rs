//! Serves one interaction from its arrival to its delivered response.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use jiff::Zoned;
use serenity::all::{Interaction, MessageId};

use crate::{
    answer::Answerer,
    bot::{
        Settings,
        delivery::{Delivery, Failure},
        interaction::{Plan, Reply, apology, deferral, plan, reply},
        thinkers::{Thinkers, Unfinished},
    },
    render::discord::notice,
};

/// Bound on the thinking before a response that was not deferred: Discord waits three seconds.
const AT_ONCE: Duration = Duration::from_secs(2);
/// How many answers may be thought about at once.
const THINKERS: usize = 8;
/// So many shared messages are remembered, against a second press of the button.
const REMEMBERED: usize = 1000;

/// Where interactions are served.
#[derive(Debug)]
pub struct Desk {
    answerer: Arc<Answerer>,
    settings: Arc<Settings>,
    thinkers: Thinkers,
    /// Messages whose answer was shared, newest last.
    shared: Mutex<VecDeque<MessageId>>,
}

impl Desk {
    /// A desk that answers from `answerer`.
    #[must_use]
    pub fn new(answerer: Arc<Answerer>, settings: Arc<Settings>) -> Desk {
        Desk { answerer, settings, thinkers: Thinkers::new(THINKERS), shared: Mutex::default() }
    }

    /// Serves `interaction`; what goes wrong is logged, and its asker told where that is still possible.
    pub async fn serve(&self, interaction: &Interaction, delivery: &Delivery) {
        let plan = plan(interaction, &self.settings, Zoned::now().date());
        let pressed = shared_message(interaction, &plan);
        if pressed.is_some_and(|message| !self.remember(message)) {
            let again = Reply::Private(notice("This answer has just been shared."));
            delivered(delivery.respond(interaction, &again.response()).await);
            return;
        }
        let posted = match deferral(&plan, &self.settings) {
            Some(deferral) => match delivery.respond(interaction, &deferral).await {
                Ok(()) => self.answer_later(interaction, plan, delivery).await,
                failed => delivered(failed),
            },
            None => self.answer_now(interaction, plan, delivery).await,
        };
        if let Some(message) = pressed.filter(|_| !posted) {
            self.forget(message);
        }
    }

    /// Sends the reply as the first response; whether it is public and arrived.
    async fn answer_now(&self, interaction: &Interaction, plan: Plan, delivery: &Delivery) -> bool {
        let reply = self.think(plan, AT_ONCE).await;
        let sent = delivery.respond(interaction, &reply.response()).await;
        if let Err(Failure::Refused(_)) = &sent {
            let broken = Reply::Private(notice(BROKEN));
            delivered(delivery.respond(interaction, &broken.response()).await);
        }
        delivered(sent) && matches!(reply, Reply::Public(_))
    }

    /// Puts the reply in place of the deferral; whether it arrived.
    async fn answer_later(&self, interaction: &Interaction, plan: Plan, delivery: &Delivery) -> bool {
        let reply = self.think(plan, self.settings.answer_time).await;
        let Some(message) = reply.message() else {
            return false;
        };
        let sent = delivery.edit(interaction, &message.edit()).await;
        if let Err(Failure::Refused(_)) = &sent {
            delivered(delivery.edit(interaction, &notice(BROKEN).edit()).await);
        }
        delivered(sent)
    }

    /// The reply to `plan`, or an apology if it fails or takes longer than `at_most`.
    async fn think(&self, plan: Plan, at_most: Duration) -> Reply {
        let (answerer, settings) = (Arc::clone(&self.answerer), Arc::clone(&self.settings));
        let thought = plan.clone();
        let thinking = self.thinkers.think(at_most, move || reply(&thought, &answerer, &settings));
        thinking.await.unwrap_or_else(|unfinished| instead(&plan, unfinished))
    }

    /// Notes that the answer in `message` is being shared; whether that is new.
    fn remember(&self, message: MessageId) -> bool {
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        if shared.contains(&message) {
            return false;
        }
        if shared.len() == REMEMBERED {
            shared.pop_front();
        }
        shared.push_back(message);
        true
    }

    fn forget(&self, message: MessageId) {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner).retain(|known| *known != message);
    }
}

/// What the asker reads when it is our fault.
const BROKEN: &str =
    "Something broke on my side; those who run me can read in the log what it was. Please try again later.";

/// What the asker reads instead of a reply; the log tells those who run the bot.
fn instead(plan: &Plan, unfinished: Unfinished) -> Reply {
    let why = match unfinished {
        Unfinished::Busy => {
            tracing::warn!("too many questions at once");
            "Too many people are asking at once. Please try again in a minute."
        }
        Unfinished::TooLong => {
            tracing::warn!("an answer took too long");
            "This took too long. Please try again, perhaps with fewer words."
        }
        Unfinished::Broken(error) => {
            tracing::error!("{:#}", error.context("answering an interaction"));
            BROKEN
        }
    };
    apology(plan, why)
}

/// The message whose Share button was pressed.
fn shared_message(interaction: &Interaction, plan: &Plan) -> Option<MessageId> {
    match (interaction, plan) {
        (Interaction::Component(component), Plan::Share { .. } | Plan::ShareCheck { .. }) => Some(component.message.id),
        _ => None,
    }
}

/// Logs what did not arrive; whether it did.
fn delivered(sent: Result<(), Failure>) -> bool {
    match &sent {
        Ok(()) => {}
        Err(failure @ Failure::AlreadyAnswered) => tracing::debug!(%failure, "not sent"),
        Err(failure) => tracing::error!(%failure, "a response did not reach Discord"),
    }
    sent.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{answer::question::Question, archive::Archive, index::Index, lexicon::people::People};

    fn desk() -> Desk {
        let searcher = Index::in_memory().searcher().unwrap();
        let settings = Settings {
            private_answers: true,
            passages: 3,
            answer_time: Duration::from_secs(10),
            shutdown_grace: Duration::from_secs(1),
            api: None,
        };
        Desk::new(Arc::new(Answerer::new(Archive::in_memory(), searcher, People::default())), Arc::new(settings))
    }

    #[tokio::test]
    async fn an_answer_within_its_time_is_given() {
        let plan = Plan::Answer(Question::ask("What is shut?"));
        let reply = desk().think(plan, Duration::from_secs(10)).await;
        assert!(reply.message().unwrap().cards[0].description.contains("Not in the record"));
    }

    #[test]
    fn an_answer_that_takes_too_long_is_given_up() {
        let plan = Plan::Answer(Question::ask("What is shut?"));
        for (unfinished, expected) in [
            (Unfinished::Busy, "Too many people"),
            (Unfinished::TooLong, "too long"),
            (Unfinished::Broken(anyhow::anyhow!("a disk error")), "broke on my side"),
        ] {
            let reply = instead(&plan, unfinished);
            let Reply::Private(message) = reply else { panic!("for the asker alone: {reply:?}") };
            assert!(message.content.contains(expected), "{}", message.content);
        }
        assert_eq!(instead(&Plan::Complete("x".to_owned()), Unfinished::Busy), Reply::Names(Vec::new()));
    }

    #[test]
    fn a_message_is_remembered_once_and_not_for_ever() {
        let desk = desk();
        assert!(desk.remember(MessageId::new(1)));
        assert!(!desk.remember(MessageId::new(1)));
        desk.forget(MessageId::new(1));
        for number in 1..=REMEMBERED as u64 + 1 {
            assert!(desk.remember(MessageId::new(number)));
        }
        assert!(desk.remember(MessageId::new(1)), "the oldest was forgotten");
    }
}
