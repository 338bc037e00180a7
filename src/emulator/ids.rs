//! Generates ids, passwords and keys.
//!
//! Shapes follow the real ones: project `adjective-noun-12345678`, branch `br-…`, endpoint `ep-…`, organization
//! `org-…`, snapshot `snap-…`; operations, members and requests have UUIDs. The generator starts from a fixed number,
//! so that the same requests always get the same names. Passwords are dummies.

use compact_str::{CompactString, format_compact};

/// Short text: ids and names. Up to 24 bytes are stored inline.
pub type Text = CompactString;

const ADJECTIVES: [&str; 48] = [
    "aged",
    "ancient",
    "autumn",
    "billowing",
    "bitter",
    "black",
    "blue",
    "bold",
    "broad",
    "calm",
    "cold",
    "cool",
    "crimson",
    "damp",
    "dark",
    "dawn",
    "delicate",
    "divine",
    "dry",
    "empty",
    "falling",
    "fancy",
    "floral",
    "fragrant",
    "frosty",
    "gentle",
    "green",
    "hidden",
    "holy",
    "icy",
    "late",
    "lingering",
    "little",
    "lively",
    "long",
    "lucky",
    "misty",
    "morning",
    "muddy",
    "noisy",
    "odd",
    "old",
    "orange",
    "patient",
    "plain",
    "polished",
    "proud",
    "purple",
];

const NOUNS: [&str; 48] = [
    "art",
    "band",
    "bar",
    "base",
    "bird",
    "block",
    "boat",
    "bonus",
    "bread",
    "breeze",
    "brook",
    "bush",
    "butterfly",
    "cake",
    "cell",
    "cherry",
    "cloud",
    "credit",
    "darkness",
    "dawn",
    "dew",
    "disk",
    "dream",
    "dust",
    "feather",
    "field",
    "fire",
    "firefly",
    "flower",
    "fog",
    "forest",
    "frog",
    "frost",
    "glade",
    "glitter",
    "grass",
    "hall",
    "hat",
    "haze",
    "heart",
    "hill",
    "king",
    "lab",
    "lake",
    "leaf",
    "limit",
    "math",
    "meadow",
];

const BASE36: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
const BASE62: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Generates new ids.
#[derive(Debug, Clone)]
pub struct Mint {
    random: fastrand::Rng,
    last_number: i64,
}

impl Mint {
    /// A generator whose output depends only on `seed`.
    pub fn new(seed: u64) -> Self {
        Self {
            random: fastrand::Rng::with_seed(seed),
            last_number: 9_500_000 + (seed % 1_000_000) as i64 * 40,
        }
    }

    /// A generator for one thing, whose ids depend only on `name` and not on what was created before.
    pub fn named(name: &str) -> Self {
        Self::new(hash(name))
    }

    /// `adjective-noun-12345678`
    pub fn project(&mut self) -> Text {
        let number = self.random.u32(10_000_000..100_000_000);
        format_compact!("{}-{number}", self.words())
    }

    /// `br-adjective-noun-a1b2c3d4`, and likewise for other prefixes.
    pub fn prefixed(&mut self, prefix: &str) -> Text {
        let words = self.words();
        format_compact!("{prefix}-{words}-a{}", self.letters(BASE36, 7))
    }

    /// A version 4 UUID.
    pub fn uuid(&mut self) -> String {
        uuid(&mut self.random)
    }

    /// A role's password. A dummy: there is no Postgres behind it.
    pub fn password(&mut self) -> String {
        format!("npg_demo{}", self.letters(BASE62, 10))
    }

    /// An API key, which no real service knows.
    pub fn api_key(&mut self) -> String {
        format!("napi_demo{}", self.letters(BASE36, 60))
    }

    /// The next numeric id, for databases. Each generator starts at a different number, so that no two databases of a
    /// project share one.
    pub fn number(&mut self) -> i64 {
        self.last_number += self.random.i64(1..40);
        self.last_number
    }

    fn words(&mut self) -> Text {
        let adjective = self.random.choice(ADJECTIVES).unwrap_or_default();
        let noun = self.random.choice(NOUNS).unwrap_or_default();
        format_compact!("{adjective}-{noun}")
    }

    fn letters(&mut self, alphabet: &[u8], count: usize) -> Text {
        (0..count)
            .filter_map(|_| self.random.choice(alphabet))
            .map(|letter| char::from(*letter))
            .collect()
    }
}

/// A version 4 UUID from `random`.
pub fn uuid(random: &mut fastrand::Rng) -> String {
    let bits = random.u128(..) & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
    let hex = format!("{bits:032x}");
    let part = |from, to| hex.get(from..to).unwrap_or_default();
    format!(
        "{}-{}-{}-{}-{}",
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32)
    )
}

/// FNV-1a: small, stable between versions, and good enough to scatter names.
pub fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A log sequence number as Postgres prints it.
pub fn lsn(position: u64) -> Text {
    format_compact!("{:X}/{:X}", position >> 32, position & 0xffff_ffff)
}

/// The two words for project `n` of a fleet.
pub fn fleet_words(n: u32) -> (&'static str, &'static str) {
    let scattered = n.wrapping_mul(2_654_435_761) as usize;
    let adjective = ADJECTIVES
        .get(scattered % ADJECTIVES.len())
        .copied()
        .unwrap_or_default();
    let noun = NOUNS
        .get((scattered / 64) % NOUNS.len())
        .copied()
        .unwrap_or_default();
    (adjective, noun)
}
