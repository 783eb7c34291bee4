//! JSON texts that stand beside each other: newline-delimited, one after the other, or in a list.

use crate::scan::json::Scanner;

/// The values of bytes, each as its own text: the items of a list, else one after the other, whatever stands between them.
/// What is no JSON is one more text, to be read and refused; of newline-delimited values, its line alone.
pub fn values(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut values = Values {
        bytes,
        at: 0,
        text: "",
        text_at: 0,
        line: 0,
        listed: false,
        lined: false,
    };
    values.pass_blanks();
    // A list is opened, unless something follows it: then every line is a text of its own.
    if bytes.get(values.at) == Some(&b'[') && values.length().is_none_or(|n| values.is_end(n)) {
        values.listed = true;
        values.at += 1;
    }
    values
}

struct Values<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The part of the bytes from `text_at` on that is UTF-8, as it was last looked at.
    text: &'a str,
    text_at: usize,
    /// The end of the line, as it was last looked for.
    line: usize,
    /// Whether they are the items of a list.
    listed: bool,
    /// Whether one of them had a line to itself.
    lined: bool,
}

impl<'a> Values<'a> {
    fn pass_blanks(&mut self) {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    fn is_end(&self, count: usize) -> bool {
        let rest = self.bytes.get(self.at + count..).unwrap_or_default();
        rest.trim_ascii().is_empty()
    }

    /// The bytes up to there; what is left goes on behind them.
    fn take(&mut self, to: usize) -> Option<&'a [u8]> {
        let to = to.min(self.bytes.len());
        let taken = self.bytes.get(self.at..to);
        self.at = to;
        taken
    }

    /// How many bytes the value has that begins here.
    fn length(&mut self) -> Option<usize> {
        if self.at >= self.text_at + self.text.len() {
            let rest = self.bytes.get(self.at..)?;
            self.text_at = self.at;
            self.text = match std::str::from_utf8(rest) {
                Ok(text) => text,
                Err(e) => std::str::from_utf8(rest.get(..e.valid_up_to())?).ok()?,
            };
        }
        let mut scanner = Scanner::new(self.text.get(self.at - self.text_at..)?);
        let value = scanner.value().ok()?;
        scanner.skip(value).ok().map(|()| scanner.at())
    }

    fn line_end(&mut self) -> usize {
        if self.line <= self.at {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let end = rest.iter().position(|b| *b == b'\n');
            self.line = end.map_or(self.bytes.len(), |n| self.at + n);
        }
        self.line
    }
}

impl<'a> Iterator for Values<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        self.pass_blanks();
        if self.listed {
            if self.bytes.get(self.at) == Some(&b',') {
                self.at += 1;
                self.pass_blanks();
            }
            if self.bytes.get(self.at) == Some(&b']') {
                self.at += 1;
                self.listed = false;
                self.pass_blanks();
            }
        }
        if self.at >= self.bytes.len() {
            return None;
        }
        let found = self.length();
        if self.listed {
            return self.take(found.map_or(usize::MAX, |n| self.at + n));
        }
        let line = self.line_end();
        match found {
            // What follows a value on its line belongs to it, and is its fault.
            Some(count) if self.at + count <= line => {
                let rest = self.bytes.get(self.at + count..line).unwrap_or_default();
                self.lined |= rest.trim_ascii().is_empty();
                match matches!(rest.trim_ascii().first(), None | Some(b'{' | b'[')) {
                    true => self.take(self.at + count),
                    false => self.take(line),
                }
            }
            Some(count) => self.take(self.at + count),
            // Behind a line that is broken there may be others that are not.
            None => {
                let begun = self.at;
                self.at = line;
                self.pass_blanks();
                let opens = matches!(self.bytes.get(self.at), Some(b'{' | b'['));
                let others = opens && self.length().is_some();
                self.at = begun;
                self.take(if others || self.lined {
                    line
                } else {
                    usize::MAX
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<&str> {
        let each = values(text.as_bytes());
        each.map(|v| std::str::from_utf8(v).expect("they are cut between characters"))
            .collect()
    }

    #[test]
    fn values_are_cut_where_they_end() {
        assert_eq!(
            all("{\"a\":1}\n\n{\"b\":2}\r\n"),
            ["{\"a\":1}", "{\"b\":2}"]
        );
        assert_eq!(all("{\n \"a\": 1\n}\n{}"), ["{\n \"a\": 1\n}", "{}"]);
        assert_eq!(all("[{\"a\":[]},\n {} , 5]"), ["{\"a\":[]}", "{}", "5"]);
        assert_eq!(all("[1]\n[2]\n"), ["[1]", "[2]"]);
        assert_eq!(all(" \n").len(), 0);
        assert_eq!(all("[]").len(), 0);
    }

    #[test]
    fn a_broken_line_spoils_itself_alone() {
        assert_eq!(
            all("{\"a\":,\n{}\nx\n{\"a\"\n{}"),
            ["{\"a\":,", "{}", "x", "{\"a\"", "{}"]
        );
        assert_eq!(all("{\n\"a\":,\n}"), ["{\n\"a\":,\n}"]);
        assert_eq!(all("[{}, {\"a\":,"), ["{}", "{\"a\":,"]);
        let bytes = b"{\"a\":\"\xff\"}\n{}";
        assert_eq!(values(bytes).count(), 2);
    }
}
