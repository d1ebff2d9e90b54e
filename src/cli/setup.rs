//! Settings, lexicon and record, put together once for a command.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use tracing_subscriber::{EnvFilter, filter::LevelFilter};

use crate::{
    answer::Answerer,
    archive::Archive,
    attribution::Reader,
    cli::arguments::Arguments,
    config::{Config, LexiconConfig},
    index::{Index, Opened},
    lexicon::Lexicon,
    render::terminal::Layout,
};

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
        Ok(Setup { config, lexicon, folder, verbose: arguments.verbose })
    }

    /// Reads articles for statements.
    pub(crate) fn reader(&self) -> Reader {
        Reader::new(self.lexicon.clone())
    }

    /// Answers from the record.
    ///
    /// # Errors
    ///
    /// If the record can't be opened.
    pub(crate) fn answerer(&self) -> Result<Answerer> {
        let archive = Archive::open(&self.folder)?;
        let index = match Index::open(&self.folder)? {
            Opened::Ready(index) => index,
            _ => Index::create(&self.folder)?,
        };
        Ok(Answerer::new(archive, index.searcher()?, self.lexicon.people.clone()))
    }

    /// Lines as wide as the terminal, unbroken where there is none.
    pub(crate) fn layout() -> Layout {
        let terminal = std::io::IsTerminal::is_terminal(&std::io::stdout());
        Layout { columns: terminal.then(|| textwrap::termwidth().min(100)) }
    }
}

fn start_log(level: &str, verbose: u8) {
    let level = match verbose {
        0 => level,
        1 => "info",
        _ => "debug",
    };
    let own = format!("onrecord={level}").parse().expect("the level was checked with the settings");
    let filter =
        EnvFilter::builder().with_default_directive(LevelFilter::ERROR.into()).parse_lossy("").add_directive(own);
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
