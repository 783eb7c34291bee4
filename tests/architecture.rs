//! The house: which part of `src` may need which, no circles between files, and no file that is too long to read.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The floors, lowest first: a part needs only parts that stand before it. See DESIGN.md.
const FLOORS: &[&str] = &[
    "error",
    "date",
    "code_set",
    "code_key",
    "lists",
    "tokenizer",
    "sort_permutation",
    "successors",
    "scan",
    "container",
    "table",
    "edits",
    "claim",
    "field",
    "report",
    "catalog",
    "search",
    "lookup_stays",
    "lookup",
    "browse",
    "formats",
    "rules",
    "answers",
    "wasm",
    "lib",
];

/// No file of `src` is longer.
const MOST_LINES: usize = 450;

/// A file of `src`: its path without `.rs` and `/mod`, and its text.
fn files() -> BTreeMap<String, String> {
    files_in("src")
}

fn files_in(folder: &str) -> BTreeMap<String, String> {
    fn walk(dir: &Path, root: &Path, into: &mut BTreeMap<String, String>) {
        for entry in std::fs::read_dir(dir).expect("src is there") {
            let path = entry.expect("src is readable").path();
            if path.is_dir() {
                walk(&path, root, into);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(root).expect("it is below src");
                let name = name.with_extension("").to_string_lossy().into_owned();
                let name = name.strip_suffix("/mod").unwrap_or(&name).to_owned();
                into.insert(name, std::fs::read_to_string(&path).expect("UTF-8"));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files = BTreeMap::new();
    walk(&root, &root, &mut files);
    files
}

/// The text without comments and without what only tests see.
fn code(name: &str, text: &str) -> String {
    if name.ends_with("tests") || name.ends_with("reference_search") {
        return String::new();
    }
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or("");
    let text = text
        .split("#[cfg(all(test, feature = \"embedded\"))]\nmod tests")
        .next()
        .unwrap_or("");
    let lines = text.lines().map(|line| match line.find("//") {
        Some(at) if !line[..at].contains('"') => &line[..at],
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The paths of a `use` tree: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn expand(prefix: &str, tree: &str, out: &mut Vec<String>) {
    let tree = tree.trim();
    if let Some((head, rest)) = tree.split_once('{') {
        let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
        let (mut depth, mut start) = (0, 0);
        let prefix = format!("{prefix}{}", head.trim());
        for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    if !inner[start..at].trim().is_empty() {
                        expand(&prefix, &inner[start..at], out);
                    }
                    start = at + 1;
                }
                _ => {}
            }
        }
    } else {
        let path = tree.split(" as ").next().unwrap_or(tree);
        out.push(format!("{prefix}{}", path.trim()));
    }
}

/// What a file needs, as absolute paths from the crate's root; `pub use` apart, which only opens a door.
fn needs(name: &str, code: &str) -> (Vec<String>, Vec<String>) {
    let (mut private, mut public) = (Vec::new(), Vec::new());
    let mut rest = code;
    let mut plain = String::new();
    while let Some(at) = rest.find("use ") {
        let line_start = rest[..at].rfind('\n').map_or(0, |n| n + 1);
        let before = rest[line_start..at].trim();
        let is_use = before.is_empty() || before.starts_with("pub");
        plain.push_str(&rest[..at]);
        if !is_use {
            rest = &rest[at + 4..];
            continue;
        }
        let end = rest[at..].find(';').map_or(rest.len(), |n| at + n);
        let mut paths = Vec::new();
        expand("", &rest[at + 4..end], &mut paths);
        if before.is_empty() {
            private.append(&mut paths);
        } else {
            public.append(&mut paths);
        }
        rest = &rest[end..];
    }
    plain.push_str(rest);
    // Paths written out where they are used.
    for start in ["crate::", "super::"] {
        for (at, _) in plain.match_indices(start) {
            let path: String = plain[at..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':'))
                .collect();
            if !plain[..at].ends_with("::") {
                private.push(path);
            }
        }
    }
    let absolute = |path: &String| -> Option<String> {
        let mut at: Vec<&str> = name.split('/').filter(|p| *p != "lib").collect();
        let mut parts = path.split("::").peekable();
        match parts.peek().copied()? {
            "crate" => {
                at.clear();
                parts.next();
            }
            "self" => {
                parts.next();
            }
            "super" => {
                while parts.peek() == Some(&"super") {
                    at.pop();
                    parts.next();
                }
            }
            _ => {}
        }
        at.extend(parts.filter(|p| !p.is_empty()));
        Some(at.join("/"))
    };
    (
        private.iter().filter_map(absolute).collect(),
        public.iter().filter_map(absolute).collect(),
    )
}

/// The arrows between files. An item that a folder's door opens (`pub use`) belongs to the file that has it.
fn arrows(files: &BTreeMap<String, String>) -> BTreeMap<String, BTreeSet<String>> {
    let read: BTreeMap<&String, (Vec<String>, Vec<String>)> = files
        .iter()
        .map(|(name, text)| (name, needs(name, &code(name, text))))
        .collect();
    let file_of = |path: &str| -> Option<String> {
        let mut path = path;
        loop {
            if files.contains_key(path) {
                return Some(path.to_owned());
            }
            path = path.rsplit_once('/')?.0;
        }
    };
    // The item behind a door, through as many doors as there are.
    let mut doors: BTreeMap<String, String> = BTreeMap::new();
    for (name, (_, public)) in &read {
        for path in public {
            let target = file_of(path).unwrap_or_default();
            let items: Vec<String> = match path.rsplit_once('/') {
                Some((_, "*")) => files[&target]
                    .lines()
                    .filter_map(|l| l.strip_prefix("pub ")?.split(' ').nth(1))
                    .map(|i| i.split(['<', '(', ':', ';']).next().unwrap_or(i).to_owned())
                    .collect(),
                Some((_, item)) => vec![item.to_owned()],
                None => vec![path.clone()],
            };
            for item in items {
                let from = match name.as_str() {
                    "lib" => item.clone(),
                    name => format!("{name}/{item}"),
                };
                let to = match path.contains('/') {
                    true => format!("{target}/{item}"),
                    false => item.clone(),
                };
                if from != to {
                    doors.insert(from, to);
                }
            }
        }
    }
    let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, (private, _)) in &read {
        for path in private {
            let mut path = path.clone();
            for _ in 0..8 {
                // A module opened elsewhere counts too: what stands behind its name is kept.
                let door = path
                    .match_indices('/')
                    .map(|(at, _)| at)
                    .chain([path.len()])
                    .find_map(|at| Some((at, doors.get(&path[..at])?)));
                match door {
                    Some((at, next)) => path = format!("{next}{}", &path[at..]),
                    None => break,
                }
            }
            if let Some(to) = file_of(&path).filter(|to| to != *name) {
                arrows.entry((*name).clone()).or_default().insert(to);
            }
        }
    }
    arrows
}

fn floor(file: &str) -> usize {
    let part = file.split('/').next().unwrap_or(file);
    let at = FLOORS.iter().position(|f| *f == part);
    at.unwrap_or_else(|| panic!("src/{part} has no floor: name it in tests/architecture.rs"))
}

#[test]
fn no_part_needs_one_that_stands_above_it() {
    let files = files();
    let mut up = Vec::new();
    for (from, targets) in arrows(&files) {
        for to in targets {
            if floor(&to) > floor(&from) {
                up.push(format!("{from} needs {to}"));
            }
        }
    }
    assert!(files.len() > 50, "src was not found");
    assert!(up.is_empty(), "arrows upward:\n{}", up.join("\n"));
}

#[test]
fn no_files_need_each_other() {
    let arrows = arrows(&files());
    assert!(arrows.len() > 50, "the arrows were not read");
    let circles = circles(arrows);
    assert!(circles.is_empty(), "circles:\n{}", circles.join("\n"));
}

/// In the compiler of tables a folder is one part: its files know its door.
#[test]
fn no_parts_of_the_table_compiler_need_each_other() {
    let part = |name: &str| name.split('/').next().unwrap_or(name).to_owned();
    let mut parts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (from, targets) in arrows(&files_in("codesets/src")) {
        let others = targets
            .iter()
            .map(|to| part(to))
            .filter(|to| *to != part(&from));
        parts.entry(part(&from)).or_default().extend(others);
    }
    assert!(parts.len() > 10, "the arrows were not read");
    let circles = circles(parts);
    assert!(circles.is_empty(), "circles:\n{}", circles.join("\n"));
}

/// The arrows that lie on a circle.
fn circles(arrows: BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    // What needs nothing that is left is taken away; what cannot be taken away stands in a circle.
    let mut left = arrows;
    loop {
        let free: Vec<String> = left
            .iter()
            .filter(|(_, to)| to.iter().all(|t| !left.contains_key(t)))
            .map(|(from, _)| from.clone())
            .collect();
        if free.is_empty() {
            break;
        }
        for from in free {
            left.remove(&from);
        }
    }
    let reaches = |from: &String, to: &String| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
        while let Some(at) = next.pop() {
            for target in left.get(at).into_iter().flatten() {
                if target == to {
                    return true;
                }
                if seen.insert(target) {
                    next.push(target);
                }
            }
        }
        false
    };
    left.iter()
        .flat_map(|(from, to)| to.iter().map(move |to| (from, to)))
        .filter(|(from, to)| reaches(to, from))
        .map(|(from, to)| format!("{from} -> {to}"))
        .collect()
}

