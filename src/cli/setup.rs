//! Settings, lexicon and record, put together once for a command.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock, atomic::AtomicBool},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use tracing_subscriber::{EnvFilter, filter::LevelFilter};

use crate::{
    answer::{Answerer, meaning::Meaning},
    archive::Archive,
    attribution::Reader,
    cli::{arguments::Arguments, progress::Progress, remark},
    config::{Config, LexiconConfig},
    encoder::Encoder,
    index::{Index, Opened},
    lexicon::Lexicon,
    pipeline::{
        self, Report,
        embedding::{Manner, embed, embedded},
        lock::Lock,
        record::{Record, index_folder, vectors_folder},
    },
    render::{counted, terminal::Layout},
    semantic::Vectors,
};

/// Where the sample articles lie, from the root of the project.
const SAMPLES: &str = "examples/talks";

/// What every command needs.
pub(crate) struct Setup {
    /// The settings, command line included.
    pub(crate) config: Config,
    /// Names and cues.
    pub(crate) lexicon: Lexicon,
    /// Where archive and index lie.
    pub(crate) folder: PathBuf,
    /// How often `-v` was given.
    pub(crate) verbose: u8,
    /// Whether the folder was named by the user rather than being the usual one.
    own_folder: bool,
    encoder: OnceLock<Arc<Encoder>>,
}

impl Setup {
    /// Reads settings and lexicon, and starts the log on standard error.
    ///
    /// # Errors
    ///
    /// If a file can't be read or is not well formed.
    pub(crate) fn read(arguments: &Arguments) -> Result<Setup> {
        let config = Config::read(arguments.config.as_deref())?;
        start_log(&config.log.level, arguments.verbose);
        let lexicon = read_lexicon(&config.lexicon)?;
        let folder = arguments.index.clone().unwrap_or_else(|| PathBuf::from(&config.index.folder));
        let own_folder = arguments.index.is_some();
        Ok(Setup { config, lexicon, folder, verbose: arguments.verbose, own_folder, encoder: OnceLock::new() })
    }

    /// Reads articles for statements.
    pub(crate) fn reader(&self) -> Reader {
        Reader::new(self.lexicon.clone())
    }

    /// The bound on a file's size, in bytes.
    pub(crate) fn largest_file(&self) -> u64 {
        u64::from(self.config.ingest.largest_file_megabytes) * 1_000_000
    }

    /// The record to answer from: that of the folder, or the samples while nothing has been taken in.
    ///
    /// # Errors
    ///
    /// If the record can't be opened.
    pub(crate) fn record(&self) -> Result<Record> {
        let mut progress = Progress::new(false);
        let record = Record::open(&self.folder, &self.reader(), &mut |event| progress.show(event))?;
        drop(progress);
        let samples = Path::new(SAMPLES);
        if self.own_folder || record.archive.position()? > 0 || !samples.is_dir() {
            return Ok(record);
        }
        remark(&format!("Nothing has been taken in yet: these are the sample articles of `{SAMPLES}`."));
        self.sample_record(samples)
    }

    /// The samples have a record of their own, so that they never mix with real coverage.
    fn sample_record(&self, samples: &Path) -> Result<Record> {
        let folder = self.folder.join("samples");
        let record = Record::open(&folder, &self.reader(), &mut |_| {})?;
        if record.archive.position()? > 0 {
            return Ok(record);
        }
        drop(record);
        self.take_in(&folder, &[samples.to_owned()])?;
        Record::open(&folder, &self.reader(), &mut |_| {})
    }

    /// Takes the articles of `paths` into the record in `folder`.
    ///
    /// # Errors
    ///
    /// If the record can't be written.
    pub(crate) fn take_in(&self, folder: &Path, paths: &[PathBuf]) -> Result<Report> {
        let reader = self.reader();
        let lock = Lock::take(folder)?;
        let mut progress = Progress::new(false);
        let record = Record::open_to_write(&lock, &reader, &mut |_| {})?;
        let Record { archive, index, .. } = &record;
        let report =
            pipeline::ingest(paths, self.largest_file(), archive, index, &reader, &mut |event| progress.show(event))?;
        drop((lock, progress));
        self.embed(&record, false)?;
        Ok(report)
    }

    /// Answers from the record.
    ///
    /// # Errors
    ///
    /// If the record can't be opened.
    pub(crate) fn answerer(&self) -> Result<Answerer> {
        self.answerer_of(self.record()?)
    }

    /// Answers from the record in `folder`.
    ///
    /// # Errors
    ///
    /// If the record can't be opened.
    pub(crate) fn answerer_in(&self, folder: &Path) -> Result<Answerer> {
        self.answerer_of(Record::open(folder, &self.reader(), &mut |_| {})?)
    }

    fn answerer_of(&self, record: Record) -> Result<Answerer> {
        let Record { archive, index, folder, .. } = record;
        let answerer = Answerer::new(archive, index.searcher()?, self.lexicon.people.clone());
        let answerer = answerer.with_time_budget(Some(self.config.answers.time_budget()));
        let Some(encoder) = self.encoder() else { return Ok(answerer) };
        let vectors = Vectors::open(&vectors_folder(&folder), encoder.fingerprint());
        Ok(answerer.with_meaning(Meaning::new(encoder, Arc::new(vectors))))
    }

