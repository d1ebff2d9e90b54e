//! Titles and nouns for people: what stands before a name or in its place ("Mr", "President", "spokeswoman").

use crate::lexicon::people::Pronoun;

/// What people are called by their office or trade, singular and in lower case; the last word of a longer title.
#[rustfmt::skip]
const TITLES: &[&str] = &[
    "activist", "actor", "actress", "adm", "admiral", "adviser", "advisor", "aide", "ally", "amb", "ambassador", "analyst", "archbishop",
    "assemblyman", "assemblywoman", "attorney", "author", "ayatollah", "baron", "baroness", "billionaire", "bishop", "boss",
    "brigadier", "businessman", "businesswoman", "candidate", "capt", "captain", "cardinal", "ceo", "chair", "chairman",
    "chairperson", "chairwoman", "chancellor", "chief", "coach", "co-chairman", "co-founder", "col", "colonel", "columnist",
    "commander", "commentator", "commissioner", "comptroller", "congressman", "congresswoman", "congressperson", "consultant", "coordinator",
    "coroner", "correspondent", "councillor", "councilman", "councilwoman", "counsel", "counselor", "critic", "dame", "dean", "delegate",
    "democrat", "deputy", "detective", "diplomat", "director", "doctor", "dr", "economist", "editor", "emperor", "envoy", "executive",
    "expert", "father", "fellow", "financier", "founder", "gen", "general", "gov", "governor", "historian", "host",
    "imam", "inspector", "investor", "journalist", "judge", "justice", "king", "lady", "lawmaker", "lawyer", "leader", "lieutenant",
    "lord", "lt", "magistrate", "maj", "major", "manager", "mayor", "member", "minister", "miss", "mogul", "mp", "mr", "mrs", "ms", "mx", "negotiator",
    "nominee", "officer", "official", "operative", "organizer", "owner", "pastor", "philosopher", "pilot", "player", "pollster",
    "pope", "premier", "president", "president-elect", "priest", "prince", "princess", "producer", "prof", "professor", "prosecutor",
    "publisher", "queen", "rabbi", "rapper", "rep", "reporter", "representative", "republican", "researcher", "rev", "reverend",
    "scholar", "scientist", "secretary", "secretary-general", "sen", "senator", "sergeant", "sgt", "sheikh", "sheriff", "singer", "sir",
    "solicitor", "speaker", "spokesman", "spokesperson", "spokeswoman", "staffer", "star", "strategist", "student", "sultan", "superintendent",
    "supporter", "surrogate", "teacher", "treasurer", "trader", "trustee", "tycoon", "veteran", "vicar", "vice-president",
    "volunteer", "voter", "whip", "writer",
];

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
    TITLES.contains(&word)
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
        assert!(is_crowd("analysts") && !is_crowd("analyst"));
    }
}
