//! All the tables that an instance has: the embedded ones and whatever was loaded.

use crate::code_set::CodeSet;
use crate::container::{Container, TableInfo};
use crate::date::Date;
use crate::edits::Edits;
use crate::error::{Error, ErrorCode};
use crate::report::Release;
use crate::table::{CodeTable, Reading};
use std::sync::{Arc, OnceLock};

/// The loaded tables. A table loaded again replaces the one of its kind.
///
/// An embedded table is opened when it is first asked for: a picker of diagnoses need not wait for HCPCS.
#[derive(Default)]
pub struct Catalog {
    /// One a [`CodeSet`]; see [`Slots`].
    codes: Slots,
    edits: OnceLock<Edits>,
    /// Embedded tables that `edits` begins with.
    embedded_edits: Vec<Container<'static>>,
    /// The embedded table that [`Catalog::open_some`] is opening, and how far it has come.
    opening: Option<(CodeSet, Box<Reading>)>,
    infos: Vec<TableInfo>,
    releases: Arc<[Release]>,
    editions: Vec<Edition>,
}

/// The days that a table answers for.
#[derive(Debug)]
pub(crate) struct Edition {
    pub(crate) from: Date,
    pub(crate) to: Date,
    /// The release, in its publisher's words.
    pub(crate) release: String,
    /// Reason that a report gives for not answering a rule about another day.
    pub(crate) outside: Arc<str>,
}

impl Edition {
    fn of(info: &TableInfo) -> Edition {
        let TableInfo { set, from, to, .. } = info;
        let outside =
            format!("a date of service is outside of what the table {set} covers: {from} to {to}");
        Edition {
            from: *from,
            to: *to,
            release: info.release.clone(),
            outside: outside.into(),
        }
    }
}

/// A table that is taken in a bit at a time: what [`Catalog::load`] does at once, in steps of some milliseconds between which
/// a page draws and listens.
pub struct Loading {
    bytes: Vec<u8>,
    /// Its code set, if it is a table of codes.
    set: Option<CodeSet>,
    reading: Option<Box<Reading>>,
}

impl Loading {
    /// Verifies the envelope.
    ///
    /// # Errors
    /// [`ErrorCode::BadTable`] with what is wrong.
    pub fn begin(bytes: Vec<u8>) -> Result<Loading, Error> {
        let set = CodeSet::from_name(&Container::open(&bytes)?.info.set);
        Ok(Loading {
            bytes,
            set,
            reading: None,
        })
    }

    /// Goes on; what the table says of itself when it has been taken in, which until then changes nothing. Called
    /// after that, it begins again.
    ///
    /// # Errors
    /// [`ErrorCode::BadTable`] with what is wrong.
    pub fn go_on(&mut self, tables: &mut Catalog) -> Result<Option<TableInfo>, Error> {
        let Some(set) = self.set else {
            // Tables of edits are small.
            return tables.load(&self.bytes).map(Some);
        };
        let container = Container::reopen(&self.bytes)?;
        let Some(mut reading) = self.reading.take() else {
            self.reading = Some(Box::new(Reading::begin(&container)?));
            return Ok(None);
        };
        if reading.step(&container)? {
            self.reading = Some(reading);
            return Ok(None);
        }
        Ok(Some(tables.take_in(set, reading.finish())))
    }
}

/// The place of a code set: nothing, an embedded table that is still closed, or a table.
#[derive(Default)]
struct Slot {
    embedded: Option<Container<'static>>,
    table: OnceLock<Option<CodeTable>>,
}

impl Slot {
    fn get(&self) -> Option<&CodeTable> {
        // That an embedded table opens is proved by the tests, not at every start.
        let open = || self.embedded.as_ref().and_then(|c| CodeTable::read(c).ok());
        self.table.get_or_init(open).as_ref()
    }

    /// The embedded table, while it is closed.
    fn closed(&self) -> Option<&Container<'static>> {
        self.embedded
            .as_ref()
            .filter(|_| self.table.get().is_none())
    }
}

/// The places of all sets, by the number of the set.
#[derive(Default)]
struct Slots([Slot; CodeSet::ALL.len()]);

#[allow(clippy::indexing_slicing)] // There are as many places as sets.
impl Slots {
    fn of(&self, set: CodeSet) -> &Slot {
        &self.0[set as usize]
    }

    fn of_mut(&mut self, set: CodeSet) -> &mut Slot {
        &mut self.0[set as usize]
    }
}

