use super::*;
use crate::scan::number::plain;

fn skipped(text: &str) -> bool {
    let mut s = Scanner::new(text);
    s.value()
        .and_then(|v| s.skip(v))
        .and_then(|()| s.end())
        .is_ok()
}

/// serde_json is the judge of what is JSON.
#[test]
fn accepts_what_is_json_and_nothing_else() {
    let seeds = [
        r#"{"a": [1, -0.5e+3, true, false, null, {"b": "\u00e9\n\"\\"}], "": {}, "c": []}"#,
        r#" [ [[]] , "x" , 0 , 10 , 1E5 , 1.25 ] "#,
    ];
    let mut judged = [0, 0];
    for seed in seeds {
        for at in 0..seed.len() {
            for put in [
                "", ",", "]", "}", "{", "[", "\"", "\\", "0", "-", ".", "e", " ", "\n", "\u{1}",
                "n", "é",
            ] {
                let text = format!("{}{put}{}", &seed[..at], &seed[at + 1..]);
                let json = serde_json::from_str::<serde_json::Value>(&text).is_ok();
                judged[usize::from(json)] += 1;
                assert_eq!(skipped(&text), json, "{text}");
            }
        }
    }
    assert!(judged[0] > 500 && judged[1] > 100, "{judged:?}");
    assert!(skipped(&("[".repeat(100_000) + &"]".repeat(100_000))));
}

#[test]
fn strings_are_what_was_escaped() {
    let read = |text: &str| match Scanner::new(text).value() {
        Ok(Token::Text(text)) => Some(text.into_owned()),
        _ => None,
    };
    for text in [
        r#""""#,
        r#""plain""#,
        r#""\u00e9\ud83d\ude00\b\f\n\r\t\/\\\"é😀 end""#,
        r#""a\nb\nc""#,
    ] {
        assert_eq!(read(text), serde_json::from_str(text).ok(), "{text}");
    }
    assert_eq!(read(r#""a\ud800b""#).as_deref(), Some("a\u{fffd}b"));
    assert_eq!(
        read(r#""\ud800\ud83d\ude00""#).as_deref(),
        Some("\u{fffd}😀")
    );
    assert_eq!(read(r#""\udc00\u0041""#).as_deref(), Some("\u{fffd}A"));
}

#[test]
fn numbers_are_written_plainly() {
    for (number, text) in [
        ("7", "7"),
        ("-12", "-12"),
        ("120.50", "120.5"),
        ("11.0", "11"),
        ("1.234", "1.234"),
        ("0.30000000000000004", "0.3"),
        ("9.9999999999999999", "10"),
        ("-33.989999999999995", "-33.99"),
        ("1.005", "1.005"),
        ("1e2", "100"),
        ("1.5E+1", "15"),
        ("125e-2", "1.25"),
        ("1e300", "1e300"),
        ("98765432109876543210.5", "98765432109876543210.5"),
    ] {
        assert_eq!(plain(number), text);
    }
}
