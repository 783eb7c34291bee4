//! From the bytes of a table to a [`Table`]: every section with bounds, every reference checked.

use super::*;

/// Token lists: shared-head plane, shared-tail plane (u8, against the list before), new-token count plane (u8), then the
/// new tokens (u16). Brotli likes the two bytes of a token side by side: apart they weigh a quarter more.
fn read_texts(bytes: &[u8], count: usize, dict: usize, into: &mut Lists<u16>) -> Result<(), Error> {
    let mut r = Reader::new(bytes);
    let (head, tail, new) = (r.bytes(count)?, r.bytes(count)?, r.bytes(count)?);
    // Exactly the room that is needed: memory that a WebAssembly instance once had it never gives back.
    let planes = head.iter().chain(tail).chain(new);
    let total: usize = planes.map(|n| usize::from(*n)).sum();
    if total > MAX_TOKENS {
        return Err(odd("its titles are longer than any code set's"));
    }
    into.reserve(count, total);
    let (mut before, mut now) = (Vec::<u16>::new(), Vec::<u16>::new());
    for i in 0..count {
        let (h, t, n) = (
            usize::from(head[i]),
            usize::from(tail[i]),
            usize::from(new[i]),
        );
        if h + t > before.len() {
            return Err(odd("a title refers to words that are not there"));
        }
        now.clear();
        now.extend_from_slice(&before[..h]);
        for pair in r.bytes(2 * n)?.chunks_exact(2) {
            let token = u16::from_le_bytes([pair[0], pair[1]]);
            if usize::from(token) >= dict {
                return Err(odd("a title refers to a word that is not there"));
            }
            now.push(token);
        }
        now.extend_from_slice(&before[before.len() - t..]);
        into.push(now.iter().copied());
        if into.flat.len() > MAX_WORDS {
            return Err(odd("its texts are longer than a table can hold"));
        }
        std::mem::swap(&mut now, &mut before);
    }
    Ok(())
}

impl Table {
    pub(crate) fn read(c: &Container<'_>) -> Result<Table, Error> {
        let set = CodeSet::from_name(&c.info.set).ok_or_else(|| odd("it is not a code set"))?;
        let code_list = read_codes(c.section(b"CODE")?)?;
        let n = code_list.len();
        let lexicon = Lexicon::read(c.section(b"DICT")?, c.section(b"WGHT")?)?;
        let dict = lexicon.token_count();
        let mut tokens = Lists::default();
        read_texts(c.section(b"TEXT")?, n, dict, &mut tokens)?;

        let (ext_sets, ext_of) = read_exts(c.section(b"EXTS")?, c.section(b"EXTO")?, n, &lexicon)?;
        let mut r = Reader::new(c.section(b"HIST")?);
        let count = r.varint()? as usize;
        let mut histories = Vec::new();
        for _ in 0..count {
            let spans = (0..r.u8()?)
                .map(|_| {
                    let (from, to) = (r.u32()?, r.u32()?);
                    let date = |n| Date::from_number(n).ok_or_else(|| odd("a span has no date"));
                    Ok(Span {
                        from: if from == 0 { Date::MIN } else { date(from)? },
                        to: date(to)?,
                        billable: r.u8()? != 0,
                    })
                })
                .collect::<Result<Vec<_>, Error>>()?;
            histories.push(spans);
        }
        let number = |r: &mut Reader<'_>, max: usize| {
            let v = r.varint()? as usize;
            (v < max && v < 65_536)
                .then_some(v as u16)
                .ok_or_else(|| odd("a history is not there"))
        };
        let history_of = (0..n)
            .map(|_| number(&mut r, count))
            .collect::<Result<Vec<_>, _>>()?;
        let patterns = r.varint()? as usize;
        let mut ext_patterns = Vec::new();
        for _ in 0..patterns {
            let len = r.u8()?;
            ext_patterns.push(
                (0..len)
                    .map(|_| number(&mut r, count))
                    .collect::<Result<Vec<_>, _>>()?,
            );
        }
        let mut ext_pattern_of = vec![0; n];
        for (entry, set) in ext_of.iter().enumerate().filter(|(_, set)| **set > 0) {
            let p = number(&mut r, patterns)?;
            if ext_patterns[usize::from(p)].len() != ext_sets[usize::from(*set) - 1].len() {
                return Err(odd("an extension has no history"));
            }
            ext_pattern_of[entry] = p;
        }

        let mut features = [0; Feature::ALL.len()];
        let mut r = Reader::new(c.section(b"FEAT")?);
        for f in &mut features {
            *f = i32::from(r.u16()? as i16);
        }

