//! How a search waits: it looks out for what the user wants meanwhile, and says that it is still
//! going on.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant};

use super::live::Job;
use super::{Command, Outbox, Update};

/// How often a search that takes long says so.
const SAY_SO: Duration = Duration::from_millis(500);

/// A search goes on until the user asks for something else, and says so when it takes long. What
/// they ask is kept for later.
pub(super) fn wait_for_command<'a>(
    receiver: &'a Receiver<Job>,
    waiting: &'a mut VecDeque<Job>,
    outbox: &'a Outbox,
) -> impl FnMut() -> bool + 'a {
    let begun = Instant::now();
    let mut said = begun;
    move || {
        if said.elapsed() >= SAY_SO {
            said = Instant::now();
            let text = format!("Working for {} s", begun.elapsed().as_secs().max(1));
            outbox(Update::Busy(text));
        }
        match receiver.try_recv() {
            Ok(job) => {
                let breaks_off = matches!(
                    job,
                    Job::Command(Command::Cancel | Command::GoTo(_) | Command::Open(_))
                );
                waiting.push_back(job);
                !breaks_off
            }
            Err(TryRecvError::Empty) => true,
            Err(TryRecvError::Disconnected) => false,
        }
    }
}
