//! What a page says of its article in JSON-LD.

use scraper::Html;
use serde_json::Value;

use super::prose;

/// Types of schema.org that are articles; others that end in `Article` or `Posting` are too.
const TYPES: [&str; 4] = ["Report", "Review", "SocialMediaPosting", "WebPage"];

/// Deeper nesting is no description of an article.
const DEEPEST: usize = 8;

/// An article as its page's JSON-LD describes it; all of it may be lacking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LinkedData {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) dateline: Option<String>,
    pub(super) language: Option<String>,
    pub(super) url: Option<String>,
    pub(super) corrections: Vec<String>,
    /// Whether it says that not all of the article is for everybody.
    pub(super) is_partial: bool,
}

/// The article that the JSON-LD of a page describes: the first that is one, wherever it stands in graphs and lists.
///
/// A script that is no JSON is passed over.
pub(super) fn read(tree: &Html) -> LinkedData {
    let is_json = |kind: &str| kind.trim().to_ascii_lowercase().starts_with("application/ld+json");
    let scripts = tree
        .root_element()
        .descendent_elements()
        .filter(|element| element.value().name() == "script" && element.value().attr("type").is_some_and(is_json));
    let mut nodes = Vec::new();
    for script in scripts {
        if let Some(value) = parsed(&script.text().collect::<String>()) {
            gather(value, 0, &mut nodes);
        }
    }
    let rank = |node: &Value| types(node).iter().map(|name| rank(name)).max().unwrap_or_default();
    let best = nodes.iter().rev().max_by_key(|node| rank(node)).filter(|node| rank(node) > 0);
    best.map(|article| described(article, &nodes)).unwrap_or_default()
}

/// JSON as it is found on pages: in comments, with line breaks inside its texts.
fn parsed(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let script = script.trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| {
        let spaced: String = script.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        serde_json::from_str(&spaced).ok()
    })
}

/// All objects of graphs and lists, and what a page says is its main entity.
fn gather(value: Value, depth: usize, nodes: &mut Vec<Value>) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| gather(value, depth + 1, nodes)),
        Value::Object(mut object) => {
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = object.get(key).filter(|inner| inner.is_array() || inner.is_object()) {
                    let inner = inner.clone();
                    if key == "@graph" {
                        object.remove(key);
                    }
                    gather(inner, depth + 1, nodes);
                }
            }
            nodes.push(Value::Object(object));
        }
        _ => {}
    }
}

fn types(node: &Value) -> Vec<&str> {
    match node.get("@type") {
        Some(Value::String(name)) => vec![bare(name)],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).map(bare).collect(),
        _ => Vec::new(),
    }
}

/// `NewsArticle` for `http://schema.org/NewsArticle` and `schema:NewsArticle`.
fn bare(name: &str) -> &str {
    name.rsplit(['/', ':', '#']).next().unwrap_or(name)
}

fn rank(name: &str) -> u8 {
    match name {
        "WebPage" => 1,
        _ if name.ends_with("Article") || name.ends_with("Posting") || TYPES.contains(&name) => 2,
        _ => 0,
    }
}

fn described(article: &Value, nodes: &[Value]) -> LinkedData {
    let text = |key: &str| article.get(key).and_then(first_text).and_then(clean);
    let is_page = types(article).iter().all(|name| *name == "WebPage");
    LinkedData {
        // The name of a web page often has the outlet's behind it.
        headline: text("headline").or_else(|| (!is_page).then(|| text("name")).flatten()),
        published: text("datePublished").or_else(|| text("dateCreated")),
        modified: text("dateModified"),
        outlet: ["publisher", "sourceOrganization"]
            .iter()
            .find_map(|key| article.get(*key).and_then(|value| names(value, nodes).into_iter().next())),
        authors: ["author", "creator"]
            .iter()
            .map(|key| article.get(*key).map(|value| names(value, nodes)).unwrap_or_default())
            .find(|names| !names.is_empty())
            .unwrap_or_default(),
        dateline: text("dateline"),
        language: text("inLanguage"),
        url: text("url").or_else(|| article.get("mainEntityOfPage").and_then(address)),
        corrections: article.get("correction").map(corrections).unwrap_or_default(),
        is_partial: is_not_free(article) || article.get("hasPart").is_some_and(is_part_not_free),
    }
}

fn first_text(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Array(values) => values.iter().find_map(first_text),
        Value::Object(object) => object.get("name").or_else(|| object.get("@value")).and_then(first_text),
        _ => None,
    }
}

