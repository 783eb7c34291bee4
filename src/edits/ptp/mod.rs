//! NCCI procedure-to-procedure pairs, sets `ncci-ptp-hospital` and `ncci-ptp-practitioner`.
//!
//! A million and a half pairs are a sparse square: column 1 codes down, column 2 codes across. Neighboring codes are
//! paired with the same codes, so the square is cut into strips of 64 column 2 codes, and down each strip the same
//! page of 64 bits repeats for many rows. A table holds every page once, and per strip the runs of rows that have it.
//! Looking a pair up is a binary search for each code and one for the run.
//!
//! Most edits hold for as long as both codes are in use. So each code has its days, the days of an edit are kept
//! relative to them, and nearly all pages then have one history.
//!
//! ```text
//! CODE  all codes of both columns, see `codes5` in `sections`: a varint count, then differences
//! DAYS  varint n, n x u32; 0 is the open start, 99991231 the open end
//! BEGN  per code a varint: index of its first day       ENDS  ... of its last day
//! HIST  varint n, n x { varint k, k x { modifier indicator u8, first day, last day: indexes, varints } };
//!       the open start means the later of both codes' first days, the open end the earlier of their last
//! STRP  per strip a varint: its number of runs
//! RLEN  per run a varint: how many rows
//! RPAG  per run a varint: 0 for the next page, 1 for the empty page, which is not among the pages, k + 2 for the page of
//!       this strip that was used k pages ago; no more than 255 are remembered
//! MASK  per page: varint k, k x u8: after how many bits the bits change between 0 and 1; they begin with 0
//! PHIS  per page: varint k, k x history (varint), k - 1 x how many of the page's pairs have it (varint); the last has
//!       what is left
//! ```

use super::sections::{codes5, count, day, end};
use crate::code_key::key5;
use crate::container::{Container, Reader, TableInfo};
use crate::date::Date;
use crate::error::Error;

/// Column 2 codes in a strip.
const WIDTH: usize = 64;
/// Pages of a strip that a run can name again.
const REMEMBERED: usize = 255;

/// Column 1 / column 2 pairs with dates and modifier indicator.
#[derive(Debug)]
pub struct Ptp {
    info: TableInfo,
    codes: Vec<u32>,
    /// First and last day of each code.
    days: Vec<(Date, Date)>,
    histories: Vec<Vec<PtpPair>>,
    strips: Vec<Strip>,
    masks: Vec<u64>,
    /// Where the histories of each page begin in `page_histories`; one more entry than pages.
    page_starts: Vec<u32>,
    /// A history and how many pairs of the page have it.
    page_histories: Vec<(u16, u8)>,
}

#[derive(Debug)]
struct Strip {
    /// The first row of each run.
    rows: Vec<u16>,
    /// The page of each run, counted from 1 within the strip; 0 is the empty page.
    run_pages: Vec<u16>,
    /// Index of the strip's first page.
    first_page: u32,
}

/// One NCCI procedure-to-procedure edit of a pair of codes: its modifier indicator and its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PtpPair {
    /// `0` never together, `1` together with a modifier that says why, `9` the edit no longer applies.
    pub modifier_indicator: u8,
    /// First day of the edit.
    pub from: Date,
    /// Last day of the edit; `Date::MAX` while in force.
    pub to: Date,
}

fn wrong() -> Error {
    Error::bad_table("its pairs do not fit together")
}

impl Ptp {
    pub(super) fn open(c: &Container<'_>) -> Result<Ptp, Error> {
        let codes = codes5(c.section(b"CODE")?)?;
        if codes.len() > usize::from(u16::MAX) {
            return Err(wrong());
        }
        let section = c.section(b"DAYS")?;
        let mut r = Reader::new(section);
        let mut calendar = Vec::new();
        for _ in 0..count(&mut r, section, 4)? {
            calendar.push(day(&mut r)?);
        }
        end(&r)?;
        let listed = |r: &mut Reader<'_>| {
            calendar
                .get(r.varint()? as usize)
                .copied()
                .ok_or_else(wrong)
        };

