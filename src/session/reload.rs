//! Notices that the open script was saved.

use std::path::Path;
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};

/// Saves closer together than this are one.
const PAUSE: Duration = Duration::from_millis(100);

/// Watches one file; dropping it ends that.
pub(super) struct Watcher {
    _debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
}

impl Watcher {
    /// Calls `saved` after each save of the file. Editors write in place or put a new file in the
    /// old one's place: watching the folder sees both.
    ///
    /// # Errors
    /// The system cannot watch the folder.
    pub fn start(path: &Path, saved: impl Fn() + Send + 'static) -> notify::Result<Watcher> {
        let file = std::path::absolute(path)?;
        let folder = file.parent().unwrap_or(Path::new("/")).to_path_buf();
        let name = file.file_name().map(ToOwned::to_owned);
        let mut debouncer = new_debouncer(PAUSE, None, move |events: DebounceEventResult| {
            // Reading the file is an event too; answering it would never end.
            let is_save = |event: &notify_debouncer_full::DebouncedEvent| {
                !event.kind.is_access()
                    && event.paths.iter().any(|p| p.file_name() == name.as_deref())
            };
            if events.is_ok_and(|events| events.iter().any(is_save)) {
                saved();
            }
        })?;
        debouncer.watch(folder, RecursiveMode::NonRecursive)?;
        Ok(Watcher {
            _debouncer: debouncer,
        })
    }
}
