//! Other words for the same thing in news, so that a question need not use those of the article.
//!
//! Groups of near synonyms of general news English, chosen by hand and kept small: a word stands in one group only.

use std::{collections::HashMap, sync::LazyLock};

use crate::answer::vocabulary::stem;

/// One group a line.
const GROUPS: &[&str] = &[
    "initial original first",
    "abandon drop scrap ditch relinquish cede",
    "deal agreement accord settlement pact treaty",
    "plan proposal framework blueprint scheme",
    "talks negotiations discussions dialogue",
    "conflict war fighting hostilities",
    "attack strike assault raid bombardment",
    "kill dead death die fatal casualties",
    "hurt injured wounded injuries",
    "joining join membership accession",
    "bid effort attempt efforts try seek",
    "asked required demanded requires",
    "help aid assistance support",
    "money funds funding cash",
    "pay paid spend cost",
    "buy purchase acquire bought",
    "job jobs employment work",
    "fire sacked dismissed ousted fired",
    "quit resign step resignation",
    "hire appoint named nominated",
    "vote ballot poll election",
    "law legislation bill statute",
    "court judge ruling verdict",
    "arrest detain custody detained",
    "police officers cops",
    "lie false untrue falsehood",
    "big large huge major significant",
    "small minor little handful",
    "quick fast swift rapid",
    "hard difficult tough challenging",
    "obstacle barrier hurdle problem issue",
    "trip visit travel journey",
    "phone call telephone",
    "message letter note post",
    "area region territory zone",
    "border boundary frontier boundaries",
    "soldiers troops forces military army",
    "weapons arms missiles",
    "leave withdraw exit pull departure",
    "begin start launch open",
    "end finish halt stop over",
    "rise increase grow climb growth",
    "fall decline drop decrease shrink",
    "win victory prevail triumph",
    "lose defeat loss",
    "criticise criticize slam blast condemn attack",
    "criticism backlash anger outrage",
    "praise hail applaud laud",
    "worry concern fear anxiety",
    "hope optimistic optimism expect",
    "ready prepared willing",
    "refuse reject decline",
    "allow permit let",
    "ban prohibit forbid bar",
    "children kids child",
    "woman women female",
    "house home residence",
    "company firm business corporation",
    "country nation state",
    "leader head chief boss",
    "aide adviser advisor assistant",
    "envoy negotiator emissary representative",
    "important key crucial vital",
    "rich wealthy affluent",
    "poor poverty",
    "secret classified confidential",
    "speech address remarks",
    "meeting summit conference gathering",
    "change revision amendment alter",
    "new fresh latest updated",
    "answer reply response respond",
    "storm hurricane cyclone",
    "blaze fire wildfire",
    "school education classroom",
    "doctor physician medic",
    "illness disease sickness",
    "car vehicle automobile",
    "plane aircraft jet",
    "ship vessel boat",
    "price prices inflation",
    "protest demonstration rally march",
];

static GROUP_OF: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let mut group_of = HashMap::new();
    for (number, group) in GROUPS.iter().enumerate() {
        for word in group.split_whitespace() {
            group_of.entry(stem(word)).or_insert(number);
        }
    }
    group_of
});

/// The other words of the group of `word`.
pub(super) fn synonyms(word: &str) -> impl Iterator<Item = &'static str> {
    let own = stem(word);
    let group = GROUP_OF.get(&own).map_or("", |&number| GROUPS[number]);
    group.split_whitespace().filter(move |other| stem(other) != own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synonyms_are_of_the_same_group_and_not_the_word_itself() {
        assert_eq!(synonyms("accords").collect::<Vec<_>>(), ["deal", "agreement", "settlement", "pact", "treaty"]);
        assert_eq!(synonyms("teapot").count(), 0);
    }
}
