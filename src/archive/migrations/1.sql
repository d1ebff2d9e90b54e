-- An article is one thing that an outlet published; its id stays over all versions.
CREATE TABLE articles (
    id       TEXT PRIMARY KEY NOT NULL,
    -- The current version.
    version  INTEGER NOT NULL,
    -- Counts the changes to the archive: the article that changed last has the highest.
    position INTEGER NOT NULL UNIQUE,
    FOREIGN KEY (id, version) REFERENCES versions (article, version) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- Every text and citation that an article ever had. Rows are never changed.
CREATE TABLE versions (
    article   TEXT NOT NULL REFERENCES articles (id) DEFERRABLE INITIALLY DEFERRED,
    -- Counts from 1.
    version   INTEGER NOT NULL CHECK (version > 0),
    -- Of the body, in lower-case hexadecimal digits.
    sha256    TEXT NOT NULL,
    body      TEXT NOT NULL,
    headline  TEXT,
    outlet    TEXT,
    byline    TEXT,
    dateline  TEXT,
    -- As the place wrote it; then its day (YYYY-MM-DD); then its instant, if it has one.
    published TEXT,
    day       TEXT,
    instant   TEXT,
    url       TEXT,
    timezone  TEXT,
    language  TEXT,
    -- The instant of the archiving, in UTC.
    kept_at   TEXT NOT NULL,
    PRIMARY KEY (article, version)
) STRICT;

CREATE INDEX versions_by_text ON versions (sha256);
CREATE INDEX versions_by_url ON versions (url) WHERE url IS NOT NULL;

-- Where articles came from. Several places may give the same article.
CREATE TABLE places (
    number  INTEGER PRIMARY KEY,
    -- The canonical path of a file, or the URL of a page.
    place   TEXT NOT NULL UNIQUE,
    -- The file's name without its ending.
    doc     TEXT,
    article TEXT NOT NULL,
    -- The version that the place gave when it was last read.
    version INTEGER NOT NULL,
    FOREIGN KEY (article, version) REFERENCES versions (article, version)
) STRICT;

CREATE INDEX places_by_article ON places (article);
