//! Posts as people write them, and what is claimed in them.

use proptest::prelude::*;

use super::*;

/// A claim as the tables write it: speaker, `Q` or `T`, words.
fn written(claim: &Claim) -> String {
    let form = if claim.form == ClaimForm::Quoted { 'Q' } else { 'T' };
    format!("{}|{form}|{}", claim.speaker.as_deref().unwrap_or("-"), claim.words)
}

fn check(message: &str, expected: &[&str]) {
    let found: Vec<String> = claims(message).iter().map(written).collect();
    assert_eq!(found, expected, "in {message:?}");
}

#[test]
fn quotations_are_found_with_the_names_around_them() {
    for (message, expected) in QUOTED {
        check(message, expected);
    }
}

#[rustfmt::skip]
const QUOTED: &[(&str, &[&str])] = &[
    ("\"No lorry may cross.\" – Dana Poole", &["Dana Poole|Q|No lorry may cross."]),
    ("“No lorry may cross” - Dana Poole, harbour master", &["Dana Poole|Q|No lorry may cross"]),
    ("\"No lorry may cross\" -Poole", &["Poole|Q|No lorry may cross"]),
    ("\"no lorry may cross\" - poole", &["poole|Q|no lorry may cross"]),
    ("\"No lorry may cross\"\n— Dana Poole", &["Dana Poole|Q|No lorry may cross"]),
    ("\"No lorry may cross\"\n\n~ Dana Poole (2024)", &["Dana Poole|Q|No lorry may cross"]),
    ("“No lorry may cross”\nDana Poole, harbour master", &["Dana Poole|Q|No lorry may cross"]),
    ("\"No lorry may cross\" (Dana Poole, Monday)", &["Dana Poole|Q|No lorry may cross"]),
    ("\"No lorry may cross\" – harbour master Dana Poole via the Courier", &["Dana Poole|Q|No lorry may cross"]),
    ("Dana Poole: \"No lorry may cross\"", &["Dana Poole|Q|No lorry may cross"]),
    ("BREAKING: Dana Poole: “No lorry may cross”", &["Dana Poole|Q|No lorry may cross"]),
    ("Dana Poole said: “No lorry may cross.”", &["Dana Poole|Q|No lorry may cross."]),
    ("Dana Poole, the harbour master, told the council: «No lorry may cross»", &["Dana Poole|Q|No lorry may cross"]),
    ("Poole says \"no lorry may cross\" lol", &["Poole|Q|no lorry may cross"]),
    ("Did Poole really say \"no lorry may cross\"?", &["Poole|Q|no lorry may cross"]),
    ("\"No lorry may cross,\" said Dana Poole.", &["Dana Poole|Q|No lorry may cross"]),
    ("\"No lorry may cross,\" Dana Poole, the harbour master, told the council.", &["Dana Poole|Q|No lorry may cross"]),
    ("\"No lorry may cross,\" Poole said, \"before we are done.\"", &["Poole|Q|No lorry may cross, before we are done."]),
    ("\"We found rust,\" Poole said. \"No lorry may cross.\"", &["Poole|Q|We found rust", "Poole|Q|No lorry may cross."]),
    ("Poole said \"We found rust\" but Mina Sorsa said \"nobody will be left\"", &["Poole|Q|We found rust", "Mina Sorsa|Q|nobody will be left"]),
    ("Poole said the bridge is \"eaten up by rust\" and the ferry \"a bad joke really\".", &["Poole|Q|eaten up by rust", "Poole|Q|a bad joke really"]),
    ("According to Dana Poole, \"no lorry may cross\".", &["Dana Poole|Q|no lorry may cross"]),
    ("\"No lorry may cross\", according to Dana Poole", &["Dana Poole|Q|No lorry may cross"]),
    ("Dana Poole is back. She said: \"We found rust in it\"", &["-|Q|We found rust in it"]),
    ("Poole said \"we found rust\". He added: \"No lorry may cross.\"", &["Poole|Q|we found rust", "Poole|Q|No lorry may cross."]),
    ("\"No lorry may cross\" – Poole\n\"Nobody will be left\" – Sorsa", &["Poole|Q|No lorry may cross", "Sorsa|Q|Nobody will be left"]),
    ("Poole: \"No lorry may cross\"\nSorsa: \"Nobody will be left\"", &["Poole|Q|No lorry may cross", "Sorsa|Q|Nobody will be left"]),
    ("Poole said:\n\"No lorry may cross\"", &["Poole|Q|No lorry may cross"]),
    ("Dana Poole\n\"No lorry may cross\"", &["Dana Poole|Q|No lorry may cross"]),
    ("\"We found rust.\nNo lorry may cross.\" – Poole", &["Poole|Q|We found rust. No lorry may cross."]),
    ("“We found rust.\n\n“No lorry may cross.” – Poole", &["Poole|Q|We found rust. No lorry may cross."]),
    ("**\"No *lorry* may cross\"** – __Dana Poole__", &["Dana Poole|Q|No lorry may cross"]),
    ("||“No lorry may cross”|| – <@123> Dana Poole <:rust:1> 🙂", &["Dana Poole|Q|No lorry may cross"]),
    ("“No lorry may cross” – [Dana Poole](https://a.example/b)", &["Dana Poole|Q|No lorry may cross"]),
    ("„No lorry may cross“ – Poole", &["Poole|Q|No lorry may cross"]),
    ("»No lorry may cross« – Poole", &["Poole|Q|No lorry may cross"]),
    ("「No lorry may cross」 – Poole", &["Poole|Q|No lorry may cross"]),
    ("'No lorry may cross' – Poole", &["Poole|Q|No lorry may cross"]),
    ("``No lorry may cross,'' Poole said.", &["Poole|Q|No lorry may cross"]),
    ("\u{202E}\"No lor\u{200B}ry may cross\"\u{202C} – Poole", &["Poole|Q|No lorry may cross"]),
    ("\"No lorry may cross - Poole", &["Poole|Q|No lorry may cross"]),
    ("\"no lorry may cross before we are done\" is this real?", &["-|Q|no lorry may cross before we are done"]),
    ("As Dana Poole put it: \"no lorry may cross\"", &["Dana Poole|Q|no lorry may cross"]),
    ("\"We found rust,\" Poole told the council, adding: \"No lorry may cross.\"", &["Poole|Q|We found rust", "Poole|Q|No lorry may cross."]),
    ("In Poole's words, \"no lorry may cross\"", &["Poole|Q|no lorry may cross"]),
    ("\"No lorry,\" she said, \"may cross.\" - Dana Poole", &["Dana Poole|Q|No lorry, may cross."]),
    ("\"We found rust.\" Poole, speaking on Monday, also said that no lorry may cross.", &["Poole|Q|We found rust.", "Poole|T|no lorry may cross."]),
    ("Quote of the day: \"no lorry may cross\"", &["-|Q|no lorry may cross"]),
    ("Sorsa accused Poole of lying: \"No lorry may cross\"", &["-|Q|No lorry may cross"]),
    ("No lorry may cross. – Dana Poole", &["Dana Poole|Q|No lorry may cross."]),
    ("No lorry may cross\n– Dana Poole", &["Dana Poole|Q|No lorry may cross"]),
    ("> No lorry may cross.\n— Dana Poole, harbour master", &["Dana Poole|Q|No lorry may cross."]),
    ("> No lorry may cross.\nDana Poole", &["Dana Poole|Q|No lorry may cross."]),
    ("> \"No lorry may cross.\"\n> \n> – Dana Poole", &["Dana Poole|Q|No lorry may cross."]),
    ("> We found rust.\n> No lorry may cross.\nthoughts?", &["-|Q|We found rust. No lorry may cross."]),
    (">>> No lorry may cross.\n– Dana Poole", &["Dana Poole|Q|No lorry may cross."]),
    ("Dana Poole today:\n> No lorry may cross.", &["Dana Poole|Q|No lorry may cross."]),
    ("> The bridge stays shut, Dana Poole said on Monday.", &["Dana Poole|T|The bridge stays shut"]),
    ("> “We found rust,” Poole said.\nwow", &["Poole|Q|We found rust"]),
    ("> a bridge is a bridge\n– Poole\n> a ferry is a ferry\n– Sorsa", &["Poole|Q|a bridge is a bridge", "Sorsa|Q|a ferry is a ferry"]),
];

