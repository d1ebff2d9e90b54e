//! The bytes of a page as text.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Where a `<meta>` must say the encoding, by the standard; a few pages say it later.
const META_BYTES: usize = 4096;

/// The text of a page.
///
/// A byte order mark decides; then, whatever is declared, what can be read as UTF-8 with letters beyond ASCII is
/// UTF-8: no other encoding gives such bytes by chance. Then the content type that the server gave, then the page's
/// own `<meta>`, then windows-1252, as browsers do. What can't be decoded becomes U+FFFD.
pub(super) fn text(bytes: &[u8], content_type: Option<&str>) -> String {
    let encoding = encoding(bytes, content_type);
    encoding.decode(bytes).0.into_owned()
}

fn encoding(bytes: &[u8], content_type: Option<&str>) -> &'static Encoding {
    if let Some((marked, _)) = Encoding::for_bom(bytes) {
        return marked;
    }
    let declared = content_type.and_then(charset);
    let is_wide = |encoding: &Encoding| encoding == UTF_16LE || encoding == UTF_16BE;
    if let Some(wide) = declared.filter(|declared| is_wide(declared)).or_else(|| unmarked_wide(bytes)) {
        return wide;
    }
    if !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    // A page that can tell its encoding in ASCII is not in UTF-16, whatever it tells.
    let own = own(bytes).map(|own| if is_wide(own) { UTF_8 } else { own });
    match declared.or(own) {
        Some(known) => known,
        None if is_nearly_utf_8(bytes) => UTF_8,
        None => WINDOWS_1252,
    }
}

/// The encoding in a content type such as `text/html; charset=koi8-r`.
fn charset(content_type: &str) -> Option<&'static Encoding> {
    let at = content_type.to_ascii_lowercase().find("charset")?;
    let value = content_type[at + "charset".len()..].trim_start().strip_prefix('=')?.trim_start();
    let label = value.trim_start_matches(['"', '\'']);
    let end = label.find(|letter: char| letter.is_whitespace() || matches!(letter, '"' | '\'' | ';' | '>' | '/'));
    Encoding::for_label(&label.as_bytes()[..end.unwrap_or(label.len())])
}

/// What the page's `<meta>` or XML declaration says.
fn own(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(META_BYTES)]).to_ascii_lowercase();
    let meta = head.match_indices("<meta").find_map(|(at, _)| {
        let tag = &head[at..];
        charset(&tag[..tag.find('>').unwrap_or(tag.len())])
    });
    meta.or_else(|| {
        let declaration = head.trim_start().strip_prefix("<?xml")?.split_once("?>")?.0;
        charset(&declaration.replace("encoding", "charset"))
    })
}

/// UTF-16 without a mark: every other byte of its tags is zero.
fn unmarked_wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let opening = bytes.get(..4)?;
    match opening {
        [b'<', 0, _, 0] => Some(UTF_16LE),
        [0, b'<', 0, _] => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether a few torn characters are all that keeps the bytes from being UTF-8.
fn is_nearly_utf_8(bytes: &[u8]) -> bool {
    let (mut torn, mut whole) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        torn += usize::from(!chunk.invalid().is_empty());
        whole += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
    }
    torn * 10 <= whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_found_as_a_browser_would_and_a_little_better() {
        let koi = b"<meta charset=koi8-r>\xf7\xcf\xca\xce\xc1";
        for (bytes, content_type, expected) in [
            (&b"caf\xe9"[..], None, "café"),
            ("café".as_bytes(), None, "café"),
            ("café".as_bytes(), Some("text/html; charset=iso-8859-1"), "café"),
            (b"\xef\xbb\xbfcaf\xc3\xa9", Some("text/html; charset=koi8-r"), "café"),
            (b"\xff\xfec\0a\0f\0\xe9\0", None, "café"),
            (b"<\0p\0>\0\xe9\0", None, "<p>é"),
            (b"\0<\0p\0>\0\xe9", None, "<p>é"),
            (b"\x93so\x94", Some("text/html;charset=\"ISO-8859-1\""), "“so”"),
            (
                b"\x93so\x94 <meta http-equiv=x content='text/html; charset=windows-1252'>",
                None,
                "“so” <meta http-equiv=x content='text/html; charset=windows-1252'>",
            ),
            (koi, None, "<meta charset=koi8-r>Война"),
            (
                b"<?xml version='1.0' encoding='windows-1251'?>\xc4\xe0",
                None,
                "<?xml version='1.0' encoding='windows-1251'?>Да",
            ),
            (b"<meta charset=utf-16>plain", None, "<meta charset=utf-16>plain"),
            ("éééééééééé\u{e9}".as_bytes(), None, "ééééééééééé"),
            (
                b"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 \xc3",
                None,
                "éééééééééé \u{fffd}",
            ),
        ] {
            assert_eq!(text(bytes, content_type), expected);
        }
    }
}
