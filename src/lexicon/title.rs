//! Titles and nouns for people: what stands before a name or in its place ("Mr", "President", "spokeswoman").

use crate::lexicon::people::Pronoun;

/// What people are called by their office or trade, singular and in lower case; the last word of a longer title.
#[rustfmt::skip]
const TITLES: &[&str] = &[
    "accountant", "activist", "actor", "actress", "adm", "admiral", "adviser", "advisor", "ag", "agent", "aide", "ally", "amb", "ambassador",
    "analyst", "anchor", "archbishop", "architect", "artist", "assemblyman", "assemblywoman", "astronaut", "astronomer", "attorney", "aunt",
    "author", "ayatollah", "baron", "baroness", "barrister", "billionaire", "bishop", "boss", "botanist", "brigadier",
    "broadcaster", "brother", "businessman", "businesswoman", "candidate", "capt", "captain", "cardinal", "ceo",
    "chair", "chairman", "chairperson", "chairwoman", "chancellor", "chef", "chemist", "chief", "clerk", "co-chairman", "co-founder",
    "coach", "col", "colonel", "columnist", "commander", "commentator", "commissioner", "composer", "comptroller", "conductor",
    "congressman", "congressperson", "congresswoman", "consultant", "coordinator", "coroner", "correspondent", "councillor",
    "councilman", "councilwoman", "counsel", "counselor", "critic", "curator", "da", "dame", "daughter", "dean", "delegate",
    "democrat", "dentist", "deputy", "designer", "detective", "developer", "diplomat", "director", "dockworker", "doctor", "dr", "driver",
    "economist", "editor", "emperor", "engineer", "engraver", "entrepreneur", "envoy", "executive", "expert", "farmer", "father",
    "fellow", "filmmaker", "financier", "firefighter", "fisherman", "foreman", "founder", "gardener", "gen",
    "general", "geographer", "goalkeeper", "gov", "governor", "grandfather", "grandmother", "harbourmaster", "headmaster",
    "headmistress", "headteacher", "historian", "host", "husband", "imam", "innkeeper", "inspector", "interpreter", "investor",
    "journalist", "judge", "justice", "keeper", "king", "lady", "lawmaker", "lawyer", "leader", "lecturer", "lender", "librarian",
    "lieutenant", "lifeguard", "linguist", "lord", "lt", "machinist", "magistrate", "maj", "major", "manager", "master", "mayor",
    "mechanic", "member", "midfielder", "midwife", "minister", "miss", "moderator", "mogul", "mother", "mp", "mr", "mrs", "ms", "mx", "negotiator",
    "neighbor", "neighbour", "nephew", "niece", "nominee", "novelist", "nurse", "officer", "official", "ombudsman", "operative",
    "organizer", "owner", "painter", "paramedic", "pastor", "pharmacist", "philosopher", "photographer", "physicist", "pilot", "planner",
    "player", "plumber", "pm", "poet", "policeman", "pollster", "pope", "postman", "postmaster", "premier", "presenter", "president", "president-elect",
    "priest", "prince", "princess", "principal", "producer", "prof", "professor", "programmer", "prosecutor", "publisher", "queen",
    "quarterback", "rabbi", "ranger", "rapper", "receptionist", "referee", "rep", "reporter", "representative", "republican", "researcher", "resident", "retailer",
    "rev", "reverend", "sailor", "salesman", "scholar", "scientist", "sculptor", "seaman", "secretary", "secretary-general", "sen",
    "senator", "sergeant", "sgt", "sheikh", "sheriff", "shopkeeper", "singer", "sir", "sister", "soldier", "solicitor", "son",
    "speaker", "spokesman", "spokesperson", "spokeswoman", "staffer", "star", "stationmaster", "strategist", "striker", "student",
    "sultan", "superintendent", "supporter", "surgeon", "surrogate", "surveyor", "teacher", "trader", "translator",
    "trawlerman", "treasurer", "trustee", "tycoon", "uncle", "vet", "veteran", "vicar", "vice-president", "volunteer", "voter", "vp", "warden",
    "welder", "whip", "widow", "widower", "wife", "winemaker", "writer", "yachtsman", "zookeeper",
];

/// Endings of nouns for one person: "hydrologist", "technician", "policewoman". Not "-man": "human", "Chapman".
const TITLE_ENDINGS: &[&str] = &["ologist", "ician", "woman"];

