//! Which link of a page is the file that is wanted.

use superbill::Date;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A template with the day's year `{year}`, its last digits `{yy}`, and the letter of its quarter `{letter}`.
pub fn filled(template: &str, on: Date) -> String {
    let (year, month, _) = on.parts();
    let letter = ["a", "b", "c", "d"][(month.clamp(1, 12) as usize - 1) / 3];
    template
        .replace("{year}", &year.to_string())
        .replace("{yy}", &format!("{:02}", year % 100))
        .replace("{letter}", letter)
}

/// Whether a name is like a pattern, in which `*` stands for anything.
pub fn like(name: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        None => name == pattern,
        Some((head, rest)) => name.strip_prefix(head).is_some_and(|behind| {
            (0..=behind.len())
                .filter_map(|at| behind.get(at..))
                .any(|behind| like(behind, rest))
        }),
    }
}

/// The addresses that a page links to, whole. CMS links some files through the page of the AMA's terms; what counts is the
/// file behind it.
pub fn of(html: &str, page: &str) -> Vec<String> {
    let origin: String = page.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    let mut out = Vec::new();
    for piece in html.split("href=").skip(1) {
        let quote = piece.chars().next().filter(|c| matches!(c, '"' | '\''));
        let Some(href) = quote.and_then(|q| piece.get(1..)?.split(q).next()) else {
            continue;
        };
        let href = href.replace("&amp;", "&");
        let href = match href.split_once("file=") {
            Some((_, file)) => file.split('&').next().unwrap_or(file).replace("%2F", "/"),
            None => href,
        };
        let whole = match href.as_str() {
            h if h.starts_with("http") => h.to_string(),
            h if h.starts_with('/') => format!("{origin}{h}"),
            _ => continue,
        };
        if !out.contains(&whole) {
            out.push(whole);
        }
    }
    out
}

/// The links whose file name is like `wanted`, of the newest release that is in force on the day: several when a release
/// comes in parts.
pub fn newest(links: &[String], wanted: &str, on: Date) -> Vec<String> {
    let name = |link: &String| link.rsplit('/').next().unwrap_or("").to_lowercase();
    let fitting = links.iter().filter(|l| like(&name(l), wanted));
    let dated = fitting.filter_map(|l| Some((release(&name(l))?, l)));
    let dated: Vec<(Date, &String)> = dated.filter(|(day, _)| *day <= on).collect();
    let last = dated.iter().map(|(day, _)| *day).max();
    let of_last = dated.into_iter().filter(|(day, _)| Some(*day) == last);
    let mut found: Vec<String> = of_last.map(|(_, link)| link.clone()).collect();
    found.sort();
    found
}

/// The first day of the release that a file's name speaks of: "october-2026-...", "2026q4", "april-1-2026-...", "rvu26d";
/// a year alone is a fiscal one, which begins in October before it.
fn release(name: &str) -> Option<Date> {
    let bytes = name.as_bytes();
    let digits = |at: usize, n: usize| {
        name.get(at..at + n)
            .filter(|d| d.bytes().all(|b| b.is_ascii_digit()))
    };
    let rvu = name.strip_prefix("rvu").and_then(|rest| {
        let year: u32 = rest.get(..2)?.parse().ok()?;
        let letter = rest
            .as_bytes()
            .get(2)?
            .checked_sub(b'a')
            .filter(|l| *l < 4)?;
        Date::new(2000 + year, u32::from(letter) * 3 + 1, 1)
    });
    if rvu.is_some() {
        return rvu;
    }
    // "effective-10012026"
    let whole = (0..name.len()).find_map(|at| {
        let (month, rest) = digits(at, 8)?.split_at(2);
        let (day, year) = rest.split_at(2);
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    });
    if whole.is_some() {
        return whole;
    }
    let at = (0..name.len()).find(|at| {
        let alone =
            |i: Option<usize>| !i.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
        digits(*at, 4).is_some_and(|d| d.starts_with("20"))
            && alone(at.checked_sub(1))
            && alone(Some(at + 4))
    })?;
    let year: u32 = digits(at, 4)?.parse().ok()?;
    let behind = name.get(at + 4..)?.trim_start_matches(['-', '_']);
    if let Some(quarter) = behind
        .strip_prefix('q')
        .and_then(|q| q.get(..1)?.parse::<u32>().ok())
    {
        return Date::new(year, (quarter.clamp(1, 4) - 1) * 3 + 1, 1);
    }
    let month = (1..).zip(MONTHS).find(|(_, m)| name.contains(m));
    match month {
        Some((month, _)) => Date::new(year, month, 1),
        None => Date::new(year - 1, 10, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_release_in_force_is_taken_with_all_its_parts() {
        let html = "<a href=\"/files/zip/2039-codes.zip\">x</a>\n\
            <a href='/files/zip/april-1-2039-codes.zip'>x</a> <a href=\"/files/zip/2040-codes.zip\">x</a>\n\
            <a href=\"https://h.test/license/ama?file=/files/zip/n-2039q2-v1-f1.zip&x=1\">x</a>\n\
            <a href=\"/license/ama?file=%2Ffiles%2Fzip%2Fn-2039q2-v1-f2.zip\">x</a>\n\
            <a href=\"/files/zip/n-2039q1-v0-f1.zip\">x</a> <a href=\"#top\">x</a>";
        let links = of(html, "http://h.test/some/page");
        let day = |y, m, d| Date::new(y, m, d).unwrap();
        let newest = |wanted: &str, on| newest(&links, wanted, on);
        let zip = |name: &str| format!("http://h.test/files/zip/{name}.zip");
        assert_eq!(
            newest("*codes.zip", day(2039, 5, 1)),
            [zip("april-1-2039-codes")]
        );
        assert_eq!(newest("*codes.zip", day(2039, 10, 1)), [zip("2040-codes")]);
        assert_eq!(newest("*codes.zip", day(2039, 3, 1)), [zip("2039-codes")]);
        assert_eq!(
            newest("n-*-f*.zip", day(2039, 4, 1)),
            [zip("n-2039q2-v1-f1"), zip("n-2039q2-v1-f2")]
        );
        assert!(newest("other*.zip", day(2040, 1, 1)).is_empty());
        let rvu = |n| release(n).map(|d| d.to_string());
        assert_eq!(rvu("rvu26d.zip").as_deref(), Some("2026-10-01"));
        assert_eq!(
            rvu("add-effective-07012026.zip").as_deref(),
            Some("2026-07-01")
        );
        assert_eq!(rvu("october-2026-alpha.zip").as_deref(), Some("2026-10-01"));
        assert_eq!(
            filled("rvu{yy}{letter}-{year}", day(2026, 11, 2)),
            "rvu26d-2026"
        );
        assert!(like("abc", "a*c") && like("abc", "*") && !like("abc", "a*d"));
    }
}
