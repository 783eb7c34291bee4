//! What several tests of made-up files need.

use std::io::{Cursor, Write};

/// The smallest workbook: one sheet, its texts inline, its dates as numbers like CMS's.
pub fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let cell = |value: &&str| match value.parse::<u32>() {
        Ok(n) if value.len() == 8 => format!("<c><v>{n}</v></c>"),
        _ => format!("<c t=\"inlineStr\"><is><t>{value}</t></is></c>"),
    };
    let row = |row: &&[&str]| format!("<row>{}</row>", row.iter().map(cell).collect::<String>());
    let head = "<row><c t=\"inlineStr\"><is><t>A made-up notice</t></is></c></row>";
    let sheet: String = rows.iter().map(row).collect();
    for (name, xml) in [
        ("[Content_Types].xml", "<Types \
            xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default \
            Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" \
            ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/></Types>".to_string()),
        ("_rels/.rels", "<Relationships \
            xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship \
            Id=\"rId1\" \
            Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
            Target=\"xl/workbook.xml\"/></Relationships>".to_string()),
        ("xl/_rels/workbook.xml.rels", "<Relationships \
            xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship \
            Id=\"rId1\" \
            Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
            Target=\"worksheets/sheet1.xml\"/></Relationships>".to_string()),
        ("xl/workbook.xml", "<workbook \
            xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
            xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet \
            name=\"PTP\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>".to_string()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet \
            xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{head}{sheet}</sheetData></worksheet>")),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(xml.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