        let (mut from, mut to) = (
            Reader::new(c.section(b"BEGN")?),
            Reader::new(c.section(b"ENDS")?),
        );
        let mut days = Vec::with_capacity(codes.len());
        for _ in &codes {
            days.push((listed(&mut from)?, listed(&mut to)?));
        }
        end(&from).and(end(&to))?;

        let section = c.section(b"HIST")?;
        let mut r = Reader::new(section);
        let mut histories = Vec::new();
        for _ in 0..count(&mut r, section, 4)? {
            let mut history = Vec::new();
            for _ in 0..count(&mut r, section, 3)? {
                history.push(PtpPair {
                    modifier_indicator: r.u8()?,
                    from: listed(&mut r)?,
                    to: listed(&mut r)?,
                });
            }
            histories.push(history);
        }
        end(&r)?;

        let (masks, counts) = masks(c.section(b"MASK")?)?;
        let (page_starts, page_histories) =
            page_histories(c.section(b"PHIS")?, &counts, histories.len())?;
        let strips = strips(c, codes.len(), masks.len())?;
        Ok(Ptp {
            info: c.info.clone(),
            codes,
            days,
            histories,
            strips,
            masks,
            page_starts,
            page_histories,
        })
    }

    /// The place of a code in the table, for [`at`](Ptp::at).
    pub fn place(&self, code: &str) -> Option<usize> {
        self.codes.binary_search(&key5(code)?).ok()
    }

    /// The edit that denies `column2` beside `column1` on that day, in this direction only.
    pub fn pair(&self, column1: &str, column2: &str, on: Date) -> Option<PtpPair> {
        self.at(self.place(column1)?, self.place(column2)?, on)
    }

    /// Like [`pair`](Ptp::pair), for codes whose places are known; quicker where many pairs of few
    /// codes are looked up.
    pub fn at(&self, column1: usize, column2: usize, on: Date) -> Option<PtpPair> {
        self.history(column1, column2)?
            .find(|p| p.from <= on && on <= p.to)
    }

    /// All edits that there ever were for the pair of codes with these indexes.
    fn history(&self, row: usize, column: usize) -> Option<impl Iterator<Item = PtpPair> + '_> {
        // There are fewer than 65,536 codes, so that no two pairs have one key.
        if row.max(column) >= self.codes.len() {
            return None;
        }
        let all = self.histories.get(usize::from(self.find(row, column)?))?;
        let (a, b) = (self.days.get(row)?, self.days.get(column)?);
        let (first, last) = (a.0.max(b.0), a.1.min(b.1));
        let clipped = move |p: &PtpPair| PtpPair {
            from: if p.from == Date::MIN { first } else { p.from },
            to: if p.to == Date::MAX { last } else { p.to },
            ..*p
        };
        Some(all.iter().map(clipped))
    }

    /// The history of a pair.
    fn find(&self, row: usize, column: usize) -> Option<u16> {
        let strip = self.strips.get(column / WIDTH)?;
        let run = strip
            .rows
            .partition_point(|first| usize::from(*first) <= row)
            .checked_sub(1)?;
        let page =
            usize::from(*strip.run_pages.get(run)?).checked_sub(1)? + strip.first_page as usize;
        let (mask, bit) = (*self.masks.get(page)?, 1u64 << (column % WIDTH));
        if mask & bit == 0 {
            return None;
        }
        let mut before = (mask & (bit - 1)).count_ones();
        let start = |page: usize| self.page_starts.get(page).map(|s| *s as usize);
        let range = start(page)?..start(page + 1)?;
        let history = self.page_histories.get(range)?.iter().find(|(_, n)| {
            let here = before < u32::from(*n);
            before = before.saturating_sub(u32::from(*n));
            here
        })?;
        Some(history.0)
    }

    /// Every dated pair of the table, by column 1, then column 2: what was encoded.
    #[cfg(any(feature = "write", test))]
    pub fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        let code = |i: usize| {
            let bytes = crate::code_key::code5(self.codes[i]).into_bytes();
            bytes.try_into().expect("five characters")
        };
        let n = self.codes.len();
        (0..n * n).flat_map(move |i| {
            let (row, column) = (i / n, i % n);
            let pairs = self.history(row, column);
            pairs.into_iter().flatten().map(move |edit| Row {
                column1: code(row),
                column2: code(column),
                edit,
            })
        })
    }

    /// The release of this table.
    pub fn info(&self) -> Option<&TableInfo> {
        Some(&self.info)
    }
}

