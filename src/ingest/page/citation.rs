//! What a page says of its article, by order of trust: its canonical link, JSON-LD, `<meta>`, then what is shown.

use scraper::{ElementRef, Html};
use url::Url;

use super::{date, element, linked_data::LinkedData, prose};
use crate::{
    article::{Citation, Published},
    ingest::metadata,
};

/// Longer lines are no names of writers.
const LONGEST_BYLINE_CHARS: usize = 150;

/// Names of `<meta>` with the day of publication, the most exact first.
#[rustfmt::skip]
const PUBLISHED: [&str; 20] = [
    "article:published_time", "og:article:published_time", "datepublished", "date_published", "parsely-pub-date", "sailthru.date",
    "article.published", "published-date", "publish-date", "publish_date", "pubdate", "publication_date", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "cxenseparse:recs:publishtime", "date",
];

const MODIFIED: [&str; 4] = ["article:modified_time", "og:updated_time", "datemodified", "last-modified"];

/// What the parts of a page that are no text of the article say.
#[derive(Debug)]
pub(super) struct Head<'t> {
    tree: &'t Html,
    /// Names and contents of `<meta>`, names in lower case.
    metas: Vec<(String, &'t str)>,
    data: &'t LinkedData,
}

impl<'t> Head<'t> {
    pub(super) fn new(tree: &'t Html, data: &'t LinkedData) -> Head<'t> {
        let metas = elements(tree, "meta").filter_map(|meta| {
            let name =
                ["property", "name", "itemprop", "http-equiv"].iter().find_map(|name| meta.value().attr(name))?;
            Some((name.trim().to_ascii_lowercase(), meta.value().attr("content")?))
        });
        Head { tree, metas: metas.collect(), data }
    }

    /// The citation of the article at `address`, as far as it is known.
    pub(super) fn citation(&self, address: Option<&str>) -> Citation {
        Citation {
            headline: self.headline(),
            outlet: self.outlet(),
            byline: self.byline(),
            dateline: self.data.dateline.clone(),
            published: self.published(),
            url: self.url(address),
            timezone: None,
            language: self.language(),
        }
    }

    /// When the article was changed last, if the page says so.
    pub(super) fn modified(&self) -> Option<Published> {
        let named = self.data.modified.as_deref().into_iter().chain(self.contents(&MODIFIED));
        named.into_iter().find_map(date::published)
    }

    /// Whether the page marks its article as one for subscribers.
    pub(super) fn is_locked(&self) -> bool {
        let tier = self.content(&["article:content_tier"]);
        self.data.is_partial || tier.is_some_and(|tier| tier.eq_ignore_ascii_case("locked"))
    }

    fn content(&self, names: &[&str]) -> Option<String> {
        self.contents(names).map(prose::archived).find(|content| !content.is_empty())
    }

    /// The contents of `<meta>` with these names, in the order of the names.
    fn contents<'s>(&'s self, names: &'s [&str]) -> impl Iterator<Item = &'t str> + 's {
        let named = |name: &'s str| self.metas.iter().filter(move |(own, _)| own == name).map(|(_, content)| *content);
        names.iter().flat_map(move |name| named(name))
    }

    fn headline(&self) -> Option<String> {
        let shown = elements(self.tree, "h1").map(text).find(|heading| heading.chars().any(char::is_alphabetic));
        let data = self.data.headline.clone().map(|headline| match &shown {
            // JSON-LD is cut where search engines stop to read.
            Some(shown) if is_cut_from(&headline, shown) => shown.clone(),
            _ => headline,
        });
        let named = data.or_else(|| self.content(&["og:title", "twitter:title", "dc.title", "parsely-title"]));
        match named {
            Some(named) => Some(self.without_outlet(named)),
            None => shown.or_else(|| self.title()),
        }
    }

    /// The title of the window; the first heading of the page if the title holds it: "Print: Pier to close".
    fn title(&self) -> Option<String> {
        let title = elements(self.tree, "title").map(text).find(|title| !title.is_empty())?;
        let heading = elements(self.tree, "h2").map(text).next();
        let heading =
            heading.filter(|heading| heading.split_whitespace().count() > 2 && title.contains(heading.as_str()));
        Some(heading.unwrap_or_else(|| self.without_outlet(title)))
    }

    /// "Pier to close | Bay Courier" without the outlet.
    fn without_outlet(&self, title: String) -> String {
        let Some(outlet) = self.outlet() else { return title };
        let stem = title.strip_suffix(&outlet).map(str::trim_end);
        let stem = stem.and_then(|stem| stem.strip_suffix(['|', '-', '–', '—', '·', '•', ':'])).map(str::trim_end);
        stem.filter(|stem| !stem.is_empty()).map_or(title.clone(), str::to_owned)
    }

    fn outlet(&self) -> Option<String> {
        let names = ["og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "application-name"];
        self.data.outlet.clone().or_else(|| self.content(&names))
    }

    fn byline(&self) -> Option<String> {
        let is_name =
            |name: &String| !name.starts_with("http") && !name.contains('@') && name.chars().any(char::is_alphabetic);
        let data = self.data.authors.clone();
        let metas = || {
            self.contents(&["author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl"])
                .map(prose::archived)
                .filter(is_name)
                .collect()
        };
        let names = [data, metas(), self.shown_authors()].into_iter().find(|names: &Vec<String>| !names.is_empty())?;
        let mut distinct: Vec<String> = Vec::new();
        for name in names.iter().map(|name| without_by(name)).filter(|name| !name.is_empty()) {
            if !distinct.iter().any(|known| known == name) {
                distinct.push(name.to_owned());
            }
        }
        let byline = distinct.join(", ");
        (!byline.is_empty() && byline.chars().count() <= LONGEST_BYLINE_CHARS).then_some(byline)
    }

    /// Names that are marked as the writers' where they are shown.
    fn shown_authors(&self) -> Vec<String> {
        let all = || self.tree.root_element().descendent_elements();
        let is_marked = |element: &ElementRef<'_>| {
            element.value().attr("rel").is_some_and(|rel| rel.split_whitespace().any(|rel| rel == "author"))
                || element.value().attr("itemprop") == Some("author")
        };
        let marked: Vec<String> = all().filter(is_marked).map(text).filter(|name| is_short(name)).collect();
        if !marked.is_empty() {
            return marked;
        }
        let is_byline = |element: &ElementRef<'_>| element::words(element.value()).iter().any(|word| word == "byline");
        let line =
            all().filter(is_byline).map(text).find(|line| is_short(line) && line.to_lowercase().starts_with("by "));
        line.into_iter().collect()
    }

    fn published(&self) -> Option<Published> {
        let named = self.data.published.as_deref().into_iter().chain(self.contents(&PUBLISHED));
        let times = || elements(self.tree, "time").filter(|time| !is_of_change(*time));
        let is_marked = |time: &ElementRef<'_>| {
            time.value().attr("itemprop") == Some("datePublished") || time.value().attr("pubdate").is_some()
        };
        let shown = times().filter(is_marked).chain(times()).filter_map(|time| {
            let written = time.value().attr("datetime").map(str::to_owned);
            date::published(&written.unwrap_or_else(|| text(time)))
        });
        named.into_iter().find_map(date::published).or_else(|| shown.into_iter().next())
    }

    fn url(&self, address: Option<&str>) -> Option<String> {
        let base = address.and_then(|address| Url::parse(address).ok());
        let links = elements(self.tree, "link").filter(|link| {
            link.value()
                .attr("rel")
                .is_some_and(|rel| rel.split_whitespace().any(|rel| rel.eq_ignore_ascii_case("canonical")))
        });
        let canonical = links.filter_map(|link| link.value().attr("href"));
        let og: Vec<&str> = self.contents(&["og:url"]).collect();
        let base = base.or_else(|| og.first().and_then(|og| Url::parse(og).ok()));
        let named = canonical.chain(self.data.url.as_deref()).chain(og.iter().copied());
        let is_article = |url: &Url| url.path().len() > 1 || url.query().is_some();
        named
            .filter_map(|named| web(named, base.as_ref()))
            .find(is_article)
            .or_else(|| web(address?, None))
            .map(String::from)
    }

    fn language(&self) -> Option<String> {
        let root = self.tree.root_element();
        let own = root.value().attr("lang").or_else(|| root.value().attr("xml:lang"));
        let named = own.into_iter().chain(self.data.language.as_deref());
        let named = named.chain(self.contents(&["content-language", "og:locale", "dc.language"]));
        named.map(|tag| tag.trim().replace('_', "-")).find(|tag| metadata::is_language(tag))
    }
}