        let mut table = Table {
            reach: (
                Date::parse(&c.info.from).unwrap_or(Date::MIN),
                Date::parse(&c.info.to).unwrap_or(Date::MAX),
            ),
            info: c.info.clone(),
            set,
            code_list,
            lexicon,
            tokens,
            doc_words: Lists::default(),
            doc_cost: Vec::new(),
            postings: Vec::new(),
            posting_starts: Vec::new(),
            ext_sets,
            ext_of,
            ext_names: Vec::new(),
            ext_entries: Vec::new(),
            histories,
            history_of,
            ext_patterns,
            ext_pattern_of,
            features,
            alias_kinds: Vec::new(),
            alias_targets: Lists::default(),
            rewrites: Vec::new(),
            ext_words: Vec::new(),
            successions: Vec::new(),
            chapters: Vec::new(),
        };
        table.read_aliases(c.section(b"ALIA")?)?;
        table.read_successions(c.section(b"SUCC")?)?;
        table.read_chapters(c.section(b"CHAP")?)?;
        table.index(c.section(b"COST")?)?;
        Ok(table)
    }

    fn row(&self, n: u32) -> Result<RowId, Error> {
        let row = RowId(n);
        let exts = self.exts(row.entry()).len();
        if row.entry() < self.code_list.len() && row.ext() <= exts {
            Ok(row)
        } else {
            Err(odd("a name refers to a code that is not there"))
        }
    }

    fn read_aliases(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut r = Reader::new(bytes);
        let count = r.varint()? as usize;
        let kinds = r.bytes(count)?;
        let targets = r.bytes(count)?;
        let mut first = 0i64;
        for n in targets {
            let mut rows = Vec::with_capacity(usize::from(*n));
            for k in 0..*n {
                let v = r.varint()?;
                let row = if k == 0 {
                    first += i64::from(v >> 1) ^ -i64::from(v & 1);
                    u32::try_from(first)
                        .map_err(|_| odd("a name refers to a code that is not there"))?
                } else {
                    v
                };
                rows.push(self.row(row)?.0);
            }
            self.alias_targets.push(rows);
        }
        let lengths = r.bytes(count)?;
        let mut rewrites = Vec::new();
        let dict = self.lexicon.token_count();
        for (i, n) in lengths.iter().enumerate().filter(|(_, n)| **n > 0) {
            let mut words = Vec::new();
            for _ in 0..*n {
                let token = r.u16()?;
                if usize::from(token) >= dict {
                    return Err(odd("a rewrite refers to a word that is not there"));
                }
                words.extend_from_slice(self.lexicon.words_of(token));
            }
            rewrites.push((i, words));
        }
        let rest = r.rest();
        read_texts(rest, count, dict, &mut self.tokens)?;
        let n = self.code_list.len();
        self.rewrites = rewrites
            .into_iter()
            .map(|(i, to)| {
                let from = self.tokens.get(n + i);
                (
                    from.iter()
                        .flat_map(|t| self.lexicon.words_of(*t))
                        .copied()
                        .collect(),
                    to,
                )
            })
            .collect();
        self.rewrites.sort();
        for k in kinds {
            self.alias_kinds.push(match k {
                0 => AliasKind::Inclusion,
                1 => AliasKind::Index,
                2 => AliasKind::Everyday,
                _ => return Err(odd("a name is of an unknown kind")),
            });
        }
        Ok(())
    }

    fn read_successions(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut r = Reader::new(bytes);
        for _ in 0..r.varint()? {
            let n = r.varint()?;
            let from = self.row(n)?;
            let count = r.u8()?;
            let mut to = Vec::with_capacity(usize::from(count));
            for _ in 0..count {
                let n = r.varint()?;
                to.push(self.row(n)?);
            }
            self.successions.push((from, to));
        }
        Ok(())
    }

    fn read_chapters(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let text = std::str::from_utf8(bytes).map_err(|_| odd("chapters are not text"))?;
        for line in text.lines() {
            let mut f = line.split('\t');
            let (Some(level), Some(first), Some(last), Some(title)) =
                (f.next(), f.next(), f.next(), f.next())
            else {
                return Err(odd("a chapter is incomplete"));
            };
            self.chapters.push(Chapter {
                first: first.into(),
                last: last.into(),
                title: title.into(),
                level: u8::from(level != "0"),
            });
        }
        Ok(())
    }

    /// Makes words, costs and postings of every document.
    fn index(&mut self, priors: &[u8]) -> Result<(), Error> {
        let n = self.code_list.len();
        if priors.len() != n {
            return Err(odd("the priors do not fit the codes"));
        }
        let lexicon = &self.lexicon;
        let mut counts = vec![0u32; lexicon.word_count() + 1];
        let words = self
            .tokens
            .flat
            .iter()
            .map(|t| lexicon.words_of(*t).len())
            .sum();
        self.doc_words.reserve(self.tokens.len(), words);
        self.doc_cost.reserve_exact(self.tokens.len());
        for doc in 0..self.tokens.len() {
            let tokens = self.tokens.get(doc);
            let start = self.doc_words.flat.len();
            for t in tokens {
                self.doc_words.flat.extend_from_slice(lexicon.words_of(*t));
            }
            self.doc_words.ends.push(self.doc_words.flat.len() as u32);
            if self.doc_words.flat.len() > MAX_WORDS {
                return Err(odd("its texts are longer than a table can hold"));
            }
            let mut cost = 0i32;
            for w in &self.doc_words.flat[start..] {
                cost += i32::from(lexicon.weight(*w));
                counts[usize::from(*w) + 1] += 1;
            }
            let (entry, kind) = match doc.checked_sub(n) {
                None => (doc, 0),
                Some(alias) => {
                    let entry = self
                        .alias_targets
                        .get(alias)
                        .first()
                        .map(|r| RowId(*r).entry());
                    let kind = match self.alias_kinds[alias] {
                        AliasKind::Inclusion => Feature::Inclusion,
                        AliasKind::Index => Feature::Index,
                        AliasKind::Everyday => Feature::Everyday,
                    };
                    (entry.unwrap_or(usize::MAX), self.features[kind as usize])
                }
            };
            let prior = priors.get(entry).map_or(0, |p| i32::from(*p as i8));
            self.doc_cost
                .push((cost + kind + prior).clamp(-20_000, 20_000) as i16);
        }
        let mut ext_words = std::collections::BTreeMap::<u16, u64>::new();
        for (n, set) in self.ext_sets.iter().enumerate() {
            for w in set.iter().flat_map(|e| &e.words) {
                // Sets beyond the 64th share a bit: it only says where to look.
                *ext_words.entry(*w).or_default() |= 1 << n.min(63);
            }
        }
        self.ext_words = ext_words.into_iter().collect();
        let extended = |r: &u32| {
            RowId(*r).ext() == 0 && self.ext_of.get(RowId(*r).entry()).is_some_and(|s| *s > 0)
        };
        self.ext_names = (0..self.alias_targets.len())
            .filter(|a| self.alias_targets.get(*a).iter().any(extended))
            .map(|a| (n + a) as u32)
            .collect();
        self.ext_entries = vec![0; self.ext_sets.len()];
        for set in self.ext_of.iter().filter(|n| **n > 0) {
            self.ext_entries[usize::from(*set) - 1] += 1;
        }
        for i in 1..counts.len() {
            counts[i] += counts[i - 1];
        }
        self.posting_starts = counts.clone();
        self.postings = vec![0; self.doc_words.flat.len()];
        for doc in 0..self.doc_words.len() {
            for w in self.doc_words.get(doc) {
                let at = &mut counts[usize::from(*w)];
                self.postings[*at as usize] = doc as u32;
                *at += 1;
            }
        }
        Ok(())
    }
}

