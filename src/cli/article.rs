//! `article`: what is kept of an article, and who says what in it.

use anyhow::Result;

use crate::{
    archive::listing::Listed,
    article::Article,
    cli::{Outcome, arguments::Format, print, remark, setup::Setup},
    pipeline::record::Record,
    render::{json, terminal},
};

/// Shows the one article that `headline` fits with its statements; several or, for nothing, the newest are listed.
pub(crate) fn run(setup: &Setup, headline: &str, format: Format, limit: usize) -> Result<Outcome> {
    let record = setup.record()?;
    let listed = record.archive.articles(headline, limit)?;
    let articles =
        listed.iter().filter_map(|listed| whole(&record, listed).transpose()).collect::<Result<Vec<Article>>>()?;
    if articles.is_empty() {
        remark(&match headline {
            "" => "Nothing is on record yet; `onrecord ingest PATH` takes articles in.".to_owned(),
            headline => format!("No article on record fits `{headline}`."),
        });
        return Ok(Outcome::NothingFound);
    }
    let alone = articles.len() == 1;
    for article in articles {
        print(&shown(setup, article, format, alone))?;
    }
    Ok(Outcome::Done)
}

fn whole(record: &Record, listed: &Listed) -> Result<Option<Article>> {
    record.archive.article(&listed.id, Some(listed.version))
}

fn shown(setup: &Setup, article: Article, format: Format, alone: bool) -> String {
    let layout = Setup::layout();
    match format {
        Format::Json => format!("{}\n", json::article(&article)),
        Format::Text if alone => {
            let document = setup.reader().read(article);
            format!("{}\n{}", terminal::heading(&document.article, layout), terminal::statements(&document, layout))
        }
        Format::Text => terminal::heading(&article, layout),
    }
}