#[cfg(feature = "embedded")]
macro_rules! embedded {
    ($($file:literal),*) => { [$(include_bytes!(concat!("embedded/", $file)) as &'static [u8]),*] };
}

/// The tables inside the library; `./x tables` makes these files.
#[cfg(feature = "embedded")]
const EMBEDDED: [&[u8]; 5] = embedded!(
    "icd10cm.tbl",
    "hcpcs.tbl",
    "cpt.tbl",
    "modifiers.tbl",
    "dx-edits.tbl"
);

impl Catalog {
    /// No table at all.
    pub fn empty() -> Catalog {
        Catalog::default()
    }

    /// The embedded tables: ICD-10-CM, HCPCS Level II, CPT code values, modifiers, diagnosis edits.
    ///
    /// # Errors
    /// When a build embedded a damaged table; `codesets check` and the tests prove that none is.
    #[cfg(feature = "embedded")]
    pub fn embedded() -> Result<Catalog, Error> {
        let mut tables = Catalog::default();
        for bytes in EMBEDDED {
            let container = Container::open_embedded(bytes)?;
            tables.infos.push(container.info.clone());
            match CodeSet::from_name(&container.info.set) {
                Some(set) => tables.codes.of_mut(set).embedded = Some(container),
                None => tables.embedded_edits.push(container),
            }
        }
        tables.list_releases();
        Ok(tables)
    }

    /// Opens the embedded tables that are still closed, so that no later call has to.
    pub fn open_all(&self) {
        for set in CodeSet::ALL {
            if let Some(table) = self.codes(set) {
                table.docs.post();
            }
        }
        self.edits();
    }

    /// Goes on opening the embedded tables that are still closed, for some milliseconds; `false` when all are open. A page
    /// draws and listens between the calls. Whatever asks for a table meanwhile opens it at once.
    pub fn open_some(&mut self) -> bool {
        let is_closed = |set: &CodeSet| self.codes.of(*set).closed().is_some();
        let Some(set) = CodeSet::ALL.into_iter().find(is_closed) else {
            self.opening = None;
            let closed = self.edits.get().is_none();
            self.edits();
            return closed;
        };
        let Some(container) = self.codes.of(set).closed() else {
            return true;
        };
        let opened = match self.opening.take() {
            Some((at, mut reading)) if at == set => match reading.step(container) {
                Ok(true) => {
                    self.opening = Some((set, reading));
                    return true;
                }
                Ok(false) => Some(reading.finish()),
                Err(_) => None,
            },
            _ => {
                if let Ok(reading) = Reading::begin(container) {
                    self.opening = Some((set, Box::new(reading)));
                    return true;
                }
                None
            }
        };
        // Set already only if somebody else opened it, which is the same table.
        let _ = self.codes.of(set).table.set(opened);
        true
    }

    /// Takes in a table of any kind. The bytes are verified first; on an error nothing changes.
    ///
    /// # Errors
    /// [`ErrorCode::BadTable`] with what is wrong.
    pub fn load(&mut self, bytes: &[u8]) -> Result<TableInfo, Error> {
        let container = Container::open(bytes)?;
        let info = container.info.clone();
        match CodeSet::from_name(&info.set) {
            Some(set) => return Ok(self.take_in(set, CodeTable::read(&container)?)),
            None => {
                self.edits();
                let edits = self
                    .edits
                    .get_mut()
                    .and_then(|e| e.load(&container).transpose());
                edits.ok_or_else(|| {
                    Error::bad_table("its kind is unknown to this version of the library")
                })??;
            }
        }
        self.list(&info);
        Ok(info)
    }

    fn take_in(&mut self, set: CodeSet, table: CodeTable) -> TableInfo {
        let info = table.info().clone();
        self.codes.of_mut(set).table = OnceLock::from(Some(table));
        self.list(&info);
        info
    }

    fn list(&mut self, info: &TableInfo) {
        self.infos.retain(|i| i.set != info.set);
        self.infos.push(info.clone());
        self.list_releases();
    }

    fn list_releases(&mut self) {
        let release = |i: &TableInfo| Release {
            set: i.set.clone(),
            release: i.release.clone(),
        };
        self.releases = self.infos.iter().map(release).collect();
        self.editions = self.infos.iter().map(Edition::of).collect();
    }

    /// Descriptions of the loaded tables, in the order of loading.
    pub fn infos(&self) -> &[TableInfo] {
        &self.infos
    }

    /// The days of a table that is loaded.
    pub(crate) fn edition(&self, set: &str) -> Option<&Edition> {
        let at = self.infos.iter().position(|i| i.set == set)?;
        self.editions.get(at)
    }

    /// Sets and releases of the loaded tables, as reports name them.
    pub fn releases(&self) -> Arc<[Release]> {
        self.releases.clone()
    }

    /// The table of a code set, when loaded.
    #[doc(hidden)]
    pub fn codes(&self, set: CodeSet) -> Option<&CodeTable> {
        self.codes.of(set).get()
    }

    pub(crate) fn loaded(&self, set: CodeSet) -> Result<&CodeTable, Error> {
        self.codes(set).ok_or_else(|| {
            let name = set.as_str();
            Error::new(
                ErrorCode::UnknownSet,
                format!(
                    "the table of {name} is not loaded; pass the bytes of {name}.tbl to \
                    loadTable first"
                ),
            )
        })
    }

    /// The edit tables.
    #[doc(hidden)]
    pub fn edits(&self) -> &Edits {
        self.edits.get_or_init(|| {
            let mut edits = Edits::default();
            for container in &self.embedded_edits {
                // As for code tables, see `Slot::get`; one that did not open would be missing, which the rules report.
                let _ = edits.load(container);
            }
            edits
        })
    }
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use super::*;

    /// A page opens them while it is idle, not at the first keystroke.
    #[test]
    fn opening_all_leaves_none_to_a_later_call() {
        let tables = Catalog::embedded().unwrap();
        let open = |set: CodeSet| matches!(tables.codes.of(set).table.get(), Some(Some(_)));
        let embedded = [CodeSet::Icd10cm, CodeSet::Hcpcs, CodeSet::Cpt];
        assert!(!embedded.iter().any(|set| open(*set)) && tables.edits.get().is_none());
        tables.open_all();
        assert!(embedded.iter().all(|set| open(*set)) && tables.edits.get().is_some());
    }

    #[test]
    fn tables_opened_in_steps_are_those_opened_at_once() {
        let (mut some, all) = (Catalog::embedded().unwrap(), Catalog::embedded().unwrap());
        let mut steps = 0;
        while some.open_some() {
            steps += 1;
            // A search between two steps opens what it needs, and the rest goes on.
            if steps == 3 {
                assert!(some.codes(CodeSet::Icd10cm).is_some());
            }
        }
        assert!(steps > 6 && !some.open_some(), "{steps}");
        for set in CodeSet::ALL {
            assert!(some.codes.of(set).closed().is_none());
        }
        for query in [
            "type 2 diab neurop",
            "htn",
            "wheelchair",
            "9921",
            "sprain ankle r",
        ] {
            let options = crate::search::Options::new();
            let json = |tables: &Catalog| {
                serde_json::to_string(&tables.search(query, &options).unwrap()).unwrap()
            };
            assert_eq!(json(&some), json(&all), "{query}");
        }
    }

    #[test]
    fn a_table_taken_in_by_steps_is_there_after_the_last_one_only() {
        let (mut tables, mut whole) = (Catalog::empty(), Catalog::empty());
        for bytes in EMBEDDED {
            let mut loading = Loading::begin(bytes.to_vec()).unwrap();
            let mut steps = 1;
            let info = loop {
                let before = tables.infos().len();
                match loading.go_on(&mut tables).unwrap() {
                    Some(info) => break info,
                    None => assert_eq!(tables.infos().len(), before),
                }
                steps += 1;
            };
            assert_eq!(info, whole.load(bytes).unwrap());
            assert!(steps > 5 || CodeSet::from_name(&info.set).is_none());
        }
        assert_eq!(tables.infos(), whole.infos());
        let json = |tables: &Catalog| {
            let hits = tables.search("type 2 diab neurop", &crate::search::Options::new());
            serde_json::to_string(&hits.unwrap()).unwrap()
        };
        assert_eq!(json(&tables), json(&whole));
        assert!(Loading::begin(EMBEDDED[0][1..].to_vec()).is_err());
    }

    /// Holds up the trust of `Container::open_embedded` and `Slot::get` in embedded tables.
    #[test]
    fn every_embedded_table_passes_the_proofs_that_opening_it_leaves_out() {
        let tables = Catalog::embedded().unwrap();
        let mut loaded = Catalog::empty();
        for bytes in EMBEDDED {
            let info = loaded.load(bytes).unwrap();
            match CodeSet::from_name(&info.set) {
                Some(set) => assert!(tables.codes(set).is_some(), "{}", info.set),
                None => assert!(tables.embedded_edits.iter().any(|c| c.info == info)),
            }
        }
        assert_eq!(tables.infos(), loaded.infos());
        assert!(tables.edits().modifiers.is_some() && tables.edits().dx.is_some());
    }
}
