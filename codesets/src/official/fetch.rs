//! Pages and files over the network, through curl, and what can be wrong with what comes back.

use anyhow::{bail, ensure, Context, Result};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A stand-in for the agencies' sites, for tests and mirrors: the address of a server with the same paths.
const INSTEAD: &str = "SUPERBILL_OFFICIAL_SITE";

/// A page as text.
pub fn page(address: &str) -> Result<String> {
    let bytes = bytes(address)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A zip, whole.
pub fn zip(address: &str) -> Result<Vec<u8>> {
    let bytes = bytes(address)?;
    let head = String::from_utf8_lossy(bytes.get(..64).unwrap_or(&bytes)).to_lowercase();
    ensure!(
        !head.trim_start().starts_with('<'),
        "{address} gave a web page instead of a zip: the file was moved, or wants something accepted in a browser \
         first; download it there, unpack it into a directory and run `./x tables build --from DIR`"
    );
    ensure!(
        bytes.starts_with(b"PK"),
        "{address} is not a zip; run the command again, or download it by hand"
    );
    if let Err(error) = zip::ZipArchive::new(Cursor::new(&bytes)) {
        bail!("{address} is cut short or altered ({error}); run the command again");
    }
    Ok(bytes)
}

fn bytes(address: &str) -> Result<Vec<u8>> {
    let instead = std::env::var(INSTEAD).ok().filter(|s| !s.is_empty());
    let asked = match &instead {
        None => address.to_string(),
        Some(site) => {
            let path = address.splitn(4, '/').nth(3).unwrap_or("");
            format!("{}/{path}", site.trim_end_matches('/'))
        }
    };
    let mut curl = Command::new("curl");
    curl.args(["--fail", "--silent", "--show-error", "--location"])
        .args(["--max-time", "900", "--retry", "2"])
        .args(["--user-agent", "superbill-codesets"])
        .arg(&asked);
    let out = curl.output().context(
        "curl is needed to fetch the agencies' files: install it (Debian: apt-get install curl), or download them by \
         hand and run `./x tables build --from DIR`",
    )?;
    ensure!(
        out.status.success(),
        "{address} cannot be fetched: {}; without a connection to it, download the files on another machine and run \
         `./x tables build --from DIR`",
        String::from_utf8_lossy(&out.stderr).trim()
    );
    ensure!(
        !out.stdout.is_empty(),
        "{address} is empty; run the command again"
    );
    Ok(out.stdout)
}

/// Unpacks the members whose file names are wanted, without their folders; zips within the zip too.
pub fn unpack(zipped: &[u8], wanted: &dyn Fn(&str) -> bool, dir: &Path) -> Result<Vec<PathBuf>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(zipped))?;
    let mut out = Vec::new();
    for i in 0..archive.len() {
        let mut member = archive.by_index(i)?;
        let name = member
            .name()
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or("")
            .to_string();
        let inner = name.to_lowercase().ends_with(".zip");
        if !inner && !wanted(&name) {
            continue;
        }
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).with_context(|| {
            format!("{name} in it is cut short or altered; run the command again")
        })?;
        if inner {
            out.extend(unpack(&bytes, wanted, dir).with_context(|| name.clone())?);
            continue;
        }
        let path = dir.join(&name);
        std::fs::write(&path, &bytes)
            .with_context(|| format!("cannot write {}", path.display()))?;
        out.push(path);
    }
    Ok(out)
}
