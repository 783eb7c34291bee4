// The ways of printing findings. Each has `item`, the text for one answer, and may have `begin`, `end`, what stands `between` two
// texts, and `broken`, which says what is printed of the text for a claim that could not be read.
import { csv } from './csv.js';
import { html } from './html.js';
import { json, ndjson } from './json.js';
import { operationOutcome } from './operation-outcome.js';
import { sarif } from './sarif.js';
import { text } from './text.js';

export const FORMATS = { text, json, ndjson, csv, sarif, html, 'operation-outcome': operationOutcome };