#[test]
fn what_is_told_is_found_with_its_speaker() {
    for (message, expected) in TOLD {
        check(message, expected);
    }
}

#[rustfmt::skip]
const TOLD: &[(&str, &[&str])] = &[
    ("Dana Poole said that the bridge is safe.", &["Dana Poole|T|the bridge is safe."]),
    ("Poole said on Monday that the bridge is safe", &["Poole|T|the bridge is safe"]),
    ("Poole told the council that the bridge is safe", &["Poole|T|the bridge is safe"]),
    ("so poole said the bridge is safe now", &["poole|T|the bridge is safe now"]),
    ("did Poole really say that the bridge is safe?", &["Poole|T|the bridge is safe"]),
    ("According to Dana Poole, the harbour master, the bridge is safe.", &["Dana Poole|T|the bridge is safe."]),
    ("The bridge is safe, according to Dana Poole.", &["Dana Poole|T|The bridge is safe"]),
    ("The bridge is safe, Dana Poole said on Monday.", &["Dana Poole|T|The bridge is safe"]),
    ("The bridge is safe, said Dana Poole, the harbour master.", &["Dana Poole|T|The bridge is safe"]),
    ("According to the Ministry of Works the bridge is safe", &["Ministry of Works|T|the bridge is safe"]),
    ("Poole says that the bridge is safe, but engineer Ruth Okafor says it is not safe", &["Poole|T|the bridge is safe", "Ruth Okafor|T|it is not safe"]),
    ("The Courier: Poole says the bridge is safe", &["Poole|T|the bridge is safe"]),
    ("Nobody told the people of the town. The bridge was shut in 2019.", &["-|T|Nobody told the people of the town.", "-|T|The bridge was shut in 2019."]),
    ("Reporter: Is the bridge safe?\nPoole: The bridge is safe.", &["Poole|T|The bridge is safe."]),
    ("The head of the harbour, Dana Poole, said the bridge wouldn't open on Sundays.", &["Dana Poole|T|the bridge wouldn't open on Sundays."]),
    ("Poole: the bridge is safe", &["Poole|T|the bridge is safe"]),
    ("Poole: we found rust in it", &["Poole|Q|we found rust in it"]),
    ("Breaking: Poole says the bridge is safe", &["Poole|T|the bridge is safe"]),
    ("The harbour master says the bridge is safe", &["The harbour master|T|the bridge is safe"]),
    ("Poole denied that the bridge is safe", &["-|T|Poole denied that the bridge is safe"]),
    ("Poole never said that the bridge is safe", &["-|T|Poole never said that the bridge is safe"]),
    ("Poole said the plan was \"dead\"", &["Poole|T|the plan was \"dead\""]),
    ("Poole is right. He said that the bridge is safe. Sorsa warned that the ferry is full.", &["-|T|the bridge is safe.", "Sorsa|T|the ferry is full."]),
    ("The harbour bridge stays shut until spring.", &["-|T|The harbour bridge stays shut until spring."]),
    ("The United States posts large numbers of ferries there", &["-|T|The United States posts large numbers of ferries there"]),
];

