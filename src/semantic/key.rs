//! The name of what a vector was made from.

use sha2::{Digest, Sha256};

/// A number that tells one input of the encoder from another: sentences with the same words around them have the same
/// one, and may share a vector.
#[must_use]
pub fn key(parts: [Option<&str>; 4]) -> u64 {
    let mut hasher = Sha256::new();
    for part in parts {
        // The length before the text keeps "ab" + "c" apart from "a" + "bc", its absence apart from an empty text.
        let length = part.map_or(u64::MAX, |part| part.len() as u64);
        hasher.update(length.to_le_bytes());
        hasher.update(part.unwrap_or_default());
    }
    let digest = hasher.finalize();
    u64::from_le_bytes(digest[..8].try_into().expect("a SHA-256 has 32 bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_and_its_place_count() {
        let keys = [
            key([Some("ab"), Some("c"), None, None]),
            key([Some("a"), Some("bc"), None, None]),
            key([Some("ab"), None, Some("c"), None]),
            key([Some("ab"), Some("c"), Some(""), None]),
        ];
        for (place, one) in keys.iter().enumerate() {
            assert!(!keys[place + 1..].contains(one), "{place}");
        }
        assert_eq!(keys[0], key([Some("ab"), Some("c"), None, None]));
    }
}
