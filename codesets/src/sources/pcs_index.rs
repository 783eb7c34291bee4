//! CMS's index of ICD-10-PCS (`icd10pcs_index_YYYY.xml`): main terms, below each of which stand the beginnings of codes.

use anyhow::{ensure, Context, Result};
use std::collections::BTreeMap;

/// The main terms with the beginnings of codes that stand below them, and the fiscal year.
pub fn read(xml: &str) -> Result<(u32, BTreeMap<String, Vec<String>>)> {
    let document = roxmltree::Document::parse(xml).context("the index is cut short or altered")?;
    let root = document.root_element();
    let year = root.children().find(|c| c.has_tag_name("version"));
    let year = year.and_then(|v| v.text()?.trim().parse().ok());
    let year = year.context("the index does not say of which year it is")?;
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for term in document
        .descendants()
        .filter(|n| n.has_tag_name("mainTerm"))
    {
        let title = term.children().find(|c| c.has_tag_name("title"));
        let title = title.and_then(|t| t.text()).unwrap_or_default().trim();
        let codes = term
            .descendants()
            .filter(|n| matches!(n.tag_name().name(), "code" | "codes" | "tab"));
        let codes: Vec<String> = codes
            .filter_map(|n| n.text())
            .flat_map(|t| t.split([',', ' ']))
            .map(|c| c.trim().trim_end_matches('-').to_string())
            .filter(|c| !c.is_empty())
            .collect();
        if !title.is_empty() && !codes.is_empty() {
            let known = out.entry(title.to_string()).or_default();
            for code in codes {
                if !known.contains(&code) {
                    known.push(code);
                }
            }
        }
    }
    ensure!(!out.is_empty(), "the index has no terms with codes");
    Ok((year, out))
}

#[cfg(test)]
mod tests {
    #[test]
    fn beginnings_of_codes_stand_below_their_main_term() {
        let xml = "<ICD10PCS.index><version>2041</version><letter><mainTerm><title>Making up</title>\
            <term level=\"1\"><see>Nothing, Left<codes>0ZZ0</codes></see></term><term level=\"1\"><code>0ZZ20ZZ</code>\
            </term></mainTerm><mainTerm><title>Nobody</title><use>Somebody</use></mainTerm></letter></ICD10PCS.index>";
        let (year, terms) = super::read(xml).unwrap();
        assert_eq!((year, terms.len()), (2041, 1));
        assert_eq!(terms["Making up"], ["0ZZ0", "0ZZ20ZZ"]);
        assert!(super::read(&xml[..90]).is_err() && super::read("<a/>").is_err());
    }
}
