//! How much Discord takes, in Unicode code points; `escape` marks count too.

/// Text of a message beside its embeds.
pub const CONTENT: usize = 2000;
/// Embeds in a message.
pub const EMBEDS: usize = 10;
/// Title, description, field names and values, footer and author of all embeds of a message together.
pub const EMBEDS_SUM: usize = 6000;
/// Name of an embed's author.
pub const AUTHOR: usize = 256;
/// Description of an embed.
pub const DESCRIPTION: usize = 4096;
/// Name of a field.
pub const FIELD_NAME: usize = 256;
/// Value of a field.
pub const FIELD_VALUE: usize = 1024;
/// Footer of an embed.
pub const FOOTER: usize = 2048;
/// A button's id.
pub const CUSTOM_ID: usize = 100;
/// Buttons in a row.
pub const BUTTONS: usize = 5;
/// Suggestions while somebody types.
pub const CHOICES: usize = 25;
/// Name and value of one suggestion.
pub const CHOICE: usize = 100;

/// The length of `text` as Discord counts it.
#[must_use]
pub fn points(text: &str) -> usize {
    text.chars().count()
}

/// `text` if it fits `limit`, else as much of it as fits with an ellipsis. Never for quotations.
#[must_use]
pub fn shortened(text: &str, limit: usize) -> String {
    if points(text) <= limit {
        return text.to_owned();
    }
    let kept: String = text.chars().take(limit.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_ends_with_an_ellipsis_within_the_limit() {
        assert_eq!(shortened("abcdef", 6), "abcdef");
        assert_eq!(shortened("abc efgh", 5), "abc…");
        assert_eq!(points(&shortened(&"é".repeat(300), 256)), 256);
    }
}
