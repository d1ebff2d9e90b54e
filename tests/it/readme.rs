//! Every command of the README is run, in the order in which a reader meets them.

use std::{fs, path::Path};

use crate::environment::Environment;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Commands that another check runs, with its name.
const ELSEWHERE: [(&str, &str); 3] = [
    ("cargo test", "this run"),
    ("cargo install --path . --locked", ".ci/run"),
    ("DISCORD_TOKEN=… onrecord bot", "tests/it/discord"),
];

/// The lines of the README's `sh` blocks.
fn commands() -> Vec<String> {
    let readme = fs::read_to_string(Path::new(ROOT).join("README.md")).unwrap();
    let blocks = readme.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    blocks.flat_map(str::lines).map(str::to_owned).collect()
}

/// The words of a command as a shell would part them; quotation marks are the only syntax that the README uses.
fn words(command: &str) -> Vec<String> {
    command
        .split('"')
        .enumerate()
        .flat_map(|(part, text)| match part % 2 {
            0 => text.split_whitespace().map(str::to_owned).collect(),
            _ => vec![text.to_owned()],
        })
        .collect()
}

fn copy_examples(environment: &Environment) {
    for entry in fs::read_dir(Path::new(ROOT).join("examples/talks")).unwrap() {
        let entry = entry.unwrap();
        let name = format!("examples/talks/{}", entry.file_name().to_str().unwrap());
        environment.write(&name, fs::read(entry.path()).unwrap());
    }
}

#[test]
fn each_command_of_the_readme_does_what_it_says() {
    let environment = Environment::new();
    copy_examples(&environment);
    let commands = commands();
    assert!(commands.len() > 12 && commands[0].starts_with("cargo run -- ask") && commands[1] == "cargo test");
    for command in commands {
        if ELSEWHERE.iter().any(|(known, _)| *known == command) {
            continue;
        }
        let own = command.strip_prefix("cargo run -- ").or_else(|| command.strip_prefix("onrecord "));
        let arguments = words(own.unwrap_or_else(|| panic!("`{command}` is run by no test")));
        let finished = environment.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(finished.code, 0, "{command}: {finished:?}");
    }
}

#[test]
fn the_picture_in_the_readme_is_what_the_first_command_prints() {
    let environment = Environment::new();
    copy_examples(&environment);
    let first = words(commands()[0].strip_prefix("cargo run -- ").unwrap());
    let printed = environment.succeed(&first.iter().map(String::as_str).collect::<Vec<_>>()).output;
    let readme = fs::read_to_string(Path::new(ROOT).join("README.md")).unwrap();
    let picture = readme.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    assert_eq!(picture.trim_end(), printed.trim_end());
}
