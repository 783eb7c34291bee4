//! JSON text, one value after the other.
//!
//! serde_json would do as well but for two things. A number keeps the digits that it was written with: money never passes
//! through a floating-point number. And what reads is not generic over what is read: the claim's readers made by serde
//! were most of the WebAssembly module's code.

use std::borrow::Cow;

/// Kinds of JSON values, as messages name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A string.
    Text,
    /// `[...]`.
    List,
    /// `{...}`.
    Object,
}

impl Kind {
    /// With its article, for a sentence.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Boolean => "a boolean",
            Kind::Number => "a number",
            Kind::Text => "a string",
            Kind::List => "an array",
            Kind::Object => "an object",
        }
    }
}

/// Why reading ends early.
pub(crate) enum Stop {
    /// The bytes are not JSON.
    NotJson,
    /// A limit was passed.
    TooLarge,
}

/// A value, or that one begins.
pub(crate) enum Token<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number, as it is written.
    Number(&'a str),
    /// A string.
    Text(Cow<'a, str>),
    /// `[`; [`Scanner::more`] says whether an item follows.
    List,
    /// `{`; [`Scanner::more`] says whether a key follows.
    Object,
}

impl Token<'_> {
    /// Its kind; `null` has none.
    pub(crate) fn kind(&self) -> Option<Kind> {
        Some(match self {
            Token::Null => return None,
            Token::Boolean => Kind::Boolean,
            Token::Number(_) => Kind::Number,
            Token::Text(_) => Kind::Text,
            Token::List => Kind::List,
            Token::Object => Kind::Object,
        })
    }
}

/// Goes through a JSON text.
pub(crate) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// Whether something was read that the claim keeps as an oddity.
    pub(crate) odd: bool,
}

impl<'a> Scanner<'a> {
    /// At the beginning of a text.
    pub(crate) fn new(text: &'a str) -> Scanner<'a> {
        Scanner {
            text,
            at: 0,
            odd: false,
        }
    }

    /// How far it has come, in bytes.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    #[inline(always)]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline(always)]
    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    #[inline(always)]
    fn need(&mut self, byte: u8) -> Result<(), Stop> {
        if self.eat(byte) {
            Ok(())
        } else {
            Err(Stop::NotJson)
        }
    }

    #[inline(always)]
    fn blanks(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// Goes past blanks, so that what comes next begins here.
    pub(crate) fn pass_blanks(&mut self) {
        self.blanks();
    }

    /// Nothing but blanks may follow.
    pub(crate) fn end(&mut self) -> Result<(), Stop> {
        self.blanks();
        self.peek().map_or(Ok(()), |_| Err(Stop::NotJson))
    }

    /// The next value.
    pub(crate) fn value(&mut self) -> Result<Token<'a>, Stop> {
        self.blanks();
        match self.peek() {
            Some(b'"') => Ok(Token::Text(self.string()?)),
            Some(b'-' | b'0'..=b'9') => Ok(Token::Number(self.number()?)),
            Some(b'{') => self.word("{", Token::Object),
            Some(b'[') => self.word("[", Token::List),
            Some(b'n') => self.word("null", Token::Null),
            Some(b't') => self.word("true", Token::Boolean),
            Some(b'f') => self.word("false", Token::Boolean),
            _ => Err(Stop::NotJson),
        }
    }

    /// Whether the open list or object goes on. `first`: nothing of it was read yet.
    pub(crate) fn more(&mut self, close: u8, first: bool) -> Result<bool, Stop> {
        self.blanks();
        if self.eat(close) {
            return Ok(false);
        }
        if !first {
            self.need(b',')?;
        }
        Ok(true)
    }

    /// Goes past a key and its colon if it is this one, written without escapes and blanks, as it mostly is.
    pub(crate) fn passes(&mut self, key: &str) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let end = key.len() + 1;
        let found = rest.first() == Some(&b'"')
            && rest.get(end..end + 2) == Some(b"\":")
            && rest.get(1..end).is_some_and(|k| same(k, key.as_bytes()));
        self.at += if found { end + 2 } else { 0 };
        found
    }

