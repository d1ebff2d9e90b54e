//! The way in, whole: locations, articles, archive, documents, index.
