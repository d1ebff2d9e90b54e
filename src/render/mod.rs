//! An answer as Discord embeds, terminal text or JSON lines.
