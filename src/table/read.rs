//! From the bytes of a table to a [`Table`]: every section with bounds, every reference checked.

use super::docs::Texts;
use super::passes::{parts, sum};
use super::*;
use crate::order::sorted;

impl Table {
    pub(crate) fn read(c: &Container<'_>) -> Result<Table, Error> {
        let set = CodeSet::from_name(&c.info.set).ok_or_else(|| odd("it is not a code set"))?;
        let code_list = read_codes(c)?;
        let n = code_list.len();
        let lexicon = Lexicon::read(c.section(b"DICT")?, c.section(b"WGHT")?)?;
        let titles = Texts::new(c.section(b"TEXT")?, n)?;
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
            docs: Docs::default(),
            ext_sets: Lists::default(),
            ext_tokens: Lists::default(),
            ext_texts: Lists::default(),
            ext_of: c.section(b"EXTO")?.to_vec(),
            ext_names: Vec::new(),
            ext_entries: Vec::new(),
            histories: Lists::default(),
            history_of: Vec::new(),
            ext_patterns: Lists::default(),
            ext_pattern_of: Vec::new(),
            features,
            alias_kinds: Vec::new(),
            alias_targets: Lists::default(),
            rewrites: Rewrites::default(),
            ext_words: Vec::new(),
            succeeded: Vec::new(),
            successors: Lists::default(),
            chapter_lines: String::new(),
            chapters: OnceLock::new(),
        };
        table.read_exts(c.section(b"EXTS")?)?;
        table.read_histories(c.section(b"HIST")?)?;
        let names = table.read_aliases(c.section(b"ALIA")?)?;
        table.docs = Docs::read([titles, names], &table.lexicon)?;
        table.index_rewrites();
        table.read_successions(c.section(b"SUCC")?)?;
        table.read_chapters(c.section(b"CHAP")?)?;
        table.add_priors(c.section(b"COST")?)?;
        table.index_exts();
        Ok(table)
    }

    #[inline(always)]
    fn row(&self, n: u32) -> Result<RowId, Error> {
        let row = RowId(n);
        let there = row.ext() == 0 || row.ext() <= self.exts(row.entry()).len();
        if row.entry() < self.code_list.len() && there {
            Ok(row)
        } else {
            Err(odd("a name refers to a code that is not there"))
        }
    }

    #[inline(never)]
    fn read_exts(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut r = Reader::new(bytes);
        // None takes less than four bytes.
        let room = bytes.len() / 4;
        self.ext_sets.reserve(room, room);
        self.ext_tokens.reserve(room, room);
        self.ext_texts.reserve(room, room);
        for _ in 0..r.varint()? {
            let from = self.ext_sets.flat.len();
            for _ in 0..r.u8()? {
                let letter = r.u8()?;
                for _ in 0..r.u8()? {
                    let token = r.u16()?;
                    let words = self.lexicon.words_of(token);
                    let words = words
                        .ok_or_else(|| odd("an extension refers to a word that is not there"))?;
                    self.ext_tokens.flat.push(token);
                    self.ext_texts.flat.extend_from_slice(words);
                }
                let text = self.ext_texts.len();
                self.ext_tokens.end();
                self.ext_texts.end();
                let weight = |w: &u16| i32::from(self.lexicon.weight(*w));
                let cost = self.ext_texts.get(text).iter().map(weight).sum();
                self.ext_sets.flat.push(Ext { letter, text, cost });
            }
            let set = &self.ext_sets.flat[from..];
            if set.len() > 31 || !set.iter().all(|e| e.letter.is_ascii_alphanumeric()) {
                return Err(odd("an extension set is malformed"));
            }
            self.ext_sets.end();
        }
        if self.ext_of.len() != self.code_list.len() {
            return Err(odd("the extensions do not fit the codes"));
        }
        Ok(())
    }

    #[inline(never)]
    fn read_histories(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut r = Reader::new(bytes);
        let count = r.varint()? as usize;
        let date = |n| Date::from_number(n).ok_or_else(|| odd("a span has no date"));
        let room = count.min(bytes.len());
        self.histories.reserve(room, 2 * room);
        for _ in 0..count {
            for _ in 0..r.u8()? {
                let (from, to) = (r.u32()?, r.u32()?);
                self.histories.flat.push(Span {
                    from: if from == 0 { Date::MIN } else { date(from)? },
                    to: date(to)?,
                    billable: r.u8()? != 0,
                });
            }
            self.histories.end();
        }
        let entries = self.code_list.len();
        self.history_of.reserve_exact(entries);
        read_numbers(&mut r, entries, count, &mut self.history_of)?;
        let patterns = r.varint()? as usize;
        if patterns > 65_536 {
            return Err(odd("it has too many histories"));
        }
        self.ext_patterns.reserve(patterns, 8 * patterns);
        for _ in 0..patterns {
            let len = usize::from(r.u8()?);
            read_numbers(&mut r, len, count, &mut self.ext_patterns.flat)?;
            self.ext_patterns.end();
        }
        self.ext_pattern_of.reserve_exact(entries);
        self.ext_entries = vec![0; self.ext_sets.len()];
        for part in parts(entries) {
            self.read_patterns(part, &mut r)?;
        }
        Ok(())
    }

    /// The patterns of these entries' seventh characters.
    #[inline(never)]
    fn read_patterns(
        &mut self,
        entries: std::ops::Range<usize>,
        r: &mut Reader<'_>,
    ) -> Result<(), Error> {
        for set in &self.ext_of[entries] {
            let mut pattern = 0;
            if let Some(set) = usize::from(*set).checked_sub(1) {
                pattern = r.short_varint()? as usize;
                let histories = self.ext_patterns.get(pattern).len();
                if pattern >= self.ext_patterns.len() || histories != self.ext_sets.get(set).len() {
                    return Err(odd("an extension has no history"));
                }
                let entries = self.ext_entries.get_mut(set);
                *entries.ok_or_else(|| odd("the extensions do not fit the codes"))? += 1;
            }
            self.ext_pattern_of.push(pattern as u16);
        }
        Ok(())
    }

    /// Everything of the other names but their texts, which come back.
    #[inline(never)]
    fn read_aliases<'a>(&mut self, bytes: &'a [u8]) -> Result<Texts<'a>, Error> {
        let mut r = Reader::new(bytes);
        let count = r.varint()? as usize;
        self.alias_kinds = r.bytes(count)?.to_vec();
        let targets = r.bytes(count)?;
        // Nearly every name has one.
        self.alias_targets.reserve(count, count + count / 16);
        let mut first = 0i64;
        for part in parts(count) {
            first = self.read_targets(&targets[part], &mut r, first)?;
        }
        let lengths = r.bytes(count)?;
        self.read_rewrites(lengths, &mut r)?;
        Texts::new(r.rest(), count)
    }

    /// What the names stand for that have so many tokens of it.
    #[inline(never)]
    fn read_rewrites(&mut self, lengths: &[u8], r: &mut Reader<'_>) -> Result<(), Error> {
        let rewriting = || lengths.iter().enumerate().filter(|(_, n)| **n > 0);
        let count = rewriting().count();
        self.rewrites.all.reserve_exact(count);
        self.rewrites.words.reserve(count, sum(lengths));
        for (i, n) in rewriting() {
            for _ in 0..*n {
                let own = self.lexicon.words_of(r.u16()?);
                let own = own.ok_or_else(|| odd("a rewrite refers to a word that is not there"))?;
                self.rewrites.words.flat.extend_from_slice(own);
            }
            let doc = (self.code_list.len() + i) as u32;
            self.rewrites.all.push(Rewrite { doc, next: 0 });
            self.rewrites.words.end();
        }
        Ok(())
    }

    /// Links the terms that begin with the same word.
    #[inline(never)]
    fn index_rewrites(&mut self) {
        self.rewrites.by_word = vec![0; self.lexicon.word_count()];
        for (rewrite, number) in self.rewrites.all.iter_mut().zip(1..) {
            let first = self.docs.words.get(rewrite.doc as usize).first();
            if let Some(last) = first.and_then(|w| self.rewrites.by_word.get_mut(usize::from(*w))) {
                rewrite.next = std::mem::replace(last, number);
            }
        }
    }

    #[inline(never)]
    fn read_targets(
        &mut self,
        counts: &[u8],
        r: &mut Reader<'_>,
        mut first: i64,
    ) -> Result<i64, Error> {
        for n in counts {
            for k in 0..*n {
                let v = r.short_varint()?;
                let row = if k == 0 {
                    first += i64::from(v >> 1) ^ -i64::from(v & 1);
                    u32::try_from(first)
                        .map_err(|_| odd("a name refers to a code that is not there"))?
                } else {
                    v
                };
                let row = self.row(row)?.0;
                self.alias_targets.flat.push(row);
            }
            self.alias_targets.end();
        }
        Ok(first)
    }

    #[inline(never)]
    fn read_successions(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut r = Reader::new(bytes);
        let count = r.varint()?;
        let room = bytes.len().min(count as usize);
        self.succeeded.reserve_exact(room);
        self.successors.reserve(room, room);
        for _ in 0..count {
            let n = r.varint()?;
            let from = self.row(n)?;
            for _ in 0..r.u8()? {
                let n = r.varint()?;
                let to = self.row(n)?;
                self.successors.flat.push(to);
            }
            self.succeeded.push(from);
            self.successors.end();
        }
        Ok(())
    }

    #[inline(never)]
    fn read_chapters(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let text = std::str::from_utf8(bytes).map_err(|_| odd("chapters are not text"))?;
        if text.lines().any(|line| line.split('\t').count() < 4) {
            return Err(odd("a chapter is incomplete"));
        }
        self.chapter_lines = text.into();
        Ok(())
    }

    /// Adds to every document's cost what its kind and its code cost.
    #[inline(never)]
    fn add_priors(&mut self, priors: &[u8]) -> Result<(), Error> {
        if priors.len() != self.code_list.len() {
            return Err(odd("the priors do not fit the codes"));
        }
        let prior = |entry: usize| priors.get(entry).map_or(0, |p| i32::from(*p as i8));
        let kinds = [Feature::Inclusion, Feature::Index, Feature::Everyday];
        let kinds = kinds.map(|kind| self.feature(kind));
        let (titles, names) = self.docs.cost.split_at_mut(priors.len());
        for (cost, prior) in titles.iter_mut().zip(priors) {
            *cost = docs::cost(i32::from(*cost) + i32::from(*prior as i8));
        }
        for (name, (cost, kind)) in names.iter_mut().zip(&self.alias_kinds).enumerate() {
            let kind = kinds.get(usize::from(*kind));
            let kind = kind.ok_or_else(|| odd("a name is of an unknown kind"))?;
            let first = self.alias_targets.get(name).first();
            let prior = first.map_or(0, |row| prior(RowId(*row).entry()));
            *cost = docs::cost(i32::from(*cost) + kind + prior);
        }
        Ok(())
    }

    /// Which words seventh characters bring, and to what.
    #[inline(never)]
    fn index_exts(&mut self) {
        let mut words: Vec<(u16, u64)> = Vec::with_capacity(self.ext_texts.flat.len());
        for n in 0..self.ext_sets.len() {
            let set = self.ext_sets.get(n).iter();
            // Sets beyond the 64th share a bit: it only says where to look.
            let bit = 1 << n.min(63);
            words.extend(
                set.flat_map(|e| self.ext_texts.get(e.text))
                    .map(|w| (*w, bit)),
            );
        }
        let mut words = sorted(words, |a, b| a.0 < b.0);
        words.dedup_by(|next, first| {
            let same = next.0 == first.0;
            first.1 |= if same { next.1 } else { 0 };
            same
        });
        self.ext_words = words;
        let extended = |r: &u32| {
            RowId(*r).ext() == 0 && self.ext_of.get(RowId(*r).entry()).is_some_and(|s| *s > 0)
        };
        let n = self.code_list.len();
        self.ext_names = (0..self.alias_targets.len())
            .filter(|a| self.alias_targets.get(*a).iter().any(extended))
            .map(|a| (n + a) as u32)
            .collect();
    }
}

