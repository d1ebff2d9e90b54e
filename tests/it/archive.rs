//! The record outlives mistakes: foreign, newer, damaged and unwritable folders are refused, and nothing is lost.

use std::{
    fs,
    os::unix::{fs::MetadataExt, fs::PermissionsExt, process::CommandExt},
    process::Command,
};

use rusqlite::Connection;

use crate::environment::{Environment, Finished};

const WALL: &str = "Harbour wall to be raised\n\nThe harbour board voted on Monday to raise the wall. \
    “It will hold for a century,” engineer Nadia Brandt said.\n";

/// An account that owns nothing.
const NOBODY: u32 = 65534;

fn wall() -> Environment {
    let environment = Environment::new();
    environment.write("wall.txt", WALL);
    environment.succeed(&["ingest", "wall.txt"]);
    environment
}

fn archive(environment: &Environment) -> Connection {
    Connection::open(environment.path().join("index/archive.db")).unwrap()
}

#[test]
fn a_folder_that_holds_no_archive_of_ours_is_refused_and_left_alone() {
    let environment = Environment::new();
    environment.write("wall.txt", WALL);
    environment
        .write("noise/archive.db", "not a database at all, but longer than the header of one would be: ".repeat(9));
    let refusal = environment.refuse(&["--index", "noise", "ingest", "wall.txt"]);
    assert!(refusal.contains("is not an archive; move it away"), "{refusal}");

    fs::create_dir(environment.path().join("other")).unwrap();
    let other = Connection::open(environment.path().join("other/archive.db")).unwrap();
    other.execute_batch("CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup')").unwrap();
    let refusal = environment.refuse(&["--index", "other", "ingest", "wall.txt"]);
    assert!(refusal.contains("is another program's database"), "{refusal}");
    assert_eq!(other.query_row("SELECT name FROM recipes", [], |row| row.get::<_, String>(0)).unwrap(), "soup");

    let refusal = environment.refuse(&["--index", "wall.txt", "ingest", "wall.txt"]);
    assert!(refusal.contains("can't write in the index folder `wall.txt`"), "{refusal}");
}

#[test]
fn an_archive_of_a_newer_program_is_refused_with_the_remedy() {
    let environment = wall();
    archive(&environment).pragma_update(None, "user_version", 99).unwrap();
    for arguments in [&["ingest", "wall.txt"][..], &["ask", "Will the wall hold?"], &["verify"]] {
        let refusal = environment.refuse(arguments);
        assert!(refusal.contains("made by a newer onrecord (version 99"), "{refusal}");
    }
}

#[test]
fn an_altered_text_is_found_by_verify_and_never_quoted() {
    let environment = wall();
    let verified = environment.succeed(&["verify"]).output;
    let told =
        "1 articles, all as they were archived and all in the index\n3 of 3 sentences can be found by what they mean\n";
    assert_eq!(verified, told);
    archive(&environment).execute("UPDATE versions SET body = replace(body, 'century', 'week')", []).unwrap();
    let verified = environment.run(&["verify"]);
    assert_eq!(verified.code, 2);
    assert!(verified.output.contains("is not what was archived; restore the archive from a copy"), "{verified:?}");
    let asked = environment.run(&["ask", "Will the wall hold for a century?"]);
    assert!(!asked.output.contains("for a week"), "{asked:?}");
    let rebuilt = environment.run(&["reindex"]);
    assert_eq!(rebuilt.code, 2);
    assert!(rebuilt.remarks.contains("left out"), "{rebuilt:?}");
}

#[test]
fn a_lost_or_broken_index_is_made_again_by_the_next_question() {
    let environment = wall();
    let sentences = environment.path().join("index/sentences");
    let question = &["ask", "Who said that the wall will hold for a century?"];
    let before = environment.succeed(question).output;
    assert!(before.contains("It will hold for a century"), "{before}");
    fs::remove_dir_all(&sentences).unwrap();
    assert_eq!(environment.run(&["verify"]).code, 2);
    assert_eq!(environment.succeed(question).output, before);
    environment.succeed(&["verify"]);
    fs::write(sentences.join("meta.json"), "{}").unwrap();
    assert_eq!(environment.succeed(question).output, before);
    environment.succeed(&["verify"]);
}

#[test]
fn an_index_that_has_what_the_archive_lacks_is_found_and_mended() {
    let environment = wall();
    let connection = archive(&environment);
    connection
        .execute_batch("DELETE FROM places; PRAGMA foreign_keys = off; DELETE FROM versions; DELETE FROM articles")
        .unwrap();
    let verified = environment.run(&["verify"]);
    assert_eq!(verified.code, 2);
    assert!(verified.output.contains("that the archive does not have; `onrecord reindex`"), "{verified:?}");
    environment.succeed(&["reindex"]);
    environment.succeed(&["verify"]);
}

#[test]
fn an_index_folder_that_cannot_be_written_is_refused_in_one_line() {
    let environment = wall();
    environment.write("bridge.txt", "Bridge to be painted\n\nThe bridge will be painted green, the board said.\n");
    let index = environment.path().join("index");
    let mode = |mode| fs::set_permissions(&index, fs::Permissions::from_mode(mode)).unwrap();
    mode(0o555);
    let finished = as_nobody(&environment, &["ingest", "bridge.txt"]);
    mode(0o755);
    assert_eq!(finished.code, 2, "{finished:?}");
    assert_eq!(finished.remarks.lines().count(), 1, "{finished:?}");
    assert!(finished.remarks.contains("can't write in the index folder `index`"), "{finished:?}");
    environment.succeed(&["verify"]);
}

/// Runs the program without the rights of root, which may write everywhere.
fn as_nobody(environment: &Environment, arguments: &[&str]) -> Finished {
    let mut command = environment.command(arguments);
    if fs::metadata(environment.path()).unwrap().uid() == 0 {
        // Nobody may not enter the folders of root, where the program itself may lie too.
        fs::set_permissions(environment.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let program = environment.path().join("onrecord");
        fs::copy(env!("CARGO_BIN_EXE_onrecord"), &program).unwrap();
        command = Command::new(program);
        command.args(arguments).current_dir(environment.path()).env_remove("ONRECORD_CONFIG").uid(NOBODY);
    }
    Finished::from(command.output().unwrap())
}

#[test]
fn doctor_names_what_is_wrong_with_its_remedy() {
    let environment = Environment::new();
    let fresh = environment.succeed(&["doctor"]).output;
    assert!(fresh.contains("note   index folder: `index` is not there yet"), "{fresh}");
    let environment = wall();
    let mut command = environment.command(&["doctor"]);
    let well = Finished::from(command.env("DISCORD_TOKEN", "a-secret-of-mine").output().unwrap());
    assert_eq!(well.code, 0);
    assert!(well.output.contains("ok     Discord token: is set") && !well.output.contains("a-secret"), "{well:?}");
    fs::remove_dir_all(environment.path().join("index/sentences")).unwrap();
    let ill = environment.run(&["doctor"]);
    assert_eq!(ill.code, 2);
    assert!(ill.output.contains("wrong  index: is missing or unusable; `onrecord reindex`"), "{ill:?}");
}
