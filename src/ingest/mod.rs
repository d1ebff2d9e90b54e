//! Gets articles from files and folders.
