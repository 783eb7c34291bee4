//! From the bytes of a table to a [`CodeTable`]: every section with bounds, every reference checked.

use super::chunked::{parts, sum};
use super::inverted_index::{Indexing, Priors, Texts};
use super::*;
use crate::sort_permutation::sorted;

/// A table whose index is in the making. A page does other things between the steps.
pub(crate) struct Reading {
    table: CodeTable,
    next: Step,
    /// Where in their section the texts of the other names begin.
    names: usize,
    index: Indexing,
}

/// The next step of an opening. Each is some milliseconds of a slow phone; the index takes many steps.
enum Step {
    Codes,
    Words,
    Rows,
    Names,
    Index,
    Postings,
    Rest,
}

impl Reading {
    /// Reads the codes.
    pub(crate) fn begin(c: &Container<'_>) -> Result<Reading, Error> {
        let set = CodeSet::from_name(&c.info.set).ok_or_else(|| odd("it is not a code set"))?;
        let table = CodeTable {
            info: c.info.clone(),
            set,
            codes: Codes::read(c.section(b"CODE")?, c.section(b"BLCK")?, c.trusted)?,
            lexicon: Lexicon::default(),
            docs: InvertedIndex::default(),
            ext_sets: JaggedArray::default(),
            ext_tokens: JaggedArray::default(),
            ext_texts: JaggedArray::default(),
            ext_of: Vec::new(),
            ext_names: Vec::new(),
            ext_entries: Vec::new(),
            ext_lists: OnceLock::new(),
            histories: JaggedArray::default(),
            history_of: BytePlanes::default(),
            ext_patterns: JaggedArray::default(),
            ext_pattern_of: BytePlanes::default(),
            features: [0; Feature::ALL.len()],
            alias_kinds: Vec::new(),
            alias_targets: JaggedArray::default(),
            rewrites: Rewrites::default(),
            ext_words: Vec::new(),
            successions: JaggedArray::default(),
            defaults: Vec::new(),
            former: Former::default(),
            chapter_lines: String::new(),
            chapters: OnceLock::new(),
        };
        Ok(Reading {
            table,
            next: Step::Codes,
            names: 0,
            index: Indexing::default(),
        })
    }