/// Appends numbers below `max`, which name something that was read before.
fn read_numbers(
    r: &mut Reader<'_>,
    count: usize,
    max: usize,
    into: &mut Vec<u16>,
) -> Result<(), Error> {
    #[inline(never)]
    fn some(r: &mut Reader<'_>, count: usize, max: u32, into: &mut Vec<u16>) -> Result<(), Error> {
        for _ in 0..count {
            let n = r.short_varint()?;
            if n >= max {
                return Err(odd("a history is not there"));
            }
            into.push(n as u16);
        }
        Ok(())
    }
    for part in parts(count) {
        some(r, part.len(), max.min(65_536) as u32, into)?;
    }
    Ok(())
}

#[inline(never)]
fn read_codes(c: &Container<'_>) -> Result<Vec<Code>, Error> {
    let bytes = c.section(b"CODE")?;
    if !c.trusted {
        fst_check::verify(bytes)?;
    }
    let codes = fst::raw::Fst::new(bytes).map_err(|_| odd("the codes are not readable"))?;
    let mut list = Vec::with_capacity(codes.len().min(200_000));
    push_codes(&codes, codes.root().addr(), Code::EMPTY, &mut list)?;
    Ok(list)
}

/// The fst's node for the end of a code that no other one extends.
const LEAF: usize = 0;

/// Appends the codes that begin with `code`, which leads to the node at `addr`. (A stream of the fst's keys would do the same in
/// three times as many instructions: it carries an automaton, bounds and outputs.)
fn push_codes(
    codes: &fst::raw::Fst<&[u8]>,
    addr: usize,
    code: Code,
    list: &mut Vec<Code>,
) -> Result<(), Error> {
    let node = codes.node(addr);
    // The row number of the last code must fit 32 bits.
    if (node.is_final() && code == Code::EMPTY) || list.len() >= 1 << 26 {
        return Err(odd("a code is malformed"));
    }
    if node.is_final() {
        list.push(code);
    }
    for i in 0..node.len() {
        let next = node.transition(i);
        let longer = code
            .with(next.inp)
            .ok_or_else(|| odd("a code is malformed"))?;
        if next.addr == LEAF {
            list.push(longer);
        } else {
            push_codes(codes, next.addr, longer, list)?;
        }
    }
    Ok(())
}