/// A text of JSON as a reader would see it: outlets leave HTML's entities in it.
fn clean(text: &str) -> Option<String> {
    let decoded = match text.contains(['&', '<']) {
        true => Html::parse_fragment(text).root_element().text().collect::<String>(),
        false => text.to_owned(),
    };
    let archived = prose::archived(&decoded);
    (!archived.is_empty()).then_some(archived)
}

/// The names of people or bodies: texts, objects with a name, or references to objects elsewhere in the graph.
fn names(value: &Value, nodes: &[Value]) -> Vec<String> {
    match value {
        Value::String(text) => clean(text).filter(|name| !name.starts_with("http")).into_iter().collect(),
        Value::Array(values) => values.iter().flat_map(|value| names(value, nodes)).collect(),
        Value::Object(object) => match object.get("name") {
            Some(name) => names(name, &[]),
            None => {
                let id = object.get("@id").and_then(Value::as_str);
                let meant = |node: &&Value| id.is_some() && node.get("@id").and_then(Value::as_str) == id;
                let name = nodes.iter().filter(meant).find_map(|node| node.get("name"));
                name.map(|name| names(name, &[])).unwrap_or_default()
            }
        },
        _ => Vec::new(),
    }
}

fn address(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(object) => ["@id", "url"].iter().find_map(|key| object.get(*key)?.as_str().map(str::to_owned)),
        _ => None,
    }
}

fn corrections(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => clean(text).into_iter().collect(),
        Value::Array(values) => values.iter().flat_map(corrections).collect(),
        Value::Object(object) => {
            let note = ["text", "description", "name"].iter().find_map(|key| object.get(*key)?.as_str());
            note.and_then(clean).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn is_not_free(node: &Value) -> bool {
    match node.get("isAccessibleForFree") {
        Some(Value::Bool(is_free)) => !is_free,
        Some(Value::String(text)) => bare(text.trim()).eq_ignore_ascii_case("false"),
        _ => false,
    }
}

fn is_part_not_free(parts: &Value) -> bool {
    match parts {
        Value::Array(parts) => parts.iter().any(is_not_free),
        part => is_not_free(part),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_script(json: &str) -> LinkedData {
        read(&Html::parse_document(&format!("<script type='application/ld+json'>{json}</script>")))
    }

    #[test]
    fn an_article_is_found_in_graphs_lists_and_pages() {
        for json in [
            r#"{"@type":"NewsArticle","headline":"H","author":{"name":"A"}}"#,
            r#"[{"@type":"BreadcrumbList","name":"N"},{"@type":["Thing","http://schema.org/NewsArticle"],"headline":"H","author":["A"]}]"#,
            r##"{"@graph":[{"@type":"WebPage","headline":"W"},{"@type":"Person","@id":"#a","name":"A"},{"@type":"NewsArticle","headline":"H","author":{"@id":"#a"}}]}"##,
            r#"{"@type":"WebPage","mainEntity":{"@type":"LiveBlogPosting","headline":"H","author":[{"@type":"Person","name":"A"}]}}"#,
            "<!-- {\"@type\":\"Article\",\"headline\":\"H\",\n\"author\":\"A\",\"description\":\"torn\nline\"}; -->",
        ] {
            let data = read_script(json);
            assert_eq!(
                (data.headline.as_deref(), data.authors.as_slice()),
                (Some("H"), &["A".to_owned()][..]),
                "{json}"
            );
        }
        assert_eq!(read_script(r#"{"@type":"Organization","name":"O"}"#), LinkedData::default());
        assert_eq!(read_script("{"), LinkedData::default());
    }

    #[test]
    fn a_text_is_read_as_people_see_it() {
        let data = read_script(r#"{"@type":"Article","headline":"Holm&#8217;s &quot;pier&quot;  &amp; boats"}"#);
        assert_eq!(data.headline.as_deref(), Some("Holm’s \"pier\" & boats"));
    }

    #[test]
    fn what_is_not_free_is_partial() {
        for (json, expected) in [
            (r#"{"@type":"Article","isAccessibleForFree":false}"#, true),
            (r#"{"@type":"Article","isAccessibleForFree":"False"}"#, true),
            (r#"{"@type":"Article","isAccessibleForFree":"http://schema.org/False"}"#, true),
            (r#"{"@type":"Article","isAccessibleForFree":true}"#, false),
            (r#"{"@type":"Article","hasPart":[{"isAccessibleForFree":false,"cssSelector":".x"}]}"#, true),
            (r#"{"@type":"Article"}"#, false),
        ] {
            assert_eq!(read_script(json).is_partial, expected, "{json}");
        }
    }
}
