//! Add-on codes and the primaries that they need, set `addon`.
//!
//! An entry is one add-on code with one primary and the days on which the primary serves.
//!
//! ```text
//! CODE  all codes, see `codes5` in `sections`: a varint count, then differences
//! SPAN  varint n, n x { first day u32, last day u32 }
//! ADDS  groups { add-on: difference of its index from the group before's, type 1 to 3 as u8, varint k,
//!       k x { primary: difference of its index from the one before, span: index } }, differences and indexes varints;
//!       the groups are sorted by add-on and type, primaries by index, both from 0; a type 2 group has itself as primary
//! ```

use super::sections::{codes5, count, day, end};
use crate::code_key::{code5, key5};
use crate::container::{Container, Reader, TableInfo};
use crate::date::Date;
use crate::error::Error;
use crate::sort_permutation::sorted;

/// Add-on codes and the primaries that they need.
#[derive(Debug)]
pub struct AddOn {
    info: TableInfo,
    codes: Vec<u32>,
    spans: Vec<(Date, Date)>,
    /// Where the groups of each code begin; one more than codes.
    starts: Vec<usize>,
    groups: Vec<Group>,
}

#[derive(Debug)]
struct Group {
    /// Index into `codes`.
    add_on: u32,
    kind: AddOnType,
    /// Indexes into `codes` and `spans`.
    primaries: Vec<(u32, u32)>,
}

/// CMS's three types of add-on codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AddOnType {
    /// Needs one of the listed primaries.
    One = 1,
    /// Needs a primary, but CMS lists none: contractors decide.
    Two = 2,
    /// Needs one of the listed primaries or another that the contractor accepts.
    Three = 3,
}

/// The primary codes, one of which must be billed beside an add-on code on the same day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Primaries {
    /// Type 1: one of exactly these codes.
    Listed(Vec<String>),
    /// Type 2: a primary that the contractor decides on; no list exists.
    Contractor,
    /// Type 3: one of these or another that the contractor accepts.
    ListedOrContractor(Vec<String>),
}

impl AddOn {
    pub(super) fn open(c: &Container<'_>) -> Result<AddOn, Error> {
        let codes = codes5(c.section(b"CODE")?)?;
        let section = c.section(b"SPAN")?;
        let mut r = Reader::new(section);
        let mut spans = Vec::new();
        for _ in 0..count(&mut r, section, 8)? {
            spans.push((day(&mut r)?, day(&mut r)?));
        }
        end(&r)?;

        let section = c.section(b"ADDS")?;
        let mut r = Reader::new(section);
        let mut groups: Vec<Group> = Vec::new();
        let beyond = || Error::bad_table("an index in it leads nowhere");
        let step = |last: u32, step: u32, len: usize| {
            last.checked_add(step)
                .filter(|i| (*i as usize) < len)
                .ok_or_else(beyond)
        };
        while !r.is_empty() {
            let add_on = step(
                groups.last().map_or(0, |g| g.add_on),
                r.varint()?,
                codes.len(),
            )?;
            let kind = match r.u8()? {
                1 => AddOnType::One,
                2 => AddOnType::Two,
                3 => AddOnType::Three,
                _ => return Err(Error::bad_table("an add-on in it is of no known type")),
            };
            let mut primaries: Vec<(u32, u32)> = Vec::new();
            for _ in 0..count(&mut r, section, 2)? {
                let primary = step(
                    primaries.last().map_or(0, |p| p.0),
                    r.varint()?,
                    codes.len(),
                )?;
                primaries.push((primary, step(0, r.varint()?, spans.len())?));
            }
            groups.push(Group {
                add_on,
                kind,
                primaries,
            });
        }
        // Groups are in the order of their add-ons.
        let mut starts = vec![0; codes.len() + 1];
        for (i, g) in groups.iter().enumerate() {
            if let Some(end) = starts.get_mut(g.add_on as usize + 1) {
                *end = i + 1;
            }
        }
        let mut last = 0;
        for start in &mut starts {
            last = last.max(*start);
            *start = last;
        }
        Ok(AddOn {
            info: c.info.clone(),
            codes,
            spans,
            starts,
            groups,
        })
    }

    fn index(&self, code: &str) -> Option<u32> {
        let index = self.codes.binary_search(&key5(code)?).ok()?;
        u32::try_from(index).ok()
    }

    /// The groups of an add-on code, by type.
    fn groups(&self, code: &str) -> &[Group] {
        let Some(index) = self.index(code) else {
            return &[];
        };
        let start = |i: u32| self.starts.get(i as usize).copied().unwrap_or(0);
        self.groups
            .get(start(index)..start(index + 1))
            .unwrap_or_default()
    }

    fn in_force<'a>(&'a self, group: &'a Group, on: Date) -> impl Iterator<Item = u32> + 'a {
        let holds = move |span: u32| {
            self.spans
                .get(span as usize)
                .is_some_and(|(from, to)| *from <= on && on <= *to)
        };
        group
            .primaries
            .iter()
            .filter(move |p| holds(p.1))
            .map(|p| p.0)
    }

    /// The type of an add-on code; `None` when the code is not an add-on on that day. A code that CMS lists as both
    /// type 1 and type 3 is of type 1, as in its editor.
    pub fn kind(&self, code: &str, on: Date) -> Option<AddOnType> {
        self.groups(code)
            .iter()
            .find(|g| self.in_force(g, on).next().is_some())
            .map(|g| g.kind)
    }

    /// Whether `primary` serves as the primary of an add-on of type 1 or 3 on that day.
    pub fn accepts(&self, code: &str, primary: &str, on: Date) -> bool {
        let Some(index) = self.index(primary) else {
            return false;
        };
        let listed = self
            .groups(code)
            .iter()
            .filter(|g| g.kind != AddOnType::Two);
        listed
            .into_iter()
            .any(|g| self.in_force(g, on).any(|p| p == index))
    }

