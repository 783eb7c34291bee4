// The licenses of what is compiled into the module, with their texts: for the package's THIRD-PARTY.md.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** A Markdown file about every crate in the module and about the standard library. */
export function thirdParty() {
  // Not offline: on a new machine the crates that only tests need were not fetched yet, and cargo reads those, too.
  const meta = JSON.parse(execFileSync('cargo', ['metadata', '--format-version', '1', '--features', 'js', '--filter-platform', 'wasm32-unknown-unknown', '--locked'], { encoding: 'utf8', maxBuffer: 1e9 }));
  const packages = new Map(meta.packages.map((p) => [p.id, p]));
  const nodes = new Map(meta.resolve.nodes.map((n) => [n.id, n]));
  const own = meta.packages.find((p) => p.name === 'superbill').id;
  const isMacro = (p) => p.targets.some((t) => t.kind.includes('proc-macro'));
  const all = new Set();
  const walk = (id) => {
    if (all.has(id)) return;
    all.add(id);
    // What only runs while compiling is in no module.
    for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps) if (kinds.some((k) => k.kind === null) && !isMacro(packages.get(pkg))) walk(pkg);
  };
  walk(own);
  all.delete(own);
  const texts = new Map();
  const lines = [];
  for (const { name, version, license, authors, manifest_path: manifest } of [...all].map((id) => packages.get(id)).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const folder = dirname(manifest);
    const files = readdirSync(folder).filter((f) => /^(licen[sc]e|copying|unlicense)/i.test(f)).sort();
    // Of a choice, MIT is taken where it is offered.
    const file = files.find((f) => /mit/i.test(f)) ?? files.find((f) => !/apache/i.test(f)) ?? files[0];
    const text = file && existsSync(`${folder}/${file}`) ? readFileSync(`${folder}/${file}`, 'utf8').trim() : `${license}, by ${authors.join(', ') || 'its authors'}`;
    lines.push(`- ${name} ${version}: ${license}`);
    texts.set(text, [...(texts.get(text) ?? []), name]);
  }
  lines.push("- Rust's standard library (core, alloc, std): MIT OR Apache-2.0, by the Rust project's contributors");
  const parts = [...texts].map(([text, names]) => `## ${names.join(', ')}\n\n\`\`\`text\n${text}\n\`\`\`\n`);
  return `# What is in the module beside superbill itself\n\n${lines.join('\n')}\n\n${parts.join('\n')}`;
}
