//! The official Alphabetic Index of ICD-10-CM as CDC/NCHS and CMS publish it in XML.

use super::text::squeeze;
use anyhow::{ensure, Context, Result};
use roxmltree::{Document, Node};

/// The index.
#[derive(Debug)]
pub struct Index {
    /// The fiscal year that it says it is of.
    pub year: u32,
    /// Term and code, in order.
    pub terms: Vec<Term>,
}

/// A line of the index that has a code.
#[derive(Debug, PartialEq, Eq)]
pub struct Term {
    /// The main term and the terms below it, with commas between: "Abscess, abdominal wall". Words in parentheses, which
    /// may be there or not ("nonessential modifiers"), are left out.
    pub text: String,
    /// Without dot, and without the dash of a code that needs more characters.
    pub code: String,
}

/// Reads the XML text.
pub fn read(xml: &str) -> Result<Index> {
    let document = Document::parse(xml).context("the Alphabetic Index is cut short or not XML")?;
    let root = document.root_element();
    ensure!(
        root.has_tag_name("ICD10CM.index"),
        "not an ICD-10-CM Alphabetic Index"
    );
    let version = root
        .children()
        .find(|c| c.has_tag_name("version"))
        .and_then(|v| v.text());
    let year = version
        .unwrap_or_default()
        .trim()
        .parse()
        .context("the version of the index is not a year")?;
    let mut index = Index {
        year,
        terms: Vec::new(),
    };
    for main in root.descendants().filter(|n| n.has_tag_name("mainTerm")) {
        index.add(main, "");
    }
    ensure!(!index.terms.is_empty(), "the Alphabetic Index has no terms");
    Ok(index)
}

impl Index {
    fn add(&mut self, node: Node, above: &str) {
        let child = |name| node.children().find(move |c| c.has_tag_name(name));
        let own: String = child("title").map_or(String::new(), |t| {
            t.children()
                .filter(|c| c.is_text())
                .filter_map(|c| c.text())
                .collect()
        });
        let own = squeeze(&own);
        let text = if above.is_empty() {
            own
        } else {
            format!("{above}, {own}")
        };
        if let Some(code) = child("code").and_then(|c| c.text()) {
            let code = code.trim().trim_end_matches('-').replace('.', "");
            self.terms.push(Term {
                text: text.clone(),
                code,
            });
        }
        for below in node.children().filter(|c| c.has_tag_name("term")) {
            self.add(below, &text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "<ICD10CM.index><version>2027</version><letter><title>A</title><mainTerm><title>Madeup \
        <nemod>(slow)</nemod></title><code>A00.9</code><term level='1'><title>fast \
        <nemod>(red)</nemod></title><code>A00.-</code><term level='2'><title>both \
        sides</title><code>A00.1</code></term></term><term \
        level='1'><title>other</title><see>Elsewhere</see></term></mainTerm></letter></ICD10CM.index>";

    #[test]
    fn joins_nested_terms_without_their_parentheses() {
        let index = read(SMALL).unwrap();
        let lines: Vec<(&str, &str)> = index.terms.iter().map(|t| (&*t.text, &*t.code)).collect();
        assert_eq!(index.year, 2027);
        assert_eq!(
            lines,
            [
                ("Madeup", "A009"),
                ("Madeup, fast", "A00"),
                ("Madeup, fast, both sides", "A001")
            ]
        );
        assert!(read(&SMALL[..SMALL.len() - 30]).is_err() && read("<a/>").is_err());
    }
}
