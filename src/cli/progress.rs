//! The progress of long work, on standard error.

use indicatif::{ProgressBar, ProgressStyle};

use crate::{archive::Kept, cli::remark, pipeline::Event, render::counted};

/// Where no bar can be shown, work on so many articles is told of in a line.
const LONG_ARTICLES: usize = 100;

/// Shows the events of the way in: as a bar on a terminal, as a line an article where that is asked for.
pub(crate) struct Progress {
    bar: ProgressBar,
    is_verbose: bool,
}

impl Progress {
    /// A bar that shows nothing where standard error is no terminal; with `is_verbose`, lines instead.
    pub(crate) fn new(is_verbose: bool) -> Progress {
        let bar = if is_verbose { ProgressBar::hidden() } else { ProgressBar::no_length() };
        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}").expect("the template is sound");
        bar.set_style(style);
        Progress { bar, is_verbose }
    }

    /// Shows one event.
    pub(crate) fn show(&mut self, event: Event<'_>) {
        match event {
            Event::Found(files) => self.begin("reading articles", files),
            Event::Behind(articles) => {
                if articles >= LONG_ARTICLES && self.bar.is_hidden() {
                    remark(&format!("making the index: {} to read", counted(articles, "article")));
                }
                self.begin("making the index", articles);
            }
            Event::LeftBehind(articles) => remark(&format!(
                "the index is behind the archive by {}; `onrecord reindex` or the next ingest brings it into step",
                counted(articles, "article")
            )),
            Event::Indexed(articles) => self.bar.inc(articles as u64),
            Event::Unembedded(sentences) => self.begin("reading sentences for what they mean", sentences),
            Event::Embedded(sentences) => self.bar.inc(sentences as u64),
            Event::Archived(incoming, kept) => {
                self.bar.inc(1);
                if self.is_verbose {
                    remark(&format!("kept {} ({})", incoming.place, word(kept)));
                }
            }
            Event::Skipped(skipped) => {
                self.bar.inc(1);
                if self.is_verbose {
                    remark(&format!("skipped {skipped}"));
                }
            }
        }
    }

    fn begin(&self, message: &'static str, length: usize) {
        // An index that is in step is behind by nothing: no bar flashes by.
        if length > 0 {
            self.bar.set_message(message);
            self.bar.set_position(0);
            self.bar.set_length(length as u64);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn word(kept: Kept) -> &'static str {
    match kept {
        Kept::New => "new",
        Kept::Changed => "changed",
        Kept::Unchanged => "unchanged",
    }
}
