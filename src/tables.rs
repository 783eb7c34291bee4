//! All the tables that an instance has: the embedded ones and whatever was loaded.

use crate::container::{Container, TableInfo};
use crate::edits::Edits;
use crate::finding::Release;
use crate::rows::CodeSet;
use crate::search::{self, Hit};
use crate::table::Table;
use crate::{Error, ErrorCode};
use std::sync::Arc;

/// The loaded tables. A table loaded again replaces the one of its kind.
#[derive(Default)]
pub struct Tables {
    /// In the order of [`CodeSet::ALL`], which is the order of preference in results.
    codes: Vec<Table>,
    edits: Edits,
    infos: Vec<TableInfo>,
    releases: Arc<[Release]>,
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

impl Tables {
    /// No table at all.
    pub fn empty() -> Tables {
        Tables::default()
    }

    /// The embedded tables: ICD-10-CM, HCPCS Level II, CPT code values, modifiers, diagnosis edits.
    ///
    /// # Errors
    /// When a build embedded a damaged table; `codesets check` and the tests prove that none is.
    #[cfg(feature = "embedded")]
    pub fn embedded() -> Result<Tables, Error> {
        let mut tables = Tables::default();
        for bytes in EMBEDDED {
            tables.load(bytes)?;
        }
        Ok(tables)
    }

    /// Takes in a table of any kind. The bytes are verified first; on an error nothing changes.
    ///
    /// # Errors
    /// [`ErrorCode::BadTable`] with what is wrong.
    pub fn load(&mut self, bytes: &[u8]) -> Result<TableInfo, Error> {
        let container = Container::open(bytes)?;
        let info = container.info.clone();
        match CodeSet::from_name(&info.set) {
            Some(set) => {
                let table = Table::read(&container)?;
                self.codes.retain(|t| t.set() != set);
                let order = |s: CodeSet| CodeSet::ALL.iter().position(|x| *x == s);
                let at = self.codes.partition_point(|t| order(t.set()) < order(set));
                self.codes.insert(at, table);
            }
            None => {
                self.edits.load(&container)?.ok_or_else(|| {
                    Error::bad_table("its kind is unknown to this version of the library")
                })?;
            }
        }
        self.infos.retain(|i| i.set != info.set);
        self.infos.push(info.clone());
        let release = |i: &TableInfo| Release {
            set: i.set.clone(),
            release: i.release.clone(),
        };
        self.releases = self.infos.iter().map(release).collect();
        Ok(info)
    }

    /// What is loaded, in the order of loading.
    pub fn infos(&self) -> &[TableInfo] {
        &self.infos
    }

    /// The same, as reports name it.
    pub fn releases(&self) -> Arc<[Release]> {
        self.releases.clone()
    }

    /// The table of a code set, when loaded.
    pub fn codes(&self, set: CodeSet) -> Option<&Table> {
        self.codes.iter().find(|t| t.set() == set)
    }

    /// The table of a code set by its official short name.
    ///
    /// # Errors
    /// [`ErrorCode::UnknownSet`] when there is no such set or its table is not loaded.
    pub fn codes_named(&self, name: &str) -> Result<&Table, Error> {
        let set = CodeSet::from_name(name).ok_or_else(|| {
            Error::new(
                ErrorCode::UnknownSet,
                "`set` must be one of icd10cm, icd10pcs, hcpcs, cpt",
            )
        })?;
        self.codes(set).ok_or_else(|| {
            let name = set.as_str();
            Error::new(
                ErrorCode::UnknownSet,
                format!("the table of {name} is not loaded; pass the bytes of {name}.tbl to loadTable first"),
            )
        })
    }

    /// The edit tables.
    pub fn edits(&self) -> &Edits {
        &self.edits
    }

    /// Searches the loaded code tables, see [`crate::search`].
    ///
    /// # Errors
    /// [`ErrorCode::UnknownSet`] when an asked-for set is not loaded.
    pub fn search(&self, query: &str, options: &search::Options) -> Result<Vec<Hit>, Error> {
        for set in &options.sets {
            self.codes_named(set.as_str())?;
        }
        let tables: Vec<&Table> = self.codes.iter().collect();
        Ok(search::search(&tables, query, options))
    }
}