/// An address of the web, relative ones seen from `base`, without its fragment.
fn web(address: &str, base: Option<&Url>) -> Option<Url> {
    let address = address.trim();
    let mut url = match base {
        Some(base) => base.join(address).ok()?,
        None => Url::parse(address).ok()?,
    };
    url.set_fragment(None);
    matches!(url.scheme(), "http" | "https").then_some(url)
}

fn elements<'t>(tree: &'t Html, name: &'static str) -> impl Iterator<Item = ElementRef<'t>> {
    tree.root_element().descendent_elements().filter(move |element| element.value().name() == name)
}

fn text(element: ElementRef<'_>) -> String {
    prose::archived(&element.text().collect::<String>())
}

fn is_short(name: &str) -> bool {
    (1..=LONGEST_BYLINE_CHARS).contains(&name.chars().count())
}

/// Whether `headline` is `shown` with dots for its end.
fn is_cut_from(headline: &str, shown: &str) -> bool {
    let stem = headline.strip_suffix('…').or_else(|| headline.strip_suffix("...")).map(str::trim_end);
    stem.is_some_and(|stem| shown.len() > stem.len() && shown.starts_with(stem))
}

/// "By Ida Holm" as "Ida Holm".
fn without_by(name: &str) -> &str {
    let name = name.trim();
    let opens = name.get(..3).is_some_and(|opening| opening.eq_ignore_ascii_case("by "));
    if opens { name[3..].trim() } else { name }
}

