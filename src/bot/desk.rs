//! Serves one interaction from its arrival to its delivered response.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context, Result, anyhow};
use jiff::Zoned;
use serenity::all::{Interaction, MessageId};
use tokio::{task::spawn_blocking, time::timeout};

use crate::{
    answer::Answerer,
    bot::{
        Settings,
        delivery::{Delivery, Failure},
        interaction::{Plan, Reply, apology, deferral, plan, reply},
    },
    render::discord::notice,
};

/// Bound on the thinking before a response that was not deferred: Discord waits three seconds.
const AT_ONCE: Duration = Duration::from_secs(2);
/// So many shared messages are remembered, against a second press of the button.
const REMEMBERED: usize = 1000;

/// Where interactions are served.
#[derive(Debug)]
pub struct Desk {
    answerer: Arc<Answerer>,
    settings: Arc<Settings>,
    /// Messages whose answer was shared, newest last.
    shared: Mutex<VecDeque<MessageId>>,
}

impl Desk {
    /// A desk that answers from `answerer`.
    #[must_use]
    pub fn new(answerer: Arc<Answerer>, settings: Arc<Settings>) -> Desk {
        Desk { answerer, settings, shared: Mutex::default() }
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
        let thinking = spawn_blocking(move || reply(&thought, &answerer, &settings));
        let outcome: Result<Reply> = match timeout(at_most, thinking).await {
            Ok(joined) => joined.context("the thinking broke off").flatten(),
            Err(_) => {
                tracing::warn!(seconds = at_most.as_secs(), "an answer took too long");
                return apology(&plan, "This took too long. Please try again, perhaps with fewer words.");
            }
        };
        outcome.unwrap_or_else(|error| {
            tracing::error!("{:#}", anyhow!(error).context("answering an interaction"));
            apology(&plan, BROKEN)
        })
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

/// The message whose Share button was pressed.
fn shared_message(interaction: &Interaction, plan: &Plan) -> Option<MessageId> {
    match (interaction, plan) {
        (Interaction::Component(component), Plan::Share { .. }) => Some(component.message.id),
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
    async fn an_answer_that_takes_too_long_is_given_up() {
        let plan = Plan::Answer(Question::ask("What is shut?"));
        let reply = desk().think(plan.clone(), Duration::ZERO).await;
        assert!(reply.message().unwrap().content.contains("too long"));
        let reply = desk().think(plan, Duration::from_secs(10)).await;
        assert!(reply.message().unwrap().cards[0].description.contains("Not in the record"));
        let reply = desk().think(Plan::Complete("x".to_owned()), Duration::ZERO).await;
        assert_eq!(reply, Reply::Names(Vec::new()));
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