    /// A string in which nothing is escaped, if one comes next.
    #[inline(always)]
    pub(crate) fn text(&mut self) -> Option<&'a str> {
        self.blanks();
        let start = self.at;
        if self.eat(b'"') {
            let text = self.plain().ok()?;
            if self.eat(b'"') {
                return Some(text);
            }
            self.at = start;
        }
        None
    }

    /// A key and its colon.
    pub(crate) fn key(&mut self) -> Result<Cow<'a, str>, Stop> {
        self.blanks();
        let key = self.string()?;
        self.blanks();
        self.need(b':')?;
        Ok(key)
    }

    /// Goes past the rest of a value. What is open stands in a list, not on the stack, so it may nest as it likes.
    pub(crate) fn skip(&mut self, mut value: Token<'a>) -> Result<(), Stop> {
        let mut open = Vec::new();
        loop {
            match value {
                Token::List => open.push(b']'),
                Token::Object => open.push(b'}'),
                _ => {}
            }
            let mut first = matches!(value, Token::List | Token::Object);
            loop {
                let Some(&close) = open.last() else {
                    return Ok(());
                };
                if self.more(close, first)? {
                    if close == b'}' {
                        self.key()?;
                    }
                    break;
                }
                open.pop();
                first = false;
            }
            value = self.value()?;
        }
    }

    fn word(&mut self, word: &str, token: Token<'a>) -> Result<Token<'a>, Stop> {
        word.bytes().try_for_each(|b| self.need(b))?;
        Ok(token)
    }

    fn number(&mut self) -> Result<&'a str, Stop> {
        let start = self.at;
        self.eat(b'-');
        if !self.eat(b'0') {
            self.digits()?;
        }
        if self.eat(b'.') {
            self.digits()?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            let _ = self.eat(b'+') || self.eat(b'-');
            self.digits()?;
        }
        self.since(start)
    }

    fn digits(&mut self) -> Result<(), Stop> {
        let start = self.at;
        while self.peek().is_some_and(|b| b.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at > start {
            Ok(())
        } else {
            Err(Stop::NotJson)
        }
    }

    fn since(&self, start: usize) -> Result<&'a str, Stop> {
        self.text.get(start..self.at).ok_or(Stop::NotJson)
    }

    /// A string; borrowed where nothing in it is escaped.
    fn string(&mut self) -> Result<Cow<'a, str>, Stop> {
        self.need(b'"')?;
        let mut text = Cow::Borrowed("");
        loop {
            let plain = self.plain()?;
            match &mut text {
                Cow::Borrowed("") => text = Cow::Borrowed(plain),
                text => text.to_mut().push_str(plain),
            }
            if self.eat(b'"') {
                return Ok(text);
            }
            self.need(b'\\')?;
            text.to_mut().push(self.escaped()?);
        }
    }

    /// The characters of a string up to its end or to one that is escaped.
    #[inline(always)]
    fn plain(&mut self) -> Result<&'a str, Stop> {
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        self.at += plain_bytes(rest);
        self.since(start)
    }

    fn escaped(&mut self) -> Result<char, Stop> {
        let byte = self.peek().ok_or(Stop::NotJson)?;
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => byte as char,
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let high = self.unit()?;
                let after = self.at;
                if (0xd800..0xdc00).contains(&high) && self.eat(b'\\') && self.eat(b'u') {
                    let low = self.unit()?;
                    if (0xdc00..0xe000).contains(&low) {
                        let both = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                        return Ok(char::from_u32(both).unwrap_or(char::REPLACEMENT_CHARACTER));
                    }
                }
                // JavaScript's strings may hold half of a surrogate pair: it is one unknown character.
                self.at = after;
                char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => return Err(Stop::NotJson),
        })
    }

    fn unit(&mut self) -> Result<u32, Stop> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self
                .peek()
                .and_then(|b| (b as char).to_digit(16))
                .ok_or(Stop::NotJson)?;
            self.at += 1;
            unit = unit << 4 | digit;
        }
        Ok(unit)
    }
}

/// How many bytes go before the first quote, backslash or control character, eight at a time.
#[inline(always)]
fn plain_bytes(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    // The top bit of every byte below `n`, and perhaps of some behind the first such byte: only the first is looked at.
    let below = |word: u64, n: u64| word.wrapping_sub(ONES * n) & !word;
    let mut at = 0;
    while let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let word = u64::from_le_bytes(*word);
        let quote = below(word ^ (ONES * u64::from(b'"')), 1);
        let escape = below(word ^ (ONES * u64::from(b'\\')), 1);
        let found = (quote | escape | below(word, 32)) & (ONES << 7);
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest
        .iter()
        .take_while(|b| !matches!(b, b'"' | b'\\' | 0..=31))
        .count()
}

/// Whether two texts are equal, four times eight bytes at a time: in WebAssembly the comparison of the standard library goes
/// byte by byte.
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    let words = |a: &[u8], b: &[u8]| {
        let word = |w: &[u8], at| {
            let word = w.get(at..).and_then(<[u8]>::first_chunk);
            word.map_or(0, |w| u64::from_le_bytes(*w))
        };
        let differing = |at| word(a, at) ^ word(b, at);
        differing(0) | differing(8) | differing(16) | differing(24) == 0
    };
    let (mut long, mut others) = (a.chunks_exact(32), b.chunks_exact(32));
    a.len() == b.len()
        && long.by_ref().zip(others.by_ref()).all(|(a, b)| words(a, b))
        && long.remainder().iter().eq(others.remainder())
}

/// Calls `see` with every key and text of a flat object of strings and numbers; `None` when it is anything else.
pub(crate) fn flat_object(bytes: &[u8], see: &mut dyn FnMut(&str, String)) -> Option<()> {
    let mut scanner = Scanner::new(std::str::from_utf8(bytes).ok()?);
    let Ok(Token::Object) = scanner.value() else {
        return None;
    };
    let mut first = true;
    while scanner.more(b'}', first).ok()? {
        first = false;
        let key = scanner.key().ok()?;
        see(
            &key,
            match scanner.value().ok()? {
                Token::Text(text) => text.into_owned(),
                Token::Number(number) => number.to_owned(),
                _ => return None,
            },
        );
    }
    scanner.end().ok()
}

#[cfg(test)]
mod tests;
