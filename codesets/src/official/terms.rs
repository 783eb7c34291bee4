//! The AMA's terms, which whoever takes files with CPT codes accepts.

use super::fetch;
use anyhow::Result;
use std::io::{BufRead, IsTerminal, Write};

/// Shows the terms that stand on the agency's page, and whether the person accepts them. Without a terminal nobody is
/// there to accept.
pub fn asked(page: &str) -> Result<bool> {
    let html = fetch::page(page)?;
    println!("{}\n", text(&html));
    println!(
        "The files of procedures hold CPT codes, which are copyright of the American Medical \
         Association. The terms above are those of {page}."
    );
    if !std::io::stdin().is_terminal() {
        println!("Nobody can be asked here; --accept-ama-terms accepts them.");
        return Ok(false);
    }
    print!("Do you accept them? [y/N] ");
    std::io::stdout().flush()?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

/// The words of a page, without its markup, scripts and styles.
fn text(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        let lower = tag.get(..7).unwrap_or(tag).to_ascii_lowercase();
        let end = match lower.as_str() {
            l if l.starts_with("script") => "</script>",
            l if l.starts_with("style") => "</style>",
            _ => ">",
        };
        let block = ["p", "/p", "br", "li", "/li", "h", "div", "/div"];
        if block.iter().any(|b| lower.starts_with(b)) {
            out.push('\n');
        }
        rest = tag.split_once(end).map_or("", |(_, behind)| behind);
    }
    out.push_str(rest);
    let plain = out
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
        .replace("&quot;", "\"");
    let lines = plain
        .lines()
        .map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "));
    lines
        .filter(|l| !l.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_page_is_shown_as_its_words() {
        let html = "<html><style>p{}</style><body><p>Made-up  terms &amp; more<br>Line\
            <script>x<y</script></body>";
        assert_eq!(super::text(html), "Made-up terms & more\nLine");
    }
}