#[test]
fn files_are_short() {
    let files = files();
    let mut lengths: Vec<usize> = files.values().map(|t| t.lines().count()).collect();
    lengths.sort_unstable();
    println!(
        "{} files of src, median {} lines, longest {}",
        lengths.len(),
        lengths[lengths.len() / 2],
        lengths[lengths.len() - 1]
    );
    assert!(lengths[lengths.len() / 2] < 200, "the median is too long");
    for (name, text) in &files {
        let lines = text.lines().count();
        assert!(
            lines <= MOST_LINES,
            "src/{name}.rs: {lines} lines; split it"
        );
    }
}

/// That the test sees what it looks for.
#[test]
fn arrows_are_read_from_uses_and_paths() {
    let files: BTreeMap<String, String> = [
        (
            "a",
            "pub mod b;\npub use b::Thing;\nuse crate::c::{d, e::{f, g}};\n",
        ),
        ("a/b", "use super::super::c::x;\npub struct Thing;\n"),
        ("c", "fn h() { crate::a::Thing; } // crate::nothing::here\n"),
    ]
    .map(|(n, t)| (n.to_owned(), t.to_owned()))
    .into();
    let arrows = arrows(&files);
    let to = |from: &str| arrows[from].iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(to("a"), ["c"]);
    assert_eq!(to("a/b"), ["c"]);
    assert_eq!(to("c"), ["a/b"], "through the door");
}
