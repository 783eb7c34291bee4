//! Codes of ICD-9-CM, which ended on 2015-09-30: what they became. Whoever pastes one learns what it is, and gets the
//! codes that CMS's conversion gives; never a code of another set that has the same digits.

use super::{pasted, search, Hit, Options};
use crate::code_set::CodeSet;
use crate::table::CodeTable;
use std::borrow::Cow;

/// How sure it is that a text is an ICD-9-CM code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sure {
    /// Three digits, which may begin something else.
    No,
    /// It could be written in ICD-10-CM as well ("V70.0").
    Either,
    /// No other set writes its codes so, or the text says it.
    Yes,
}

/// The code without point that a text is, if it has the form of one.
fn written(text: &str) -> Option<(String, Sure)> {
    let text = pasted::plain(text.trim());
    let lower = text.to_ascii_lowercase();
    // BK and BF are what claims had before the principal diagnosis and the others.
    let named = ["icd-9-cm", "icd9cm", "icd-9", "icd 9", "icd9", "bk:", "bf:"]
        .into_iter()
        .find(|n| lower.starts_with(n));
    let code = text.get(named.map_or(0, str::len)..)?;
    let code = code
        .trim_matches(|c: char| !c.is_ascii_alphanumeric())
        .to_ascii_uppercase();
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let bare = || code.split_at_checked(3).filter(|_| digits(&code));
    let (head, tail) = code.split_once('.').or_else(bare).unwrap_or((&code, ""));
    let pointed = code.contains('.');
    let (letter, number) = match head.as_bytes().first()? {
        b'V' | b'E' => head.split_at(1),
        _ => ("", head),
    };
    let (length, most) = match letter {
        "V" => (2, 2),
        "E" => (3, 1),
        _ => (3, 2),
    };
    if number.len() != length || !digits(number) || tail.len() > most || !digits(tail) {
        return None;
    }
    let sure = match letter {
        _ if named.is_some() => Sure::Yes,
        "V" => Sure::Either,
        "E" => Sure::Yes,
        _ if pointed => Sure::Yes,
        _ => Sure::No,
    };
    Some((format!("{head}{tail}"), sure))
}

/// A code as ICD-9-CM writes it, from one without point.
fn with_point(code: &str) -> String {
    let head = if code.starts_with('E') { 4 } else { 3 };
    let (head, tail) = code.split_at(head.min(code.len()));
    let point = if tail.is_empty() { "" } else { "." };
    format!("{head}{point}{tail}")
}

/// A diagnosis of a claim as ICD-9-CM writes it, and the codes, without point, that CMS's conversion gives for it; `None`
/// when it is none.
pub(crate) fn former(table: &CodeTable, code: &str) -> Option<(String, Vec<String>)> {
    let known = table.became(code)?;
    let codes = known.into_iter().map(|row| table.code(row)).collect();
    Some((with_point(code), codes))
}

/// The answers to a query with those for an ICD-9-CM code before them, when it is one.
pub(super) fn converted(
    tables: &[&CodeTable],
    query: &str,
    options: &Options,
    hits: Vec<Hit>,
) -> Vec<Hit> {
    let wanted = options.sets.is_empty() || options.sets.contains(&CodeSet::Icd10cm);
    let table = tables.iter().find(|t| t.set() == CodeSet::Icd10cm);
    let (Some(table), Some((code, sure))) = (table.filter(|_| wanted), written(query)) else {
        return hits;
    };
    // "V70" and "486" are read so only where nothing else answers; "E849" has no point that tells it from E84.9.
    let pointed = query.contains('.') || sure == Sure::Yes && !query.trim().starts_with(['E', 'e']);
    // Nor where a code begins so; a number in a name is no answer to one ("486" to RU-486).
    let begun = |hit: &Hit| hit.code.starts_with(&code);
    let named = sure == Sure::No && code.len() == 3 && !hits.iter().any(begun);
    if !hits.is_empty() && !named && (sure == Sure::No || !pointed) {
        return hits;
    }
    // Five digits without a point are another set's code unless they are whole.
    // As three digits are where there is another answer.
    let whole = sure != Sure::No || code.len() < 4 && hits.is_empty();
    let became = table.category_became(&code);
    let Some((rows, old)) = became.filter(|(_, old)| whole || *old == code) else {
        return hits;
    };
    let old = with_point(&old);
    let mut out: Vec<Hit> = Vec::new();
    let one = Options {
        limit: 1,
        sets: vec![CodeSet::Icd10cm],
        on: None,
        ..options.clone()
    };
    for row in rows {
        if out.len() >= options.limit {
            break;
        }
        let to = table.formatted_row(row);
        let Some(mut hit) = search(&[table], &to, &one)
            .into_iter()
            .find(|h| h.code == to)
        else {
            continue;
        };
        let now = hit
            .note
            .take()
            .map_or(Cow::Borrowed(""), |n| Cow::Owned(format!("; {n}")));
        hit.note = Some(format!(
            "{old} is ICD-9-CM, which ended on 2015-09-30; CMS's conversion gives \
             this{now}"
        ));
        out.push(hit);
    }
    if sure != Sure::Yes || out.is_empty() {
        out.extend(hits.into_iter().filter(|_| sure != Sure::Yes));
    }
    out.truncate(options.limit);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_codes() {
        for (text, code, sure) in [
            ("250.00", "25000", Sure::Yes),
            ("(401.9)", "4019", Sure::Yes),
            ("V70.0", "V700", Sure::Either),
            ("E849.0", "E8490", Sure::Yes),
            ("icd9: 486", "486", Sure::Yes),
            ("ICD-9 25000", "25000", Sure::Yes),
            ("BK:25000", "25000", Sure::Yes),
            ("25000", "25000", Sure::No),
            ("99213", "99213", Sure::No),
            ("486", "486", Sure::No),
        ] {
            let want = (!code.is_empty()).then(|| (code.to_string(), sure));
            assert!(written(text) == want, "{text}");
        }
        for other in [
            "992134", "E11.9", "I10", "250.000", "j18.9", "", ".", "v700.1",
        ] {
            assert!(written(other).is_none(), "{other}");
        }
    }
}