    /// What tells the meaning of sentences; nothing where the settings do without. Made once.
    pub(crate) fn encoder(&self) -> Option<Arc<Encoder>> {
        let encoder = || self.encoder.get_or_init(|| Arc::new(Encoder::built_in()));
        self.config.retrieval.semantic.then(|| Arc::clone(encoder()))
    }

    /// Makes the vectors that `record` lacks, where the settings want them, and tells how many; waits for a process
    /// that is making some. With `looks_at_all`, articles that have vectors are looked at too.
    ///
    /// # Errors
    ///
    /// If the index can't be read or the vectors can't be written.
    pub(crate) fn embed(&self, record: &Record, looks_at_all: bool) -> Result<()> {
        let Some(encoder) = self.encoder() else { return Ok(()) };
        let begin = Instant::now();
        let lock = vectors_lock(&record.folder)?;
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let manner = Manner { threads, rests: false, looks_at_all, stop: &AtomicBool::new(false) };
        let mut progress = Progress::new(self.verbose > 0);
        let embedded =
            embed(&lock, &record.archive, &record.index, &encoder, manner, &mut |event| progress.show(event))
                .context("reading sentences for what they mean; they are found by their words all the same")?;
        drop(progress);
        if embedded.made > 0 {
            remark(&speed(embedded.made, begin.elapsed()));
        }
        Ok(())
    }

    /// How many sentences of the record have a vector, and how many there are; nothing where the settings do without
    /// or there is no index.
    ///
    /// # Errors
    ///
    /// If the index can't be read.
    pub(crate) fn embedded(&self) -> Result<Option<(usize, usize)>> {
        let Some(encoder) = self.encoder() else { return Ok(None) };
        let Opened::Ready(index) = Index::open(&index_folder(&self.folder))? else { return Ok(None) };
        embedded(&vectors_folder(&self.folder), &index, &encoder).map(Some)
    }

    /// Refuses a folder without an archive.
    pub(crate) fn require_archive(&self) -> Result<()> {
        ensure!(
            Archive::exists(&self.folder),
            "there is no archive in `{}`; `onrecord ingest PATH` makes one, --index names another folder",
            self.folder.display()
        );
        Ok(())
    }

    /// Lines as wide as the terminal, unbroken where there is none.
    pub(crate) fn layout() -> Layout {
        let terminal = std::io::IsTerminal::is_terminal(&std::io::stdout());
        Layout { columns: terminal.then(|| textwrap::termwidth().min(100)) }
    }
}

/// The right to write vectors of the record in `folder`, once no other process has it.
fn vectors_lock(folder: &Path) -> Result<Lock> {
    const LOOK: Duration = Duration::from_millis(200);
    let folder = vectors_folder(folder);
    let mut is_told = false;
    loop {
        if let Some(lock) = Lock::take_if_free(&folder)? {
            return Ok(lock);
        }
        if !is_told {
            remark("another onrecord is reading sentences for what they mean; waiting for it (Ctrl-C loses nothing)");
            is_told = true;
        }
        thread::sleep(LOOK);
    }
}

#[expect(clippy::cast_precision_loss, reason = "a speed is shown without decimals")]
fn speed(sentences: usize, elapsed: Duration) -> String {
    let seconds = elapsed.as_secs_f64().max(0.001);
    format!(
        "read {} for what they mean in {seconds:.1} s ({:.0} sentences/s)",
        counted(sentences, "sentence"),
        sentences as f64 / seconds
    )
}

/// Crates that speak with Discord; what they log may hold addresses, in which tokens stand, and words of users.
const SILENT: [&str; 7] = ["serenity", "reqwest", "hyper", "h2", "rustls", "tungstenite", "tokio_tungstenite"];

fn start_log(level: &str, verbose: u8) {
    let level = match verbose {
        0 => level,
        1 => "info",
        _ => "debug",
    };
    let own = format!("onrecord={level}");
    let directives = SILENT.map(|name| format!("{name}=off")).into_iter().chain([own]);
    let parsed = directives.map(|directive| directive.parse().expect("the level was checked with the settings"));
    let nothing = EnvFilter::builder().with_default_directive(LevelFilter::ERROR.into()).parse_lossy("");
    let filter = parsed.fold(nothing, EnvFilter::add_directive);
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false).init();
}

fn read_lexicon(config: &LexiconConfig) -> Result<Lexicon> {
    if config.folder.is_empty() {
        return Ok(Lexicon::built_in());
    }
    let folder = Path::new(&config.folder);
    let read = |name: &str| {
        let path = folder.join(name);
        fs::read_to_string(&path)
            .with_context(|| format!("reading `{}`, named by the setting `lexicon.folder`", path.display()))
    };
    Lexicon::parse(&read("people.toml")?, &read("cues.toml")?)
        .with_context(|| format!("lexicon in `{}`", folder.display()))
}