    /// The primaries of an add-on code; `None` when the code is not an add-on on that day.
    pub fn primaries(&self, code: &str, on: Date) -> Option<Primaries> {
        let kind = self.kind(code, on)?;
        let listed: Vec<u32> = self
            .groups(code)
            .iter()
            .flat_map(|g| self.in_force(g, on))
            .collect();
        let mut listed = sorted(listed, |a, b| a < b);
        listed.dedup();
        let listed = listed
            .into_iter()
            .filter_map(|i| self.codes.get(i as usize))
            .map(|key| code5(*key))
            .collect();
        Some(match kind {
            AddOnType::One => Primaries::Listed(listed),
            AddOnType::Two => Primaries::Contractor,
            AddOnType::Three => Primaries::ListedOrContractor(listed),
        })
    }

    /// The release of this table.
    pub fn info(&self) -> Option<&TableInfo> {
        Some(&self.info)
    }
}

/// One entry before it is bytes: add-on, type, primary (the add-on itself for type 2), first and
/// last day.
pub type Entry = (String, AddOnType, String, Date, Date);

/// Encodes a table from its entries.
///
/// # Panics
/// When a code is not a procedure code.
#[cfg(any(feature = "write", test))]
pub fn encode(info: &TableInfo, entries: &std::collections::BTreeSet<Entry>) -> Vec<u8> {
    use crate::container::push_varint;
    use std::collections::BTreeSet;

    let key = |code: &str| key5(code).unwrap_or_else(|| panic!("{code} is not a procedure code"));
    let codes: BTreeSet<u32> = entries
        .iter()
        .flat_map(|e| [key(&e.0), key(&e.2)])
        .collect();
    let codes: Vec<u32> = codes.into_iter().collect();
    let index = |code: &str| {
        codes
            .binary_search(&key(code))
            .expect("all codes are listed") as u32
    };
    let spans: BTreeSet<(Date, Date)> = entries.iter().map(|e| (e.3, e.4)).collect();
    let spans: Vec<_> = spans.into_iter().collect();

    let mut span_section = Vec::new();
    push_varint(&mut span_section, spans.len() as u32);
    for day in spans.iter().flat_map(|s| [s.0, s.1]) {
        span_section.extend(day.number().to_le_bytes());
    }
    let entries: Vec<&Entry> = entries.iter().collect();
    let (mut adds, mut last_add_on) = (Vec::new(), 0);
    for group in entries.chunk_by(|a, b| (&a.0, a.1) == (&b.0, b.1)) {
        let add_on = index(&group[0].0);
        push_varint(&mut adds, add_on - last_add_on);
        adds.push(group[0].1 as u8);
        push_varint(&mut adds, group.len() as u32);
        let mut last = 0;
        for (_, _, primary, from, to) in group {
            push_varint(&mut adds, index(primary) - last);
            push_varint(
                &mut adds,
                spans
                    .binary_search(&(*from, *to))
                    .expect("all spans are listed") as u32,
            );
            last = index(primary);
        }
        last_add_on = add_on;
    }
    let codes = crate::edits::sections::write::codes5(&codes);
    crate::container::write(
        info,
        &[
            (*b"CODE", codes),
            (*b"SPAN", span_section),
            (*b"ADDS", adds),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn d(n: u32) -> Date {
        Date::from_number(n).unwrap()
    }

    fn table() -> Vec<u8> {
        let entry = |a: &str, t, p: &str, from, to| (a.to_string(), t, p.to_string(), from, to);
        let entries = BTreeSet::from([
            entry("11001", AddOnType::One, "11000", Date::MIN, Date::MAX),
            entry("11001", AddOnType::One, "10999", Date::MIN, d(20231231)),
            entry("11001", AddOnType::Three, "G0001", d(20240101), Date::MAX),
            entry("0054T", AddOnType::Two, "0054T", Date::MIN, d(20251231)),
            entry("20701", AddOnType::Three, "20680", Date::MIN, Date::MAX),
        ]);
        encode(&crate::edits::tests::info("addon"), &entries)
    }

    #[test]
    fn primaries_by_type_and_day() {
        let bytes = table();
        let t = AddOn::open(&Container::open(&bytes).unwrap()).unwrap();
        let listed = |codes: &[&str]| codes.iter().map(|c| c.to_string()).collect::<Vec<_>>();
        assert_eq!(
            t.primaries("11001", d(20230101)),
            Some(Primaries::Listed(listed(&["10999", "11000"])))
        );
        assert_eq!(
            t.primaries("11001", d(20240101)),
            Some(Primaries::Listed(listed(&["11000", "G0001"])))
        );
        assert_eq!(
            t.primaries("0054T", d(20251231)),
            Some(Primaries::Contractor)
        );
        assert_eq!(
            (
                t.primaries("0054T", d(20260101)),
                t.primaries("11000", d(20240101))
            ),
            (None, None)
        );
        assert_eq!(
            t.primaries("20701", d(20240101)),
            Some(Primaries::ListedOrContractor(listed(&["20680"])))
        );
        assert!(
            t.accepts("11001", "10999", d(20231231)) && !t.accepts("11001", "10999", d(20240101))
        );
        assert!(!t.accepts("0054T", "0054T", d(20200101)) && !t.accepts("11001", "", d(20200101)));
    }

    #[test]
    fn altered_sections_are_refused_or_read_without_a_panic() {
        crate::edits::tests::damage(&table(), |c| {
            if let Ok(t) = AddOn::open(c) {
                let _ = (
                    t.primaries("11001", d(20240101)),
                    t.accepts("20701", "20680", d(20240101)),
                );
            }
        });
    }
}