    /// Goes on, in the table that it began with; `false` when nothing is left but [`Reading::finish`].
    pub(crate) fn step(&mut self, c: &Container<'_>) -> Result<bool, Error> {
        let table = &mut self.table;
        match self.next {
            Step::Codes => {
                if !table.codes.prove()? {
                    self.next = Step::Words;
                }
            }
            Step::Words => {
                table.lexicon = Lexicon::read(c.section(b"DICT")?, c.section(b"WGHT")?)?;
                let mut r = Reader::new(c.section(b"FEAT")?);
                for f in &mut table.features {
                    // A table of before a feature was thought of does not know it.
                    *f = r.u16().map_or(0, |cost| i32::from(cost as i16));
                }
                self.next = Step::Rows;
            }
            Step::Rows => {
                table.ext_of = c.section(b"EXTO")?.to_vec();
                table.read_exts(c.section(b"EXTS")?)?;
                table.read_histories(c.section(b"HIST")?)?;
                if !c.trusted {
                    table.check_histories()?;
                }
                self.next = Step::Names;
            }
            Step::Names => {
                let names = c.section(b"ALIA")?;
                self.names = names.len() - table.read_aliases(names)?;
                let texts = self.texts(c)?;
                self.index = Indexing::of(&texts, &self.table.lexicon);
                self.next = Step::Index;
            }
            Step::Index => {
                let (texts, costs) = (self.texts(c)?, c.section(b"COST")?);
                let (table, index) = (&self.table, &mut self.index);
                if costs.len() != table.codes.len() {
                    return Err(odd("the priors do not fit the codes"));
                }
                if !index.step(&texts, &table.lexicon, &table.priors(costs))? {
                    self.next = Step::Postings;
                }
            }
            Step::Postings => {
                if !self.index.post() {
                    self.next = Step::Rest;
                }
            }
            Step::Rest => {
                table.docs = std::mem::take(&mut self.index).done();
                table.index_rewrites();
                table.read_successions(c.section(b"SUCC")?)?;
                table.read_defaults(c.optional(b"DFLT").unwrap_or(b"\0"))?;
                if let Some(section) = c.optional(b"FORM") {
                    table.former = Former::of(section);
                    if !c.trusted {
                        table.former.check(|row| table.there(row))?;
                    }
                }
                table.read_chapters(c.section(b"CHAP")?)?;
                table.index_exts();
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The titles and the other names.
    fn texts<'a>(&self, c: &Container<'a>) -> Result<[Texts<'a>; 2], Error> {
        let names = c.section(b"ALIA")?.get(self.names..).unwrap_or_default();
        Ok([
            Texts::new(c.section(b"TEXT")?, self.table.codes.len())?,
            Texts::new(names, self.table.alias_kinds.len())?,
        ])
    }

    /// The table, after all steps.
    pub(crate) fn finish(self) -> CodeTable {
        self.table
    }
}

impl CodeTable {
    /// The whole table at once, but for the postings, which are made when a search first asks.
    pub(crate) fn read(c: &Container<'_>) -> Result<CodeTable, Error> {
        let mut reading = Reading::begin(c)?;
        while reading.step(c)? {
            if matches!(reading.next, Step::Postings) {
                reading.next = Step::Rest;
            }
        }
        Ok(reading.finish())
    }

    #[inline(never)]
    fn there(&self, row: CodeId) -> Result<(), Error> {
        let exts = self.exts(row.entry()).len();
        if row.entry() < self.codes.len() && row.ext() <= exts {
            Ok(())
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
                self.ext_sets
                    .flat
                    .push(SeventhCharacter { letter, text, cost });
            }
            let set = self.ext_sets.flat.get(from..).unwrap_or_default();
            if set.len() > 31 || !set.iter().all(|e| e.letter.is_ascii_alphanumeric()) {
                return Err(odd("an extension set is malformed"));
            }
            self.ext_sets.end();
        }
        if self.ext_of.len() != self.codes.len() {
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
        let entries = self.codes.len();
        self.history_of = BytePlanes::read(&mut r, entries)?;
        let patterns = r.varint()? as usize;
        if patterns > 65_536 {
            return Err(odd("it has too many histories"));
        }
        self.ext_patterns.reserve(patterns, 8 * patterns);
        for _ in 0..patterns {
            for _ in 0..r.u8()? {
                self.ext_patterns.flat.push(r.u16()?);
            }
            self.ext_patterns.end();
        }
        self.ext_pattern_of = BytePlanes::read(&mut r, entries)?;
        for _ in 0..self.ext_sets.len() {
            self.ext_entries.push(r.varint()?);
        }
        Ok(())
    }

    /// Whether the numbers that lead from entries to their histories lead anywhere: `read_histories` takes them as they are.
    fn check_histories(&self) -> Result<(), Error> {
        let mut entries = vec![0; self.ext_sets.len()];
        let there = |history: usize| history < self.histories.len();
        let mut right = self.ext_patterns.flat.iter().all(|h| there((*h).into()));
        for (entry, set) in self.ext_of.iter().enumerate() {
            right &= there(self.history_of.get(entry));
            if let Some(set) = usize::from(*set).checked_sub(1) {
                let histories = self.ext_patterns.get(self.ext_pattern_of.get(entry)).len();
                right &= histories > 0 && histories == self.ext_sets.get(set).len();
                entries
                    .get_mut(set)
                    .map_or_else(|| right = false, |n| *n += 1);
            }
        }
        if right && entries == self.ext_entries {
            Ok(())
        } else {
            Err(odd("its histories do not fit its codes"))
        }
    }

    /// Everything of the other names but their texts, which are so many bytes at the end.
    #[inline(never)]
    fn read_aliases(&mut self, bytes: &[u8]) -> Result<usize, Error> {
        let mut r = Reader::new(bytes);
        let count = r.varint()? as usize;
        self.alias_kinds = r.bytes(count)?.to_vec();
        if !self.alias_kinds.iter().all(|kind| *kind < 3) {
            return Err(odd("a name is of an unknown kind"));
        }
        let targets = r.bytes(count)?;
        // Nearly every name has one.
        self.alias_targets.reserve(count, count + count / 16);
        self.ext_names.reserve(count / 4);
        let mut exts = [0; 256];
        for (set, exts) in exts.iter_mut().enumerate().skip(1) {
            *exts = self.ext_sets.get(set - 1).len();
        }
        let mut lists = RowLists::read(&mut r, sum(targets))?;
        for part in parts(count) {
            self.read_targets(targets.get(part).unwrap_or_default(), &mut lists, &exts)?;
        }
        self.read_rewrites(&mut r)?;
        Ok(r.rest().len())
    }

    /// Reads the words that other names stand for, of those that do.
    #[inline(never)]
    fn read_rewrites(&mut self, r: &mut Reader<'_>) -> Result<(), Error> {
        let count = r.varint()? as usize;
        let counts = r.bytes(count)?;
        self.rewrites.all.reserve_exact(count);
        self.rewrites.words.reserve(count, sum(counts));
        let mut doc = self.codes.len() as u32;
        let end = doc as usize + self.alias_kinds.len();
        for _ in counts {
            doc = doc.saturating_add(r.varint()?);
            self.rewrites.all.push(Rewrite { doc, next: 0 });
        }
        // They are in order, so the last one is the farthest.
        if !counts.is_empty() && doc as usize >= end {
            return Err(odd("a rewrite is of a name that is not there"));
        }
        for n in counts {
            for _ in 0..*n {
                let word = r.u16()?;
                if usize::from(word) >= self.lexicon.word_count() {
                    return Err(odd("a rewrite refers to a word that is not there"));
                }
                self.rewrites.words.flat.push(word);
            }
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
        lists: &mut RowLists<'_>,
        exts: &[usize; 256],
    ) -> Result<(), Error> {
        let mut right = true;
        for n in counts {
            let mut extended = false;
            let targets = &mut self.alias_targets;
            lists.next(*n, &mut targets.flat)?;
            targets.end();
            for row in targets.get(targets.len() - 1) {
                let set = self.ext_of.get(row.entry());
                right &= set.is_some_and(|set| {
                    exts.get(usize::from(*set))
                        .is_some_and(|most| row.ext() <= *most)
                });
                extended |= row.ext() == 0 && set.is_some_and(|set| *set > 0);
            }
            if extended {
                let name = self.codes.len() + targets.len() - 1;
                self.ext_names.push(name as u32);
            }
        }
        if right {
            Ok(())
        } else {
            Err(odd("a name refers to a code that is not there"))
        }
    }

    #[inline(never)]
    fn read_successions(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut r = Reader::new(bytes);
        let count = r.varint()? as usize;
        let counts = r.bytes(count)?;
        let mut lists = RowLists::read(&mut r, sum(counts))?;
        self.successions.reserve(count, sum(counts));
        for n in counts {
            lists.next(*n, &mut self.successions.flat)?;
            self.successions.end();
        }
        self.successions
            .flat
            .iter()
            .try_for_each(|row| self.there(*row))
    }

    #[inline(never)]
    fn read_defaults(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let (mut r, mut header) = (Reader::new(bytes), 0u32);
        for _ in 0..r.varint()? {
            header = header.saturating_add(r.varint()?);
            // Behind the header, so that whoever goes down from row to row arrives.
            let row = header.saturating_add(r.varint()?.max(1));
            let pair = [header, row].map(CodeId);
            pair.iter().try_for_each(|row| self.there(*row))?;
            self.defaults.push(pair.into());
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

    /// Costs of documents beside those of their words, with the entries' priors.
    fn priors<'a>(&'a self, entries: &'a [u8]) -> Priors<'a> {
        Priors {
            entries,
            kinds: [Feature::Inclusion, Feature::Index, Feature::Everyday].map(|k| self.feature(k)),
            kind_of: &self.alias_kinds,
            targets: &self.alias_targets,
        }
    }

    /// Which words seventh characters bring, and to what.
    #[inline(never)]
    fn index_exts(&mut self) {
        let mut words: Vec<(u16, u64)> = Vec::with_capacity(self.ext_texts.flat.len());
        for n in 0..self.ext_sets.len() {
            let set = self.ext_sets.get(n).iter();
            // As entries number them, from 1. Sets beyond the 63rd share a bit: it only says where to look.
            let bit = 1 << (n + 1).min(63);
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
    }
}