/// The bits of each page and how many of them are set.
fn masks(section: &[u8]) -> Result<(Vec<u64>, Vec<u32>), Error> {
    let mut r = Reader::new(section);
    let (mut masks, mut counts) = (Vec::new(), Vec::new());
    while !r.is_empty() {
        let (mut mask, mut at) = (0u64, 0);
        for _ in 0..r.varint()? {
            at += u32::from(r.u8()?);
            if at >= WIDTH as u32 {
                return Err(wrong());
            }
            // Everything from here on changes; what follows changes it back.
            mask ^= u64::MAX << at;
        }
        if mask == 0 {
            return Err(wrong());
        }
        counts.push(mask.count_ones());
        masks.push(mask);
    }
    Ok((masks, counts))
}

type PageHistories = (Vec<u32>, Vec<(u16, u8)>);

fn page_histories(
    section: &[u8],
    counts: &[u32],
    histories: usize,
) -> Result<PageHistories, Error> {
    let mut r = Reader::new(section);
    let (mut starts, mut out) = (vec![0], Vec::<(u16, u8)>::new());
    for pairs in counts {
        let first = out.len();
        for _ in 0..count(&mut r, section, 1)? {
            let history = r.varint()?;
            let known = u16::try_from(history)
                .ok()
                .filter(|h| usize::from(*h) < histories);
            out.push((known.ok_or_else(wrong)?, 0));
        }
        let mut left = *pairs;
        let (last, others) = out
            .get_mut(first..)
            .and_then(<[_]>::split_last_mut)
            .ok_or_else(wrong)?;
        for other in others {
            let n = r.varint()?;
            left = left
                .checked_sub(n)
                .filter(|left| n > 0 && *left > 0)
                .ok_or_else(wrong)?;
            other.1 = n as u8;
        }
        last.1 = left as u8;
        starts.push(out.len() as u32);
    }
    end(&r)?;
    Ok((starts, out))
}

fn strips(c: &Container<'_>, codes: usize, pages: usize) -> Result<Vec<Strip>, Error> {
    let mut runs = Reader::new(c.section(b"STRP")?);
    let mut lengths = Reader::new(c.section(b"RLEN")?);
    let mut names = Reader::new(c.section(b"RPAG")?);
    let mut strips = Vec::new();
    let mut page = 0usize;
    for _ in 0..codes.div_ceil(WIDTH) {
        let mut strip = Strip {
            rows: Vec::new(),
            run_pages: Vec::new(),
            first_page: page as u32,
        };
        let mut recent: Vec<u16> = Vec::new();
        let mut row = 0usize;
        for _ in 0..runs.varint()? {
            let used = match names.varint()? as usize {
                0 => {
                    page += 1;
                    u16::try_from(page - strip.first_page as usize).map_err(|_| wrong())?
                }
                1 => 0,
                name if name - 2 < recent.len() => recent.remove(name - 2),
                _ => return Err(wrong()),
            };
            if used != 0 {
                recent.insert(0, used);
                recent.truncate(REMEMBERED);
            }
            let length = lengths.varint()? as usize;
            if length == 0 || row + length > codes {
                return Err(wrong());
            }
            strip.rows.push(row as u16);
            strip.run_pages.push(used);
            row += length;
        }
        if row != codes {
            return Err(wrong());
        }
        strip.rows.shrink_to_fit();
        strip.run_pages.shrink_to_fit();
        strips.push(strip);
    }
    if page != pages {
        return Err(wrong());
    }
    for r in [&runs, &lengths, &names] {
        end(r)?;
    }
    Ok(strips)
}

/// One dated pair before it is bytes.
#[cfg(any(feature = "write", test))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// The code that is paid.
    pub column1: [u8; 5],
    /// The code that is denied beside it.
    pub column2: [u8; 5],
    /// Indicator and days.
    pub edit: PtpPair,
}

#[cfg(any(feature = "write", test))]
pub use write::encode;

#[cfg(any(feature = "write", test))]
mod write;

#[cfg(test)]
mod tests;