fn read_codes(bytes: &[u8]) -> Result<Vec<Code>, Error> {
    lexicon::verify_fst(bytes)?;
    let set = fst::Set::new(bytes).map_err(|_| odd("the codes are not readable"))?;
    let mut list = Vec::with_capacity(set.len().min(200_000));
    let mut stream = set.stream();
    while let Some(code) = fst::Streamer::next(&mut stream) {
        let plain = code
            .iter()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        // The row number of the last code must fit 32 bits.
        if !plain || code.is_empty() || code.len() > 7 || list.len() >= 1 << 26 {
            return Err(odd("a code is malformed"));
        }
        let mut bytes = [0; 7];
        bytes[..code.len()].copy_from_slice(code);
        list.push(Code {
            bytes,
            len: code.len() as u8,
        });
    }
    Ok(list)
}

fn read_exts(
    sets: &[u8],
    of: &[u8],
    entries: usize,
    lexicon: &Lexicon,
) -> Result<(Vec<Vec<Ext>>, Vec<u8>), Error> {
    let mut r = Reader::new(sets);
    let count = r.varint()? as usize;
    let mut out = Vec::new();
    for _ in 0..count {
        let mut set = Vec::new();
        for _ in 0..r.u8()? {
            let letter = r.u8()?;
            let mut ext = Ext {
                letter,
                tokens: Vec::new(),
                words: Vec::new(),
                cost: 0,
            };
            for _ in 0..r.u8()? {
                let token = r.u16()?;
                if usize::from(token) >= lexicon.token_count() {
                    return Err(odd("an extension refers to a word that is not there"));
                }
                ext.tokens.push(token);
                ext.words.extend_from_slice(lexicon.words_of(token));
            }
            ext.cost = ext
                .words
                .iter()
                .map(|w| i32::from(lexicon.weight(*w)))
                .sum();
            set.push(ext);
        }
        if set.len() > 31 || !set.iter().all(|e| e.letter.is_ascii_alphanumeric()) {
            return Err(odd("an extension set is malformed"));
        }
        out.push(set);
    }
    if of.len() != entries || of.iter().any(|n| usize::from(*n) > out.len()) {
        return Err(odd("the extensions do not fit the codes"));
    }
    Ok((out, of.to_vec()))
}