/// Whether a time is that of a change, or of a comment.
fn is_of_change(time: ElementRef<'_>) -> bool {
    let around = std::iter::once(time).chain(time.ancestors().take(6).filter_map(ElementRef::wrap));
    let mut words = around.flat_map(|element| element::words(element.value()));
    time.value().attr("itemprop") == Some("dateModified")
        || words.any(|word| {
            matches!(word.as_str(), "updated" | "modified" | "comment" | "comments" | "related" | "sidebar")
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::page::linked_data;

    fn citation(html: &str, address: Option<&str>) -> Citation {
        let tree = Html::parse_document(html);
        let data = linked_data::read(&tree);
        Head::new(&tree, &data).citation(address)
    }

    #[test]
    fn the_canonical_link_names_the_article() {
        let canonical = "<link rel=canonical href='/a/pier'>";
        let og = "<meta property=og:url content='https://bay.example/og#top'>";
        let home = "<link rel=canonical href='https://bay.example/'>";
        for (html, address, expected) in [
            (canonical.to_owned(), Some("https://bay.example/x?y"), Some("https://bay.example/a/pier")),
            (format!("{canonical}{og}"), None, Some("https://bay.example/a/pier")),
            (og.to_owned(), Some("https://bay.example/x"), Some("https://bay.example/og")),
            (format!("{home}{og}"), None, Some("https://bay.example/og")),
            (home.to_owned(), Some("https://bay.example/x#y"), Some("https://bay.example/x")),
            ("<link rel=canonical href='javascript:x'>".to_owned(), None, None),
            (String::new(), Some("file:///x"), None),
        ] {
            assert_eq!(citation(&html, address).url.as_deref(), expected, "{html}");
        }
    }

    #[test]
    fn a_headline_is_without_its_outlet_and_whole() {
        let site = "<meta property=og:site_name content='Bay Courier'>";
        let cut =
            r#"<script type="application/ld+json">{"@type":"Article","headline":"Pier to close after..."}</script>"#;
        for (html, expected) in [
            (format!("{site}<title>Pier to close | Bay Courier</title>"), Some("Pier to close")),
            (format!("{site}<title>Bay Courier</title>"), Some("Bay Courier")),
            ("<h1> Pier <em>to</em>\nclose </h1><title>x</title>".to_owned(), Some("Pier to close")),
            (format!("{cut}<h1>Pier to close after all</h1>"), Some("Pier to close after all")),
            (String::new(), None),
        ] {
            assert_eq!(citation(&html, None).headline.as_deref(), expected, "{html}");
        }
    }
}