/// Nouns of several people or of nobody in particular, who are kept as the article puts them.
#[rustfmt::skip]
const CROWD: &[&str] = &[
    "activists", "advisers", "advisors", "aides", "allies", "ambassadors", "analysts", "attorneys", "authorities", "campaigners", "candidates", "citizens",
    "colleagues", "commentators", "conservatives", "critics", "delegates", "democrats", "diplomats", "doctors", "economists", "editors", "envoys",
    "executives", "experts", "families", "fans", "farmers", "governors", "historians", "insiders", "investigators", "investors", "journalists", "judges",
    "lawmakers", "lawyers", "leaders", "liberals", "mayors", "media", "members", "ministers", "negotiators", "observers", "officers", "officials",
    "operatives", "opponents", "organizers", "organisers", "parents", "people", "police", "politicians", "pollsters", "polls", "pundits", "prosecutors",
    "protesters", "protestors", "reporters", "reports", "representatives", "republicans", "researchers", "residents", "scholars",
    "scientists", "senators", "soldiers", "some", "sources", "spokespeople", "staffers", "strategists", "students", "supporters", "surrogates", "teachers",
    "traders", "troops", "unions", "veterans", "voters", "witnesses", "women", "men", "workers", "others", "many",
];

/// Whether `word`, in lower case without a full stop, is a title or a noun for one person.
#[must_use]
pub fn is_title(word: &str) -> bool {
    let bare = word.strip_suffix("-designate").or_else(|| word.strip_suffix("-elect")).unwrap_or(word);
    TITLES.contains(&bare)
        || TITLES.contains(&word)
        || TITLE_ENDINGS.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
}

/// Whether `title`, in lower case without a full stop, tells politeness and no office.
#[must_use]
pub fn is_courtesy(title: &str) -> bool {
    matches!(title, "mr" | "mrs" | "ms" | "miss" | "dr" | "sir" | "mx")
}

/// Whether `title`, in lower case, tells whose relative somebody is and no office.
#[must_use]
pub fn is_kin(title: &str) -> bool {
    matches!(
        title,
        "wife"
            | "husband"
            | "son"
            | "daughter"
            | "brother"
            | "sister"
            | "mother"
            | "father"
            | "uncle"
            | "aunt"
            | "nephew"
            | "niece"
            | "grandfather"
            | "grandmother"
            | "widow"
            | "widower"
    )
}

/// Whether `word`, in lower case, is a noun for several people or nobody in particular.
#[must_use]
pub fn is_crowd(word: &str) -> bool {
    CROWD.contains(&word)
}

/// The pronoun that a title tells, as "Mrs" and "spokesman" do and "President" does not; in lower case.
#[must_use]
pub fn pronoun(title: &str) -> Option<Pronoun> {
    let title = title.trim_end_matches('.');
    let she = matches!(
        title,
        "mrs"
            | "ms"
            | "miss"
            | "lady"
            | "dame"
            | "queen"
            | "princess"
            | "baroness"
            | "actress"
            | "woman"
            | "mother"
            | "wife"
            | "daughter"
            | "sister"
            | "aunt"
            | "niece"
            | "grandmother"
            | "widow"
    );
    let he = matches!(
        title,
        "mr" | "sir"
            | "lord"
            | "king"
            | "prince"
            | "baron"
            | "actor"
            | "man"
            | "father"
            | "husband"
            | "son"
            | "brother"
            | "uncle"
            | "nephew"
            | "grandfather"
            | "pope"
    );
    if she || title.ends_with("woman") {
        Some(Pronoun::She)
    } else if he || title.ends_with("sman") || title.ends_with("irman") || title.ends_with("lman") {
        Some(Pronoun::He)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_tell_the_pronoun_or_do_not() {
        assert_eq!(pronoun("spokeswoman"), Some(Pronoun::She));
        assert_eq!(pronoun("congressman"), Some(Pronoun::He));
        assert_eq!(pronoun("mr."), Some(Pronoun::He));
        assert_eq!(pronoun("president"), None);
        assert!(is_title("envoy") && is_title("president-elect") && !is_title("table"));
        assert!(is_title("hydrologist") && is_title("policewoman") && !is_title("human") && !is_title("chapman"));
        assert!(is_crowd("analysts") && !is_crowd("analyst"));
    }
}