#[test]
fn chatter_claims_nothing() {
    for message in [
        "",
        " ",
        "lol",
        "lmao no way 🙂",
        "https://a.example/b?c=d",
        "<@1> <@2>",
        "🙂🙂🙂",
        "\"\"\"\"\"\"",
        "good morning everyone!",
        "what do you think?",
        "I think you're right about this one",
        "> ",
        ">>> ",
        "||  ||",
        "– Dana Poole",
        "\"lol\"",
        ":",
        "```\n```",
        "<:a:1>",
        "**__~~",
        "when is the next ferry?",
    ] {
        check(message, &[]);
    }
}

#[test]
fn what_is_given_as_a_quotation_is_one() {
    for (quote, speaker, expected) in [
        ("No lorry may cross", None, "-|Q|No lorry may cross"),
        ("No lorry may cross", Some(" Dana Poole "), "Dana Poole|Q|No lorry may cross"),
        ("\"No lorry may cross\"", None, "-|Q|No lorry may cross"),
        ("“No lorry may cross” – Poole", None, "Poole|Q|No lorry may cross"),
        ("“No lorry may cross” – Poole", Some("Sorsa"), "Sorsa|Q|No lorry may cross"),
        ("Never again: no lorry may cross", Some("Poole"), "Poole|Q|Never again: no lorry may cross"),
        ("Victory: no lorry may cross – Poole", Some("Sorsa"), "Sorsa|Q|Victory: no lorry may cross – Poole"),
        ("Poole said that the bridge is safe", None, "Poole|T|the bridge is safe"),
        ("yes", None, "-|Q|yes"),
        ("\"yes\"", Some("Poole"), "Poole|Q|yes"),
        ("yes", Some("**Dana\u{200B}** <@1>\nPoole"), "Dana Poole|Q|yes"),
        ("yes", Some("@everyone"), "-|Q|yes"),
    ] {
        let found: Vec<String> = Claim::of_quote(quote, speaker).iter().map(written).collect();
        assert_eq!(found, [expected], "{quote}");
    }
    assert!(Claim::of_quote(" 🙂 <@1> ", Some("Poole")).is_empty());
}

#[test]
fn many_claims_are_all_found_and_long_messages_take_no_time() {
    let message =
        (0..40).map(|number| format!("\"This is claim number {number}\" – Poole")).collect::<Vec<_>>().join("\n");
    assert_eq!(claims(&message).len(), 40);
    for mark in
        ["\"", "“", "'", "> ", "[", "<", "*", "`", ":", "a: ", "\" - ", "\"\n", "said ", "Poole said, ", "(", ", "]
    {
        let message = mark.repeat(4000 / mark.len());
        assert!(claims(&message).len() <= 4000);
    }
}

proptest! {
    #[test]
    fn any_text_has_claims_or_none(message in "\\PC{0,300}|[a-zA-Z“”\"'‘’«»「」 ,.:;!?*_~|`<>@\\[\\]()\\\\#\n–—-]{0,300}") {
        for claim in claims(&message).into_iter().chain(Claim::of_quote(&message, Some("Poole"))) {
            prop_assert!(claim.words.contains(char::is_alphanumeric), "{claim:?}");
            prop_assert!(claim.words.trim() == claim.words, "{claim:?}");
            prop_assert!(claim.speaker.is_none_or(|speaker| !speaker.trim().is_empty() && !speaker.contains('\n')));
            prop_assert!(!claim.words.contains(['\u{202E}', '\u{200B}', '\n']), "{}", claim.words);
        }
    }
}
