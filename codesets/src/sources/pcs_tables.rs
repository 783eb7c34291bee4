//! CMS's tables of ICD-10-PCS (`icd10pcs_tables_YYYY.xml`): a table an operation of a body system, whose rows say which
//! characters of body part, approach, device and qualifier make a code together, and what each is called.

use anyhow::{ensure, Context, Result};
use roxmltree::Node;
use std::collections::{BTreeMap, BTreeSet};

/// Codes that the tables allow, and the names of their characters.
pub struct PcsTables {
    /// The fiscal year that the file says it is of.
    pub year: u32,
    /// The codes that the rows make.
    pub codes: BTreeSet<String>,
    /// Of each pattern, see [`pattern`], what codes call the character that it stands for.
    names: BTreeMap<String, BTreeMap<String, String>>,
}

/// Reads the tables. A row whose characters make another number of codes than it says is altered.
pub fn read(xml: &str) -> Result<PcsTables> {
    let document =
        roxmltree::Document::parse(xml).context("the tables are cut short or altered")?;
    let root = document.root_element();
    let year = root.children().find(|c| c.has_tag_name("version"));
    let year = year.and_then(|v| v.text()?.trim().parse().ok());
    let mut out = PcsTables {
        year: year.context("the tables do not say of which year they are")?,
        codes: BTreeSet::new(),
        names: BTreeMap::new(),
    };
    for table in root.children().filter(|c| c.has_tag_name("pcsTable")) {
        let above: Vec<Vec<Label>> = axes(table).map(labels).collect::<Result<_>>()?;
        let operation: String = above.iter().flatten().map(|l| l.0).collect();
        ensure!(
            above.len() == 3 && operation.len() == 3,
            "a table is not of one operation: {operation:?}"
        );
        for row in table.children().filter(|c| c.has_tag_name("pcsRow")) {
            let mut all = above.clone();
            for axis in axes(row) {
                all.push(labels(axis)?);
            }
            let made = product(&all);
            let says = row.attribute("codes").and_then(|n| n.parse().ok());
            ensure!(
                says == Some(made.len()) && made.iter().all(|m| m.len() == 7),
                "a row of table {operation} does not make the codes that it says"
            );
            for characters in made {
                let code: String = characters.iter().map(|l| l.0).collect();
                for (level, (_, name)) in characters.into_iter().enumerate() {
                    let names = out.names.entry(pattern(&code, level)).or_default();
                    names.insert(code.clone(), name);
                }
                out.codes.insert(code);
            }
        }
    }
    ensure!(!out.codes.is_empty(), "the tables are empty");
    Ok(out)
}

/// The prefix or pattern that stands for one character of a code.
pub fn pattern(code: &str, level: usize) -> String {
    let keep = if level > 3 { 3 } else { level };
    code.chars()
        .enumerate()
        .take(level + 1)
        .map(|(i, c)| if i < keep || i == level { c } else { '.' })
        .collect()
}

/// A character and its name.
type Label = (char, String);

fn axes<'a, 'i>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(|c| c.has_tag_name("axis"))
}

fn labels(axis: Node<'_, '_>) -> Result<Vec<Label>> {
    let labels = axis.children().filter(|c| c.has_tag_name("label"));
    labels
        .map(|label| {
            let code = label.attribute("code").filter(|c| c.len() == 1);
            let one = code.and_then(|c| c.chars().next());
            let name = label.text().unwrap_or_default().trim();
            Ok((one.context("a label has no character")?, name.to_string()))
        })
        .collect()
}

/// Each character of each axis with each of the others.
fn product(axes: &[Vec<Label>]) -> Vec<Vec<Label>> {
    let mut out: Vec<Vec<Label>> = vec![Vec::new()];
    for axis in axes {
        let longer = |begin: &Vec<Label>, label: &Label| {
            let mut begin = begin.clone();
            begin.push(label.clone());
            begin
        };
        out = out
            .iter()
            .flat_map(|begin| axis.iter().map(move |label| longer(begin, label)))
            .collect();
    }
    out
}

impl PcsTables {
    /// The names by pattern, as a table of codes keeps them. Where the codes of an operation do not call a character the same,
    /// as new technologies do, each code has its own name of its place: `XNS4032.3`.
    pub fn patterns(&self) -> BTreeMap<String, String> {
        let mut out = BTreeMap::new();
        for (pattern, names) in &self.names {
            let mut all = names.values();
            let first = all.next().cloned().unwrap_or_default();
            if all.all(|n| *n == first) {
                out.insert(pattern.clone(), first);
                continue;
            }
            for (code, name) in names {
                out.insert(format!("{code}.{}", pattern.len() - 1), name.clone());
            }
        }
        out
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A made-up table 0ZZ of two rows, whose qualifier Z is called differently.
    pub(crate) const XML: &str = "<ICD10PCS.tabular><version>2041</version><pcsTable>\
        <axis pos=\"1\"><title>Section</title><label code=\"0\">Making up</label></axis>\
        <axis pos=\"2\"><title>Body System</title><label code=\"Z\">No system</label></axis>\
        <axis pos=\"3\"><title>Operation</title><label code=\"Z\">Nothing</label>\
        <definition>Doing nothing</definition></axis>\
        <pcsRow codes=\"2\"><axis pos=\"4\"><label code=\"0\">Left</label><label code=\"1\">Right</label></axis>\
        <axis pos=\"5\"><label code=\"0\">Open</label></axis><axis pos=\"6\"><label code=\"Z\">No Device</label></axis>\
        <axis pos=\"7\"><label code=\"Z\">No Qualifier</label></axis></pcsRow>\
        <pcsRow codes=\"1\"><axis pos=\"4\"><label code=\"2\">Both</label></axis>\
        <axis pos=\"5\"><label code=\"0\">Open</label></axis><axis pos=\"6\"><label code=\"Z\">No Device</label></axis>\
        <axis pos=\"7\"><label code=\"Z\">Other</label></axis></pcsRow></pcsTable></ICD10PCS.tabular>";

    #[test]
    fn rows_make_codes_and_names() {
        let tables = read(XML).unwrap();
        assert_eq!(tables.year, 2041);
        let codes: Vec<&str> = tables.codes.iter().map(String::as_str).collect();
        assert_eq!(codes, ["0ZZ00ZZ", "0ZZ10ZZ", "0ZZ20ZZ"]);
        let names = tables.patterns();
        let name = |pattern: &str| names.get(pattern).map(String::as_str);
        assert_eq!(name("0"), Some("Making up"));
        assert_eq!((name("0ZZ2"), name("0ZZ.0")), (Some("Both"), Some("Open")));
        assert_eq!((name("0ZZ...Z"), name("0ZZ20ZZ.6")), (None, Some("Other")));
        assert_eq!(name("0ZZ10ZZ.6"), Some("No Qualifier"));
        for bad in [
            "<a/>".to_string(),
            XML[..300].to_string(),
            XML.replace("codes=\"2\"", "codes=\"3\""),
            XML.replace("<version>2041</version>", ""),
        ] {
            assert!(read(&bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn patterns_name_one_character() {
        let all: Vec<String> = (0..7).map(|level| pattern("0016378", level)).collect();
        assert_eq!(
            all,
            ["0", "00", "001", "0016", "001.3", "001..7", "001...8"]
        );
    }
}
