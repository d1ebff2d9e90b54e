//! Counts what is in flight, so that a shutdown can wait for it.

use std::{sync::Mutex, time::Duration};

use tokio::{
    sync::mpsc::{Receiver, Sender, channel},
    time::timeout,
};

/// The door of the bot: open until the shutdown, then it waits for those inside.
#[derive(Debug)]
pub struct Presence {
    /// Cloned for everybody who is inside; nothing once the door is closed.
    entrance: Mutex<Option<Sender<()>>>,
    /// Ends when the last clone is dropped.
    left: tokio::sync::Mutex<Receiver<()>>,
}

/// Held by somebody inside.
#[derive(Debug)]
pub struct Inside {
    _entrance: Sender<()>,
}

impl Presence {
    /// An open door with nobody inside.
    #[must_use]
    pub fn new() -> Presence {
        let (entrance, left) = channel(1);
        Presence { entrance: Mutex::new(Some(entrance)), left: tokio::sync::Mutex::new(left) }
    }

    /// Lets one more in; nothing after [`Presence::close`].
    #[must_use]
    pub fn enter(&self) -> Option<Inside> {
        let entrance = self.entrance.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        entrance.clone().map(|entrance| Inside { _entrance: entrance })
    }

    /// Lets nobody in any more.
    pub fn close(&self) {
        self.entrance.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
    }

    /// Waits until all are out, at most so long; whether they are. To be called after [`Presence::close`].
    pub async fn empty(&self, at_most: Duration) -> bool {
        let mut left = self.left.lock().await;
        timeout(at_most, left.recv()).await.is_ok()
    }
}

impl Default for Presence {
    fn default() -> Presence {
        Presence::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_closed_door_waits_for_those_inside() {
        let presence = Presence::new();
        let inside = presence.enter().unwrap();
        presence.close();
        assert!(presence.enter().is_none());
        assert!(!presence.empty(Duration::from_millis(5)).await);
        drop(inside);
        assert!(presence.empty(Duration::from_secs(5)).await);
    }
}
