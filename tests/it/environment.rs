//! Owns a temporary folder and runs the real program in it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

/// Settings that every command of an environment is given, where there are any.
const SETTINGS: &str = "environment.toml";

/// A temporary folder; the program is started in it and keeps its index there.
pub(crate) struct Environment {
    folder: TempDir,
}

/// What a run of the program printed, and how it ended.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) output: String,
    pub(crate) remarks: String,
    pub(crate) code: i32,
}

impl Environment {
    pub(crate) fn new() -> Environment {
        Environment { folder: TempDir::new().unwrap() }
    }

    /// Where the program finds sentences by their words alone: for what takes in much and does not look at meaning.
    pub(crate) fn of_words() -> Environment {
        let environment = Environment::new();
        environment.write(SETTINGS, "[retrieval]\nsemantic = false\n");
        environment
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file below the folder, with the folders above it.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// The program with these arguments, started in the folder, without secrets or settings of the surroundings.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.args(arguments).current_dir(self.path()).stdin(Stdio::null());
        command.env_remove("DISCORD_TOKEN").env_remove("ONRECORD_CONFIG").env_remove("NO_COLOR");
        if self.path().join(SETTINGS).exists() {
            command.env("ONRECORD_CONFIG", SETTINGS);
        }
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Finished {
        Finished::from(self.command(arguments).output().unwrap())
    }

    /// Runs the program and holds it to success.
    pub(crate) fn succeed(&self, arguments: &[&str]) -> Finished {
        let finished = self.run(arguments);
        assert_eq!(finished.code, 0, "{arguments:?}: {finished:?}");
        finished
    }

    /// Runs the program and holds it to one line of complaint and exit code 2; gives the line.
    pub(crate) fn refuse(&self, arguments: &[&str]) -> String {
        let finished = self.run(arguments);
        assert_eq!(finished.code, 2, "{arguments:?}: {finished:?}");
        assert_eq!(finished.output, "", "{arguments:?}");
        assert_eq!(finished.remarks.lines().count(), 1, "{arguments:?}: {finished:?}");
        finished.remarks.trim_end().to_owned()
    }
}

impl From<Output> for Finished {
    fn from(output: Output) -> Finished {
        Finished {
            output: String::from_utf8(output.stdout).unwrap(),
            remarks: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().expect("the program was not killed"),
        }
    }
}

/// The folder of gold data beside the project, or nothing on a machine without it, which is said.
///
/// Where `ONRECORD_REQUIRE_SHARED` is set (the project's own checks) its absence is a failure.
pub(crate) fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("ONRECORD_REQUIRE_SHARED").is_none(), "../shared is required and not there");
    println!("skipped: no ../shared");
    None
}
