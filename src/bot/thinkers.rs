//! Thinks on threads of their own, a few thoughts at once, each for a limited time.

use std::{sync::Arc, time::Duration};

use anyhow::{Context, Error, Result};
use tokio::{
    sync::Semaphore,
    task::spawn_blocking,
    time::{Instant, timeout_at},
};

/// Where the thinking is done. A thought that was given up keeps its seat until it ends, so that what nobody
/// waits for cannot pile up.
#[derive(Debug)]
pub struct Thinkers {
    seats: Arc<Semaphore>,
}

/// Why a thought has no result.
#[derive(Debug)]
pub enum Unfinished {
    /// All seats were taken the whole time.
    Busy,
    /// It was begun but took too long.
    TooLong,
    /// It failed.
    Broken(Error),
}

impl Thinkers {
    /// Room for `seats` thoughts at once.
    #[must_use]
    pub fn new(seats: usize) -> Thinkers {
        Thinkers { seats: Arc::new(Semaphore::new(seats)) }
    }

    /// What `thought` comes to within `at_most`, the wait for a seat included.
    ///
    /// # Errors
    ///
    /// If there was no seat, no time, or the thought failed.
    pub async fn think<T: Send + 'static>(
        &self,
        at_most: Duration,
        thought: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T, Unfinished> {
        let deadline = Instant::now() + at_most;
        let Ok(seat) = timeout_at(deadline, Arc::clone(&self.seats).acquire_owned()).await else {
            return Err(Unfinished::Busy);
        };
        let mut thinking = spawn_blocking(move || {
            let _seat = seat.expect("nobody closes the semaphore");
            thought()
        });
        match timeout_at(deadline, &mut thinking).await {
            Ok(joined) => joined.context("the thinking broke off").flatten().map_err(Unfinished::Broken),
            Err(_) => {
                thinking.abort();
                Err(Unfinished::TooLong)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use anyhow::anyhow;

    use super::*;

    const MOMENT: Duration = Duration::from_millis(20);
    const LONG: Duration = Duration::from_secs(20);

    #[tokio::test]
    async fn what_takes_too_long_is_given_up_and_keeps_its_seat_until_it_ends() {
        let thinkers = Thinkers::new(1);
        let (end, ended) = mpsc::channel::<()>();
        let slow = move || Ok(ended.recv().is_ok());
        assert!(matches!(thinkers.think(MOMENT, slow).await, Err(Unfinished::TooLong)));
        assert!(matches!(thinkers.think(MOMENT, || Ok(())).await, Err(Unfinished::Busy)));
        end.send(()).unwrap();
        assert_eq!(thinkers.think(LONG, || Ok(7)).await.unwrap(), 7);
    }

    #[tokio::test]
    async fn a_thought_that_fails_or_panics_gives_its_seat_back() {
        let thinkers = Thinkers::new(1);
        let fails = || -> Result<()> { Err(anyhow!("no")) };
        let panics = || -> Result<()> { panic!("a test's panic") };
        assert!(matches!(thinkers.think(LONG, fails).await, Err(Unfinished::Broken(_))));
        assert!(matches!(thinkers.think(LONG, panics).await, Err(Unfinished::Broken(_))));
        assert!(thinkers.think(LONG, || Ok(())).await.is_ok());
    }
}
