//! The official ICD-10-CM tabular list as CDC/NCHS and CMS publish it in XML.

use super::text::squeeze;
use anyhow::{bail, ensure, Context, Result};
use roxmltree::{Document, Node};
use superbill::table::rows::{Alias, AliasKind, Chapter};

/// The tabular list.
#[derive(Debug)]
pub struct Tabular {
    /// The fiscal year that it says it is of.
    pub year: u32,
    /// Chapters (level 0) and blocks (level 1), in order.
    pub chapters: Vec<(Chapter, Vec<Note>)>,
    /// All codes with an entry of their own, in order. A parent precedes its children.
    pub codes: Vec<Entry>,
}

/// A code with an entry of its own; seventh characters are not spelled out in the list.
#[derive(Debug)]
pub struct Entry {
    /// Without dot.
    pub code: String,
    /// As printed.
    pub title: String,
    /// Index of the parent among the entries; `None` for a three-character category.
    pub parent: Option<usize>,
    /// Whether there are entries below it.
    pub parted: bool,
    /// Its own notes, in order.
    pub notes: Vec<Note>,
    /// The choices for the seventh character that are given here; they hold for everything below as well.
    pub seventh: Vec<(char, String)>,
}

/// A printed note. `kind` is the element's name: `includes`, `inclusionTerm`, `excludes1`, `excludes2`, `codeFirst`,
/// `useAdditionalCode`, `codeAlso`, `notes` or `sevenChrNote`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The element's name.
    pub kind: String,
    /// As printed.
    pub text: String,
    /// The notes of one element belong together: a line that says what to do, then the cases. This counts the elements.
    pub group: usize,
}

/// Reads the XML text.
pub fn read(xml: &str) -> Result<Tabular> {
    const NOT: &str = "not an ICD-10-CM tabular list";
    let document = Document::parse(xml).context("the tabular list is cut short or not XML")?;
    let root = document.root_element();
    ensure!(root.has_tag_name("ICD10CM.tabular"), NOT);
    let year = child_text(root, "version")?
        .parse()
        .context("the version of the tabular list is not a year")?;
    let mut list = Tabular {
        year,
        chapters: Vec::new(),
        codes: Vec::new(),
    };
    for chapter in elements(root, "chapter") {
        list.range(chapter, 0)?;
        for section in elements(chapter, "section") {
            list.range(section, 1)?;
            for diag in elements(section, "diag") {
                list.code(diag, None)?;
            }
        }
    }
    ensure!(!list.codes.is_empty(), NOT);
    Ok(list)
}

impl Tabular {
    /// Chapters and blocks print their range at the end of the title: "Diseases of the eye and adnexa (H00-H59)".
    fn range(&mut self, node: Node, level: u8) -> Result<()> {
        let printed = squeeze(child_text(node, "desc")?);
        let (title, range) = printed
            .strip_suffix(')')
            .and_then(|p| p.rsplit_once(" ("))
            .with_context(|| format!("the title {printed:?} does not end with its range"))?;
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let chapter = Chapter {
            first: first.into(),
            last: last.into(),
            title: title.into(),
            level,
        };
        self.chapters.push((chapter, notes(node)));
        Ok(())
    }

    fn code(&mut self, node: Node, parent: Option<usize>) -> Result<()> {
        let code = child_text(node, "name")?.replace('.', "");
        let plain =
            (3..=7).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric());
        ensure!(plain, "{code:?} is not an ICD-10-CM code");
        let mut seventh = Vec::new();
        for extension in elements(node, "sevenChrDef").flat_map(|d| elements(d, "extension")) {
            let c = extension.attribute("char").unwrap_or_default();
            let [c] = c.chars().collect::<Vec<_>>()[..] else {
                bail!("{code}: {c:?} is not a seventh character")
            };
            seventh.push((c, squeeze(extension.text().unwrap_or_default())));
        }
        let title = squeeze(child_text(node, "desc")?);
        let parted = elements(node, "diag").next().is_some();
        let at = self.codes.len();
        self.codes.push(Entry {
            code,
            title,
            parent,
            parted,
            notes: notes(node),
            seventh,
        });
        for below in elements(node, "diag") {
            self.code(below, Some(at))?;
        }
        Ok(())
    }

    /// The choices for the seventh character that hold for an entry: its own or the nearest above.
    pub fn seventh(&self, mut at: usize) -> &[(char, String)] {
        while let Some(entry) = self.codes.get(at) {
            match entry.parent {
                Some(parent) if entry.seventh.is_empty() => at = parent,
                _ => return &entry.seventh,
            }
        }
        &[]
    }

    /// Every code with its title, seventh characters spelled out with placeholders X: `T07` gives `T07XXXA`, titled
    /// "Unspecified multiple injuries, initial encounter". Not every choice exists for every code, and the XML does not
    /// say which; `exists` does, from the official list of codes.
    pub fn spelled_out(&self, exists: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        let mut out = Vec::new();
        for (at, entry) in self.codes.iter().enumerate() {
            out.push((entry.code.clone(), entry.title.clone()));
            if entry.parted || entry.code.len() == 7 {
                continue;
            }
            for (c, meaning) in self.seventh(at) {
                let code = format!("{:X<6}{c}", entry.code);
                if exists(&code) {
                    out.push((code, format!("{}, {meaning}", entry.title)));
                }
            }
        }
        out
    }
}

impl Tabular {
    /// Inclusion terms and "includes" notes of the codes that are `wanted`. Those of chapters and blocks name whole
    /// fields of medicine and would match everything.
    pub fn printed_terms(&self, wanted: impl Fn(&str) -> bool) -> Vec<Alias> {
        let mut aliases = Vec::new();
        for entry in self.codes.iter().filter(|e| wanted(&e.code)) {
            for note in entry
                .notes
                .iter()
                .filter(|n| matches!(&*n.kind, "inclusionTerm" | "includes"))
            {
                aliases.push(Alias {
                    term: note.text.clone(),
                    codes: vec![entry.code.clone()],
                    rewrite: String::new(),
                    kind: AliasKind::Inclusion,
                });
            }
        }
        aliases
    }
}

fn elements<'a, 'i: 'a>(
    node: Node<'a, 'i>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |c| c.has_tag_name(name))
}

fn child_text<'a>(node: Node<'a, '_>, name: &'static str) -> Result<&'a str> {
    let found = elements(node, name).next().and_then(|c| c.text());
    found.with_context(|| {
        format!(
            "a {} of the tabular list has no {name}",
            node.tag_name().name()
        )
    })
}

fn notes(node: Node) -> Vec<Note> {
    let mut out = Vec::new();
    for (group, element) in node.children().filter(Node::is_element).enumerate() {
        let kind = element.tag_name().name();
        if matches!(kind, "diag" | "section" | "sevenChrDef") {
            continue;
        }
        for note in elements(element, "note") {
            let text = squeeze(
                &note
                    .descendants()
                    .filter_map(|t| t.is_text().then(|| t.text()).flatten())
                    .collect::<String>(),
            );
            out.push(Note {
                kind: kind.into(),
                text,
                group,
            });
        }
    }
    out
}
