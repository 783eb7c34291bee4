// Findings as a FHIR Bundle: an OperationOutcome for every claim, in order.
import { toOperationOutcome } from '../fhir.js';

export const operationOutcome = () => ({
  begin: () => '{"resourceType":"Bundle","type":"collection","entry":[\n',
  between: ',\n',
  item(file, item) {
    const place = item.index === null ? 'file' : `claim-${item.index + 1}`;
    return JSON.stringify({ fullUrl: `urn:superbill:${encodeURIComponent(file)}#${place}`, resource: toOperationOutcome(item) });
  },
  end: () => '\n]}\n',
});
